"""The table of revisions: versions of articles, and their state in the pipeline."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, BigId, text_enum
from models.states import OPEN, Lane, State, Takedown

_IS_OPEN = text("state IN ({})".format(", ".join(f"'{state}'" for state in OPEN)))
_IS_EMBARGOED = text(f"publish_at IS NOT NULL AND {_IS_OPEN.text}")


class Revision(Base):
    """A version of an article. Readers see the highest accepted one, once it is published.

    A worker on it holds a lease: `lease_token`, until `lease_expires_at`. Results are written only
    if the token is still the worker's own.
    """

    __tablename__ = "revisions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    rev: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[State] = mapped_column(text_enum(State))
    lane: Mapped[Lane] = mapped_column(text_enum(Lane))

    #: How often the present stage was begun. It is counted at the claim, so that an attempt which
    #: kills the worker counts too.
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    next_attempt_at: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    lease_expires_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    #: Key of its receipt: the producer's key, or the inbox entry's id.
    receipt: Mapped[str | None] = mapped_column(String(255))
    source: Mapped[str | None] = mapped_column(String(200))
    #: The JSON as submitted.
    submission: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    #: JSON of `matbaa.story.Story`, from `ingest` on.
    story: Mapped[str | None] = mapped_column(Text)
    #: Embargo: not to be published before this time; from `ingest` on.
    publish_at: Mapped[datetime | None]
    #: What readers get if this revision takes the article down; None for the default.
    takedown: Mapped[Takedown | None] = mapped_column(text_enum(Takedown))
    #: The target for `Takedown.REDIRECT`: an absolute URL, or a path on the site.
    leads_to: Mapped[str | None] = mapped_column(String(2_000))
    #: A notice to readers about the takedown.
    notice: Mapped[str | None] = mapped_column(Text)
    #: JSON of `matbaa.texts.Texts`, from `summarize` on.
    texts: Mapped[str | None] = mapped_column(Text)
    #: Directory of its page, relative to the site's root, ending in "/"; from `render` on.
    path: Mapped[str | None] = mapped_column(String(700))
    #: JSON of `matbaa.pages.Entry`, from `render` on.
    entry: Mapped[str | None] = mapped_column(Text)
    #: JSON of `matbaa.view.Surroundings`: other articles that its page links to.
    surroundings: Mapped[str | None] = mapped_column(Text)

    created_at: Mapped[datetime]
    #: When it reached its present state.
    state_at: Mapped[datetime]
    ingested_at: Mapped[datetime | None]
    summarized_at: Mapped[datetime | None]
    rendered_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("article_id", "rev"),
        # A partial index, which stays small: only open revisions are in it.
        Index(
            "ix_revisions_open",
            "state",
            "lane",
            "id",
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        # Smaller still: open revisions with an embargo.
        Index(
            "ix_revisions_due",
            "publish_at",
            sqlite_where=_IS_EMBARGOED,
            postgresql_where=_IS_EMBARGOED,
        ),
        Index("ix_revisions_state_at", "state", "state_at"),
        Index("ix_revisions_created_at", "created_at"),
        Index("ix_revisions_source_created_at", "source", "created_at"),
    )
