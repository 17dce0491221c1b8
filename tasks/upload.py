"""Fourth stage: uploads the article's pages to storage, which makes the article live."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from matbaa.errors import PermanentError
from matbaa.pages import Entry
from matbaa.pages.paths import url
from matbaa.settings import get_settings
from matbaa.submission import PubStatus
from matbaa.texts import description_warnings, load_story, load_texts
from matbaa.view import load_entry
from models import Article, Dirty, PageRow, Revision, State, near_duplicates, pages, tally
from models.queries import headlines
from models.queries.headlines import Headline
from models.rows import add
from tasks import notices, pictures, restored
from tasks.pipeline import Done, Failure, Hint, Job, together
from tasks.remains import is_for_readers, why_hidden
from tasks.shipping import Overtaken, ship_all


@dataclass(frozen=True, slots=True)
class Shipped:
    """The result of the upload: an article's pages with their etags on storage."""

    pages: Sequence[tuple[PageRow, str]]
    #: The page's address, if readers may see it; else why they may not.
    url: str | None
    reason: str | None = None
    #: What the producer should know, one sentence each.
    warnings: tuple[str, ...] = ()
    #: A higher revision was on storage already.
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What is read for a revision: its waiting pages, and warnings if it is a near-duplicate."""

    rows: list[PageRow]
    warnings: tuple[str, ...]


def _read(
    session: Session, revisions: Sequence[Revision], _about: Mapping[str, Article]
) -> dict[int, Given]:
    rows: dict[tuple[str | None, int], list[PageRow]] = defaultdict(list)
    for row in pages.waiting_for(session, [(each.article_id, each.rev) for each in revisions]):
        rows[row.article_id, row.rev].append(row)
    likes = near_duplicates.repeats(session, {each.article_id for each in revisions})
    return {
        each.id: Given(
            rows[each.article_id, each.rev],
            near_duplicates.describe(
                like for like in [likes.get(each.article_id)] if like is not None
            ),
        )
        for each in revisions
    }


def _save(session: Session, done: list[Done[Shipped]]) -> Iterator[Hint]:
    live = [each for each in done if not each.made.overtaken]
    tally.add(session, {("publish_conflicts", ""): len(done) - len(live)})
    shipped = [page for each in live for page in each.made.pages]
    pages.uploaded(session, shipped)
    notices.note(session, (page for page, _etag in shipped))
    if live:
        session.connection().execute(_SHOW, [_shown(each.job) for each in live])
        pictures.order(session, [(each.job.article, each.job.revision) for each in live])
        rows = [
            {"site": each.job.article.site, "article_id": each.job.article.id}
            for each in live
            if _shows_elsewhere(each.job)
        ]
        add(session, Dirty, rows, stamp="at")
        headlines.replace(
            session,
            (_headline(each.job.article) for each in live),
            (
                _headline(each.job.article, load_entry(each.job.revision.entry or ""))
                for each in live
            ),
        )
    return iter(())


def _shows_elsewhere(job: Job[Any]) -> bool:
    """Whether listings must change; not if the same revision was merely rendered again."""
    article, revision = job.article, job.revision
    if not article.live or article.published_rev != revision.rev:
        return True
    return article.entry != revision.entry or not is_for_readers(load_story(revision.story or ""))


_SHOWN = (
    "published_rev",
    "live",
    "title",
    "path",
    "language",
    "section",
    "dated_at",
    "expires_at",
    "entry",
)
_SHOW = (
    update(Article.__table__)  # type: ignore[arg-type]  # a declarative class's is a Table
    .where(Article.id == bindparam("article"), Article.published_rev <= bindparam("rev"))
    .values({name: bindparam(f"new_{name}") for name in _SHOWN})
)


def _shown(job: Job[Any]) -> dict[str, object]:
    """The parameters of `_SHOW`: the article's columns for the revision that is now live."""
    entry = load_entry(job.revision.entry or "")
    story = load_story(job.revision.story or "")
    usable = is_for_readers(story)
    return {
        "article": job.article.id,
        "rev": job.revision.rev,
        "new_published_rev": job.revision.rev,
        "new_live": usable,
        "new_title": entry.title,
        "new_path": job.revision.path if usable else job.article.path,
        "new_language": entry.language,
        "new_section": entry.section,
        "new_dated_at": entry.published,
        # Even if this is past: a page rendered just before its expiry is then taken down.
        "new_expires_at": story.expire_at if story.status is PubStatus.USABLE else None,
        "new_entry": job.revision.entry,
    }


def _headline(article: Article, entry: Entry | None = None) -> Headline:
    """The headline by which search finds the article: the present one, or that of `entry`."""
    title = entry.title if entry else article.title or ""
    dated_at = entry.published if entry else article.dated_at or article.created_at
    return Headline(article.id, title, dated_at)


@together(
    takes=State.RENDERED,
    gives=lambda made: State.SUPERSEDED if made.overtaken else State.PUBLISHED,
    reads=_read,
    saves=_save,
    tells=lambda made: {"url": made.url, "reason": made.reason, "warnings": made.warnings},
    needs="storage",
)
def upload(jobs: Sequence[Job[Given]]) -> list[Shipped | Failure]:
    """Upload the pages of all these articles in parallel."""
    rows = [row for job in jobs for row in job.given.rows]
    answers = dict(zip(map(id, rows), ship_all(rows), strict=True))
    return [_shipped(job, [answers[id(row)] for row in job.given.rows]) for job in jobs]


def _shipped(job: Job[Given], answers: Sequence[str | Failure]) -> Shipped | Failure:
    shipped = list(zip(job.given.rows, answers, strict=True))
    if (over := _overtaken(job, shipped)) is not None:
        return over
    failures = [each for each in answers if isinstance(each, Failure)]
    failures = [each for each in failures if not isinstance(each.error, Overtaken)]
    if failures:
        return failures[0]
    there = [(row, etag) for row, etag in shipped if isinstance(etag, str)]
    site, story = get_settings().site(job.article.site), load_story(job.revision.story or "")
    hidden = why_hidden(story)
    return Shipped(
        there,
        None if hidden else url(site, job.revision.path or ""),
        hidden,
        (
            *story.warnings,
            *job.given.warnings,
            *description_warnings(load_texts(job.revision.texts or "")),
        ),
    )


def _overtaken(
    job: Job[Given], shipped: Sequence[tuple[PageRow, str | Failure]]
) -> Shipped | Failure | None:
    """The result if storage has higher revisions of its pages; None if it has none.

    None also if the revision was published before and only rendered again: the higher ones stay.
    """
    over = [
        (row, answer.error)
        for row, answer in shipped
        if isinstance(answer, Failure) and isinstance(answer.error, Overtaken)
    ]
    if not over:
        return None
    article, revision = job.article, job.revision
    if not restored.keep_newer(article.id, over):
        return Shipped((), None, overtaken=True)
    if article.published_rev == revision.rev:
        return None
    highest = max(error.rev for _row, error in over)
    said = restored.advice(article.id, there=highest, ours=revision.rev)
    return Failure(PermanentError(said), "")
