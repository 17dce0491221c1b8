"""Accepts submissions as revisions, many in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import BindParameter, bindparam, insert, select, update
from sqlalchemy.orm import Session

from matbaa.errors import Conflict, Rejected
from matbaa.identity import Identity
from models import ahead
from models.article import Article
from models.base import db_now
from models.burial import keep_rejected
from models.entry import Answer, Entry
from models.receipt import Clash, Receipt, ReceiptStatus
from models.revision import Revision
from models.rows import add, add_missing
from models.states import OPEN, State


@dataclass(slots=True)
class _Known:
    """What is known so far, from the database and from earlier entries of this batch."""

    receipts: dict[tuple[str, str], Receipt]
    articles: dict[str, Article]
    #: (article id, revision) -> content hash and state.
    revisions: dict[tuple[str, int], tuple[str, State]]
    #: The highest revision number by article id, of dead revisions and of pages included.
    highest: dict[str, int]
    new_articles: dict[str, Article] = field(default_factory=dict)
    rows: list[dict[str, object]] = field(default_factory=list)


_IDS: BindParameter[str] = bindparam("ids", expanding=True)
#: May find more than was asked for. SQLite would scan the whole table for (source, key) pairs.
_RECEIPTS = select(Receipt).where(
    Receipt.source.in_(bindparam("sources", expanding=True)),
    Receipt.key.in_(bindparam("keys", expanding=True)),
)
#: Locked in sorted order, so that two intakes cannot deadlock.
_LOCKED = select(Article).where(Article.id.in_(_IDS)).order_by(Article.id).with_for_update()
_REVISIONS = select(Revision.article_id, Revision.rev, Revision.content_hash, Revision.state).where(
    Revision.article_id.in_(_IDS), Revision.rev.in_(bindparam("revs", expanding=True))
)
_INSERT = (
    insert(Revision)
    .values(created_at=db_now(), state_at=db_now())
    .returning(Revision.id, Revision.article_id, Revision.rev, Revision.state)
)
_SUPERSEDE = (
    update(Revision)
    .where(
        Revision.article_id.in_(_IDS),
        Revision.state.in_(OPEN),
        Revision.lease_token.is_(None),
        Revision.rev
        < select(Article.head_rev).where(Article.id == Revision.article_id).scalar_subquery(),
    )
    .values(state=State.SUPERSEDED, state_at=db_now())
    .execution_options(synchronize_session=False)
)


def accept(session: Session, entries: Sequence[Entry]) -> list[Answer]:
    """Store all `entries` and return an answer to each, in their order. The caller commits.

    A repeated key gets the same answer again. The same content under the same id is a duplicate.
    The same revision number with other content is a conflict, which is rejected.
    """
    known = _known(session, entries)
    answers: list[Answer] = []
    for entry in entries:
        answer = _answer(entry, known)
        answers.append(answer)
        if (entry.source, entry.key) not in known.receipts:
            known.receipts[entry.source, entry.key] = _receipt(entry, answer)
    ids = _write(session, known)
    for entry, answer in zip(entries, answers, strict=True):
        if answer.status is ReceiptStatus.REJECTED:
            keep_rejected(session, entry, answer)
    _write_receipts(session, known)
    return [_with_revision_id(answer, ids) for answer in answers]


def _known(session: Session, entries: Sequence[Entry]) -> _Known:
    asked_keys = {
        "sources": list({entry.source for entry in entries}),
        "keys": [entry.key for entry in entries],
    }
    receipts = session.scalars(_RECEIPTS, asked_keys)
    identities = [e.outcome for e in entries if isinstance(e.outcome, Identity)]
    articles = _articles(session, sorted({each.article_id for each in identities}))
    asked = [(i.article_id, i.revision) for i in identities if i.revision is not None]
    asked += [(article.id, article.head_rev) for article in articles.values()]
    columns = {"ids": list({each for each, _rev in asked}), "revs": list({r for _id, r in asked})}
    revisions = session.execute(_REVISIONS, columns) if asked else ()
    return _Known(
        receipts={(row.source, row.key): row for row in receipts},
        articles=articles,
        revisions={(row[0], row[1]): (row[2], row[3]) for row in revisions},
        highest=ahead.used(session, articles),
    )


def _articles(session: Session, ids: Sequence[str]) -> dict[str, Article]:
    """The articles among `ids` that exist, by id, with their rows locked."""
    return {article.id: article for article in session.scalars(_LOCKED, {"ids": ids})}


def _answer(entry: Entry, known: _Known) -> Answer:
    before = known.receipts.get((entry.source, entry.key))
    if before is not None:
        return _repeated(entry, before)
    try:
        if isinstance(entry.outcome, Rejected):
            raise entry.outcome
        return _accepted(entry, entry.outcome, known)
    except (Rejected, Conflict) as error:
        article_id = entry.outcome.article_id if isinstance(entry.outcome, Identity) else None
        clash = Clash.ARTICLE if isinstance(error, Conflict) else None
        reason = str(error)
        return Answer(entry.key, ReceiptStatus.REJECTED, article_id, reason=reason, conflict=clash)


def _repeated(entry: Entry, before: Receipt) -> Answer:
    if before.sha256 != entry.sha256:
        reason = f"key: {entry.key!r} was used for another submission; use each key only once"
        return Answer(
            entry.key,
            ReceiptStatus.REJECTED,
            before.article_id,
            reason=reason,
            conflict=Clash.KEY,
        )
    status = before.status
    if status is ReceiptStatus.ACCEPTED:
        status = ReceiptStatus.DUPLICATE
    return Answer(
        entry.key,
        status,
        before.article_id,
        before.rev,
        before.reason,
        before.conflict,
        repeated=True,
    )


def _accepted(entry: Entry, identity: Identity, known: _Known) -> Answer:
    article = known.articles.get(identity.article_id)
    if article is not None and article.site != entry.site:
        raise Conflict(f"site: article {article.id!r} belongs to the site {article.site!r}")
    head = article.head_rev if article else 0
    next_rev = known.highest.get(identity.article_id, 0) + 1
    rev = identity.revision if identity.revision is not None else next_rev
    same = _same_content(identity, rev, head, known)
    if same is not None:
        path = article.path if article and article.live else None
        return Answer(entry.key, ReceiptStatus.DUPLICATE, identity.article_id, same, path=path)
    if article is None:
        article = Article(id=identity.article_id, site=entry.site, head_rev=0)
        known.articles[article.id] = known.new_articles[article.id] = article
    first = State.INGESTED if entry.story else State.ACCEPTED
    state = first if rev > article.head_rev else State.SUPERSEDED
    article.head_rev = max(article.head_rev, rev)
    known.highest[article.id] = max(known.highest.get(article.id, 0), rev)
    known.revisions[article.id, rev] = (identity.content_hash, state)
    known.rows.append(_revision_row(entry, identity, rev, state))
    if state is State.SUPERSEDED:
        reason = f"revision {article.head_rev} is newer"
        return Answer(entry.key, ReceiptStatus.SUPERSEDED, article.id, rev, reason)
    return Answer(entry.key, ReceiptStatus.ACCEPTED, article.id, rev, state=state, lane=entry.lane)


def _same_content(identity: Identity, rev: int, head: int, known: _Known) -> int | None:
    """The revision with the same content, if any. Raises Conflict if `rev` has other content."""
    taken = known.revisions.get((identity.article_id, rev))
    if taken is not None and identity.revision is not None:
        if taken[0] != identity.content_hash:
            raise Conflict(
                f"revision: {rev} of {identity.article_id!r} was already submitted with "
                "different content; give a changed article a higher revision number"
            )
        return rev
    latest = known.revisions.get((identity.article_id, head))
    if identity.revision is None and latest and latest[0] == identity.content_hash:
        return None if latest[1] is State.DEAD else head
    return None


def _revision_row(entry: Entry, identity: Identity, rev: int, state: State) -> dict[str, object]:
    return {
        "article_id": identity.article_id,
        "rev": rev,
        "state": state,
        "lane": entry.lane,
        "receipt": entry.receipt or entry.key,
        "source": entry.source or None,
        "submission": entry.payload.decode(),
        "content_hash": identity.content_hash,
        "story": entry.story,
        "publish_at": entry.due,
        "next_attempt_at": entry.due,
    }


def _write(session: Session, known: _Known) -> dict[tuple[str, int], int]:
    """Insert articles and revisions; return the ids of revisions that now wait for a stage."""
    if known.new_articles:
        new = [
            {"id": a.id, "site": a.site, "head_rev": a.head_rev}
            # Inserted in sorted order, so that two intakes cannot deadlock.
            for _id, a in sorted(known.new_articles.items())
        ]
        add(session, Article, new, stamp="created_at")
    if not known.rows:
        return {}
    inserted = session.execute(_INSERT, known.rows).all()
    newest = {row.article_id: row.rev for row in sorted(inserted, key=lambda row: row.rev)}
    outdated = [row.id for row in inserted if row.rev < newest[row.article_id]]
    alone = known.new_articles.keys() if len(newest) == len(inserted) else set()
    supersede_older(session, newest.keys() - alone)
    return {
        (row.article_id, row.rev): row.id
        for row in inserted
        if row.state != State.SUPERSEDED and row.id not in outdated
    }


def supersede_older(session: Session, article_ids: Collection[str]) -> None:
    """Supersede every open revision of these articles that is below the head revision.

    Claimed revisions are left alone, since their worker finds out when it commits.
    """
    if article_ids:
        session.execute(_SUPERSEDE, {"ids": list(article_ids)})


def _receipt(entry: Entry, answer: Answer) -> Receipt:
    return Receipt(
        source=entry.source,
        key=entry.key,
        sha256=entry.sha256,
        status=answer.status,
        article_id=answer.article_id,
        rev=answer.rev,
        reason=answer.reason,
        conflict=answer.conflict,
    )


def _write_receipts(session: Session, known: _Known) -> None:
    """Insert new receipts. One that another intake wrote first stays, as both say the same."""
    columns = ("source", "key", "sha256", "status", "article_id", "rev", "reason", "conflict")
    rows = [
        {name: getattr(receipt, name) for name in columns}
        for receipt in known.receipts.values()
        if receipt.id is None
    ]
    add_missing(session, Receipt, rows, stamp="received_at")


def _with_revision_id(answer: Answer, ids: dict[tuple[str, int], int]) -> Answer:
    if answer.status is not ReceiptStatus.ACCEPTED or answer.article_id is None:
        return answer
    revision_id = ids.get((answer.article_id, answer.rev or 0))
    return replace(answer, revision_id=revision_id)
