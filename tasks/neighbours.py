"""The newest articles of a site and of its sections, cached for a few seconds per process."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from matbaa.pages import Entry, key_of
from matbaa.view import Surroundings, load_entry, load_surroundings, refreshed
from models import Article, Membership, Revision, articles
from tasks.listings import newest_entries

#: How long they are cached: links to what was newest some seconds ago are good enough.
_SECONDS = 5.0
_OF_SITE, _OF_SECTION = 30, 20
_MOST_REMEMBERED = 256


@dataclass(slots=True)
class _Memory:
    known: dict[tuple[str, str | None], tuple[float, list[Entry]]] = field(default_factory=dict)


_memory = _Memory()


def neighbours(session: Session, site: str, section: str | None) -> list[Entry]:
    """The newest articles of the site, newest first, and after them those of the section."""
    newest = _remembered(session, site, None)
    return newest + (_remembered(session, site, section) if section else [])


def around_again(session: Session, article: Article, revision: Revision) -> Surroundings:
    """The articles that a page links to when it is rendered again.

    These are the same as before, with their present facts, and the articles now before and after.
    """
    kept = load_surroundings(revision.surroundings)
    now = articles.by_id(session, {entry.id for entry in kept})
    live = {each.id: load_entry(each.entry) for each in now.values() if each.live and each.entry}
    return replace(
        refreshed(kept, live),
        previous=_beside(session, article, before=True),
        next=_beside(session, article, before=False),
    )


def _beside(session: Session, article: Article, *, before: bool) -> Entry | None:
    """The article that was published just before this one, or just after it."""
    here, place = (article.dated_at, article.id), tuple_(Article.dated_at, Article.id)
    order = (
        (Article.dated_at.desc(), Article.id.desc()) if before else (Article.dated_at, Article.id)
    )
    entry = session.scalar(
        select(Article.entry)
        .where(Article.site == article.site, Article.live, place < here if before else place > here)
        .order_by(*order)
        .limit(1)
    )
    return replace(load_entry(entry), html=None) if entry else None


def _remembered(session: Session, site: str, section: str | None) -> list[Entry]:
    at, entries = _memory.known.get((site, section), (0.0, []))
    if time.monotonic() - at > _SECONDS or not at:
        if len(_memory.known) >= _MOST_REMEMBERED:
            _memory.known.clear()
        entries = _read(session, site, section)
        _memory.known[site, section] = (time.monotonic(), entries)
    return entries


def forget() -> None:
    """Empty the cache."""
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
