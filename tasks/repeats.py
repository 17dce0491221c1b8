"""Answers for a repeated document that holds several articles: where those articles are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models import Article, Receipt, ReceiptStatus, Revision, State
from models.entry import Answer
from models.session import look
from tasks.outcomes import Outcome

#: How many articles of a document are looked up; if it holds more, only the first are reported.
_MOST = 64


@dataclass(frozen=True, slots=True)
class Held:
    """The articles of a document that was submitted before."""

    #: A receipt for each article, written only if its own receipt has expired.
    parts: tuple[Outcome, ...]

    def told(self, outcome: Outcome) -> Outcome:
        """The document's receipt: the page of its only article, or the receipt keys of several."""
        if len(self.parts) == 1:
            (only,) = self.parts
            return replace(outcome, id=only.id, revision=only.revision, url=only.url)
        keys = tuple(part.key for part in self.parts)
        return replace(outcome, reason=f"contains {len(keys)} articles", parts=keys)


def held_again(answers: Sequence[Answer]) -> dict[str, Held]:
    """The articles of repeated documents among `answers`, by the document's article id."""
    repeats = [a for a in answers if a.status is ReceiptStatus.DUPLICATE and a.path is None]
    wanted = {a.article_id: a.rev for a in repeats if a.article_id and not a.repeated}
    if not wanted:
        return {}
    with look() as session:
        documents = session.execute(_documents(wanted)).all()
        held = {row.article_id: _held(session, row) for row in documents}
    return {article_id: found for article_id, found in held.items() if found.parts}


def _documents(wanted: dict[str, int | None]) -> Select[*tuple[Any, ...]]:
    columns = Revision.article_id, Revision.receipt, Revision.source
    # Not as a condition on (article_id, rev) pairs: SQLite would scan the whole table.
    return select(*columns).where(
        Revision.article_id.in_(wanted),
        Revision.rev.in_(set(wanted.values())),
        Revision.state == State.SPLIT,
        Revision.receipt.is_not(None),
    )


def _held(session: Session, document: Row[Any]) -> Held:
    keys = [f"{document.receipt}/{number}" for number in range(_MOST)]
    rows = session.execute(_articles(document.source or "", keys)).all()
    return Held(tuple(_outcome(row) for row in sorted(rows, key=lambda row: keys.index(row.key))))


def _articles(source: str, keys: Sequence[str]) -> Select[*tuple[Any, ...]]:
    columns = Receipt.key, Receipt.article_id, Receipt.rev, Article.site, Article.path
    return (
        select(*columns)
        .join(Article, Article.id == Receipt.article_id)
        .where(Receipt.source == source, Receipt.key.in_(keys), Article.live)
    )


def _outcome(row: Row[Any]) -> Outcome:
    page = url(get_settings().site(row.site), row.path)
    status = ReceiptStatus.DUPLICATE.value
    return Outcome(row.key, row.article_id, row.rev, status, url=page, repeated=True)
