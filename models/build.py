"""The table of build numbers, which are the revisions of a site's own pages."""

from __future__ import annotations

from sqlalchemy import BigInteger, String, case, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base


class Build(Base):
    """One row per site: the number of its last build. A later build always has a higher number.

    The ids of changes would not do, since a lower id may be committed after a higher one.
    """

    __tablename__ = "builds"

    site: Mapped[str] = mapped_column(String(64), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


def next_number(session: Session, site: str, *, at_least: int = 0) -> int:
    """The next build number of a site, no less than `at_least`. Locks its row until commit."""
    if session.scalar(select(Build.site).where(Build.site == site)) is None:
        try:
            with session.begin_nested():
                session.execute(insert(Build).values(site=site, number=0))
        except IntegrityError:
            pass  # another builder wrote the row first, which is just as good
    number = session.scalars(
        update(Build)
        .where(Build.site == site)
        .values(number=case((Build.number < at_least, at_least), else_=Build.number + 1))
        .returning(Build.number)
        .execution_options(synchronize_session=False)
    ).one()
    return int(number)
