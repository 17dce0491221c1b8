"""Finds articles by words of their headlines, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, false, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from matbaa.language.normalize import fold, light_stem
from models.headline import HeadlineWord

_WORD = re.compile(r"\w+")
_LONGEST = 40
_SHORTEST_BEGINNING = 3


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
    table = HeadlineWord
    keys = tuple_(table.word, table.dated_at, table.article_id)
    if gone := sorted(old - new):
        session.execute(
            delete(table).where(keys.in_(gone)).execution_options(synchronize_session=False)
        )
    if come := sorted(new - old):
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        rows = [{"word": w, "dated_at": at, "article_id": article} for w, at, article in come]
        session.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def about(text: str) -> list[ColumnElement[bool]]:
    """What holds of a `HeadlineWord` of each article that has all words of `text`, the last of
    which may be a beginning: then it may hold of several words of one headline.
    """
    *whole, last = words(text) or [""]
    if not last:
        return [false()]
    return [*_begins(HeadlineWord.word, last), *map(_beside, whole)]


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
    """As a range that an index can answer; the very word where it is too short to be telling."""
    if len(word) < _SHORTEST_BEGINNING:
        return [column == word]
    return [column >= word, column < word + "\U0010ffff"]
