"""Republishing: renders and uploads the pages of a published revision again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Article, Dirty, Lane, PageRow, Revision, State, articles
from models.base import db_now
from models.rows import add
from models.session import transaction
from tasks.acts.act import Act, log_act
from tasks.pipeline import hint_stage

#: How many articles one transaction sends back to be rendered.
_AT_ONCE = 200
_UNPUBLISHED = "not republished: it is not published, or a newer revision is in progress"


def republish(
    article_ids: Sequence[str], *, who: str, why: str = "", forced: bool = True
) -> list[Act]:
    """Render and upload the pages of these published articles again, on the bulk lane.

    Their listings are built again too. Unless `forced`, only pages whose bytes change are uploaded,
    and listings are built only if they show something new.
    """
    acts: list[Act] = []
    for start in range(0, len(article_ids), _AT_ONCE):
        batch = article_ids[start : start + _AT_ONCE]
        acts += _republish(batch, who=who, why=why, forced=forced)
    return acts


def print_again(article_ids: Sequence[str]) -> None:
    """Have these articles' pages rendered again without an act in the audit log: design changes."""
    with transaction() as session:
        sent = _send_back(session, article_ids)
    hint_stage(State.SUMMARIZED, Lane.BULK, [revision_id for revision_id, _rev in sent.values()])


def _republish(article_ids: Sequence[str], *, who: str, why: str, forced: bool) -> list[Act]:
    with transaction() as session:
        sent = _send_back(session, article_ids)
        known = articles.by_id(session, set(article_ids) - sent.keys())
        if forced:
            _forget_uploads(session, list(sent))
            _print_listings(session, list(sent))
        for article_id, (_id, rev) in sent.items():
            log_act(session, "republish", article_id=article_id, rev=rev, who=who, why=why)
    hint_stage(State.SUMMARIZED, Lane.BULK, [revision_id for revision_id, _rev in sent.values()])
    return [
        Act(each, sent[each][1], "will be rendered and uploaded again")
        if each in sent
        else Act(each, None, _UNPUBLISHED if each in known else f"there is no article {each!r}")
        for each in article_ids
    ]


def _send_back(session: Session, article_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Send published revisions back to `render`; return (revision id, rev) by article id."""
    if not article_ids:
        return {}
    current = (
        select(Revision.id)
        .join(Article, Article.id == Revision.article_id)
        .where(
            Article.id.in_(article_ids),
            Revision.rev == Article.published_rev,
            Article.head_rev == Article.published_rev,
            Revision.state == State.PUBLISHED,
        )
    )
    rows = session.execute(
        update(Revision)
        .where(Revision.id.in_(current))
        .values(
            state=State.SUMMARIZED,
            state_at=db_now(),
            lane=Lane.BULK,
            attempts=0,
            next_attempt_at=None,
        )
        .returning(Revision.article_id, Revision.id, Revision.rev)
        .execution_options(synchronize_session=False)
    ).all()
    return {row.article_id: (row.id, row.rev) for row in rows}


def _print_listings(session: Session, article_ids: Sequence[str]) -> None:
    sites = select(Article.id, Article.site).where(Article.id.in_(article_ids))
    rows = [{"site": site, "article_id": each} for each, site in session.execute(sites)]
    add(session, Dirty, rows, stamp="at")


def _forget_uploads(session: Session, article_ids: Sequence[str]) -> None:
    """Have every page uploaded again, even if storage should have the same bytes already."""
    session.execute(
        update(PageRow)
        .where(PageRow.article_id.in_(article_ids))
        .values(uploaded_sha256=None, etag=None)
        .execution_options(synchronize_session=False)
    )
