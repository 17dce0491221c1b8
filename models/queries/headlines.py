"""Finds articles by words of their headlines, regardless of spelling variants."""

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
#: A prefix is expanded to at most this many words, the first in alphabetical order.
_MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline to add to the index, or to remove from it."""

    article_id: str
    title: str
    dated_at: datetime

    def rows(self) -> list[tuple[str, datetime, str]]:
        """The primary keys of its words' rows."""
        return [(word, self.dated_at, self.article_id) for word in words(self.title)]


def words(text: str) -> list[str]:
    """The distinct words of `text`, folded and stemmed for matching."""
    found = (light_stem(word)[:_LONGEST] for word in _WORD.findall(fold(text)))
    return list(dict.fromkeys(found))


def replace(session: Session, before: Iterable[Headline], now: Iterable[Headline]) -> None:
    """Replace the headlines `before` by the headlines `now` in the index."""
    old = {row for headline in before for row in headline.rows()}
    new = {row for headline in now for row in headline.rows()}
    if gone := _keyed(old - new):
        session.connection().execute(_GONE, gone)
    add_missing(session, HeadlineWord, _keyed(new - old))


_TABLE: Any = HeadlineWord.__table__
#: Executed once per row, since SQLite would scan the whole table for a list of triples.
_GONE = delete(_TABLE).where(*(column == bindparam(column.key) for column in _TABLE.primary_key))


def _keyed(rows: Iterable[tuple[str, datetime, str]]) -> list[dict[str, Any]]:
    return [{"word": w, "dated_at": at, "article_id": article} for w, at, article in sorted(rows)]


def newest(
    text: str, *further: ColumnElement[bool], limit: int, least: int | None = None
) -> Select[datetime, str]:
    """Select the keys of the newest headlines that have all words of `text`.

    The last word may be a prefix. `further` are additional conditions on `HeadlineWord`. With
    `least`, each word that matches the prefix is looked up by itself, for `least` headlines or, if
    few words match, more. PostgreSQL is then fast however common the words are. SQLite has no
    LATERAL, which this needs.
    """
    *whole, last = words(text) or [""]
    wanted: list[ColumnElement[bool]] = [*map(_beside, whole), *further]
    if last and len(last) >= _SHORTEST_BEGINNING:
        if least is not None and not whole:  # for several words, the plain join is faster
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
    """The distinct words with this prefix, by a recursive query with one index lookup for each."""
    first = select(func.min(HeadlineWord.word).label("word"), literal(1).label("number"))
    found = first.where(*_begins(HeadlineWord.word, beginning)).cte("known", recursive=True)
    further = _begins(HeadlineWord.word, beginning)[1], HeadlineWord.word > found.c.word
    after = select(func.min(HeadlineWord.word)).where(*further).scalar_subquery()
    more = select(after, found.c.number + 1)
    return found.union_all(more.where(found.c.word.is_not(None), found.c.number < _MOST_WORDS))


_Other = aliased(HeadlineWord)


def _beside(word: str) -> ColumnElement[bool]:
    """The condition that the same headline has this word too."""
    same = (
        _Other.word == word,
        _Other.dated_at == HeadlineWord.dated_at,
        _Other.article_id == HeadlineWord.article_id,
    )
    return select(_Other.word).where(*same).correlate(HeadlineWord).exists()


def _begins(column: InstrumentedAttribute[str], word: str) -> list[ColumnElement[bool]]:
    """Conditions that `column` begins with `word`, as a range that can use an index."""
    return [column >= word, column < word + "\U0010ffff"]
