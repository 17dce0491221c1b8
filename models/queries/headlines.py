"""Finds articles by words of their headlines, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Select,
    bindparam,
    cast,
    delete,
    false,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from matbaa.language.normalize import fold, light_stem
from models.headline import HeadlineWord
from models.rows import add_missing

_WORD = re.compile(r"\w+")
_LONGEST = 40
_SHORTEST_BEGINNING = 3
#: Words that a beginning stands for at most, the first ones by their letters.
_MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline that is to be found, or was."""

    article_id: str
    title: str
    dated_at: datetime

    def rows(self) -> list[tuple[str, datetime, str]]:
        """Its words as the keys of their rows."""
        return [(word, self.dated_at, self.article_id) for word in words(self.title)]


def words(text: str) -> list[str]:
    """The words of `text`, each once, as they are matched."""
    found = (light_stem(word)[:_LONGEST] for word in _WORD.findall(fold(text)))
    return list(dict.fromkeys(found))


def replace(session: Session, before: Iterable[Headline], now: Iterable[Headline]) -> None:
    """Have `now` found in the place of `before`."""
    old = {row for headline in before for row in headline.rows()}
    new = {row for headline in now for row in headline.rows()}
    if gone := _keyed(old - new):
        session.connection().execute(_GONE, gone)
    add_missing(session, HeadlineWord, _keyed(new - old))


_TABLE: Any = HeadlineWord.__table__
#: One by one: SQLite reads a whole table for a list of triples.
_GONE = delete(_TABLE).where(*(column == bindparam(column.key) for column in _TABLE.primary_key))


def _keyed(rows: Iterable[tuple[str, datetime, str]]) -> list[dict[str, Any]]:
    return [{"word": w, "dated_at": at, "article_id": article} for w, at, article in sorted(rows)]


def newest(
    text: str, *further: ColumnElement[bool], limit: int, least: int | None = None
) -> Select[datetime, str]:
    """The keys of the newest headlines that have all words of `text`, the last of which may be a
    beginning, and of which `further` holds, a condition on `HeadlineWord`.

    With `least`, each word that a beginning stands for is looked up by itself and gives so many of
    them, more where there are few such words: PostgreSQL is quick however many headlines have one.
    SQLite has no LATERAL.
    """
    *whole, last = words(text) or [""]
    wanted: list[ColumnElement[bool]] = [*map(_beside, whole), *further]
    if last and len(last) >= _SHORTEST_BEGINNING:
        if least is not None and not whole:  # several words are sooner joined as wholes
            return _of_each_word(last, wanted, limit, least)
        wanted += _begins(HeadlineWord.word, last)
    else:
        wanted.append(HeadlineWord.word == last if last else false())
    key = HeadlineWord.dated_at, HeadlineWord.article_id
    ordered = [column.desc() for column in key]
    return select(*key).distinct().where(*wanted).order_by(*ordered).limit(limit)


def _of_each_word(
    beginning: str, wanted: Iterable[ColumnElement[bool]], limit: int, least: int
) -> Select[datetime, str]:
    known = _words(beginning)
    share = select(func.greatest(least, limit / func.count())).select_from(known)
    own = (
        select(HeadlineWord.dated_at, HeadlineWord.article_id)
        .where(HeadlineWord.word == known.c.word, *wanted)
        .order_by(HeadlineWord.dated_at.desc(), HeadlineWord.article_id.desc())
        .limit(cast(share.scalar_subquery(), BigInteger))
        .lateral()
    )
    return (
        select(own.c.dated_at, own.c.article_id)
        .distinct()
        .select_from(known.join(own, true()))
        .order_by(own.c.dated_at.desc(), own.c.article_id.desc())
        .limit(limit)
    )


def _words(beginning: str) -> CTE:
    """The words that begin so, each once: one look into the index for each."""
    first = select(func.min(HeadlineWord.word).label("word"), literal(1).label("number"))
    found = first.where(*_begins(HeadlineWord.word, beginning)).cte("known", recursive=True)
    further = _begins(HeadlineWord.word, beginning)[1], HeadlineWord.word > found.c.word
    after = select(func.min(HeadlineWord.word)).where(*further).scalar_subquery()
    more = select(after, found.c.number + 1)
    return found.union_all(more.where(found.c.word.is_not(None), found.c.number < _MOST_WORDS))


_Other = aliased(HeadlineWord)


def _beside(word: str) -> ColumnElement[bool]:
    """The same headline has this word too."""
    same = (
        _Other.word == word,
        _Other.dated_at == HeadlineWord.dated_at,
        _Other.article_id == HeadlineWord.article_id,
    )
    return select(_Other.word).where(*same).correlate(HeadlineWord).exists()


def _begins(column: InstrumentedAttribute[str], word: str) -> list[ColumnElement[bool]]:
    """As a range that an index can answer."""
    return [column >= word, column < word + "\U0010ffff"]
