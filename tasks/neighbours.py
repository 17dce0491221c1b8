"""The newest articles of a site and of its sections, remembered for a few seconds per process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from matbaa.pages import Entry, key_of
from matbaa.view import load_entry
from models import Article, Membership
from tasks.listings import newest_entries

#: A page that points to what was newest some seconds ago points well enough.
_SECONDS = 5.0
_OF_SITE, _OF_SECTION = 30, 20
_MOST_REMEMBERED = 256


@dataclass(slots=True)
class _Memory:
    known: dict[tuple[str, str | None], tuple[float, list[Entry]]] = field(default_factory=dict)


_memory = _Memory()


def neighbours(
    session: Session, site: str, section: str | None, *, fresh: bool = False
) -> list[Entry]:
    """The newest articles of the site, newest first, and after them those of the section; looked
    up anew where `fresh`.
    """
    of = _read if fresh else _remembered
    return of(session, site, None) + (of(session, site, section) if section else [])


def _remembered(session: Session, site: str, section: str | None) -> list[Entry]:
    at, entries = _memory.known.get((site, section), (0.0, []))
    if time.monotonic() - at > _SECONDS or not at:
        if len(_memory.known) >= _MOST_REMEMBERED:
            _memory.known.clear()
        entries = _read(session, site, section)
        _memory.known[site, section] = (time.monotonic(), entries)
    return entries


def forget() -> None:
    """Look again at the next question."""
    _memory.known.clear()


def _read(session: Session, site: str, section: str | None) -> list[Entry]:
    if section is None:
        return newest_entries(session, site, _OF_SITE)
    rows = session.scalars(
        select(Article.entry)
        .join(Membership, Membership.article_id == Article.id)
        .where(
            Membership.site == site,
            Membership.kind == "section",
            Membership.key == key_of(section),
            Membership.gone.is_(False),
            Article.live,
        )
        .order_by(Membership.dated_at.desc())
        .limit(_OF_SECTION)
    )
    return [load_entry(row) for row in rows if row]
