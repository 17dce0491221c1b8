"""The table of pages: every object that is, or is to be, on storage."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class PageRow(Base):
    """One object on storage.

    It waits for upload while `uploaded_sha256` differs from `sha256`; its body is kept only until
    then.
    """

    __tablename__ = "pages"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    #: Relative to the site's root, e.g. `2025/04/slug-ab12cd34/index.html`.
    path: Mapped[str] = mapped_column(String(700), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    #: The article it shows; None for the site's own pages.
    article_id: Mapped[str | None] = mapped_column(String(255), index=True)
    #: For fencing: the article's revision, or the build number for the site's own pages.
    rev: Mapped[int] = mapped_column(BigInteger)
    content_type: Mapped[str] = mapped_column(String(100))
    #: SHA-256 of the uncompressed body.
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(Integer)
    #: The body, compressed with zlib.
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    #: When its content last changed (sitemaps), or was published (an article's pages).
    changed_at: Mapped[datetime | None]
    #: The HTTP status with which it is served, and the target of a redirect.
    status: Mapped[int] = mapped_column(Integer, default=200)
    location: Mapped[str | None] = mapped_column(String(2_000))
    uploaded_sha256: Mapped[str | None] = mapped_column(String(64))
    uploaded_at: Mapped[datetime | None]
    #: The etag that storage gave the object when we uploaded it, for the next conditional PUT.
    etag: Mapped[str | None] = mapped_column(String(100))

    __table_args__ = (
        Index(
            "ix_pages_waiting",
            "site",
            "kind",
            sqlite_where=text("body IS NOT NULL"),
            postgresql_where=text("body IS NOT NULL"),
        ),
        Index(
            "ix_pages_sitemaps",
            "site",
            "path",
            sqlite_where=text("kind = 'sitemap'"),
            postgresql_where=text("kind = 'sitemap'"),
        ),
    )
