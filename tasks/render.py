"""Third stage: from a story and its texts to the article's pages, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

from matbaa.pages import Entry, Page, Press
from matbaa.pages.paths import url
from matbaa.story import Story
from matbaa.submission import PubStatus
from matbaa.texts import Texts, load_story, load_texts
from matbaa.view import article_view, dump_entry, entry_of
from models import Revision, State, pages
from models.pages import Rendered
from tasks.pipeline import Done, Hint, Job, stage
from tasks.publications import press_of

#: What stands at an article's address, each a page that a kill or a move has to reach.
_PARTS = ("", "lite/")


@dataclass(frozen=True, slots=True)
class Printed:
    """An article's pages, and what listings will show of it."""

    entry: Entry
    pages: list[Rendered]


def _save(session: Session, done: list[Done[Printed]]) -> Iterator[Hint]:
    pages.put(session, (page for each in done for page in each.made.pages))
    session.connection().execute(
        update(Revision.__table__)  # type: ignore[arg-type]  # a declarative class's is a Table
        .where(Revision.id == bindparam("revision_id"))
        .values(path=bindparam("at"), entry=bindparam("shown")),
        [
            {
                "revision_id": each.job.revision.id,
                "at": each.made.entry.path,
                "shown": dump_entry(each.made.entry),
            }
            for each in done
        ],
    )
    return iter(())


@stage(takes=State.SUMMARIZED, gives=State.RENDERED, saves=_save)
def render(job: Job[None]) -> Printed:
    """Print an article's pages, and what is to stand at its former address."""
    revision, article = job.revision, job.article
    press = press_of(article.site)
    story, texts = load_story(revision.story or ""), load_texts(revision.texts or "")
    entry = _entry(press, story, texts, job)
    if story.status is not PubStatus.USABLE:
        return Printed(entry, _tombstones(press, entry, job))
    printed = [_row(page, job) for page in press.article(article_view(story, texts, entry))]
    return Printed(entry, printed + _signposts(press, entry, job))


def _entry(press: Press, story: Story, texts: Texts, job: Job[None]) -> Entry:
    """An article keeps its address, unless its producer gives it another slug."""
    entry = entry_of(
        story,
        texts,
        press.site,
        article_id=job.article.id,
        revision=job.revision.rev,
        path=job.article.path or "",
        received=job.revision.created_at,
        first_received=job.article.created_at,
    )
    if entry.path and not story.slug:
        return entry
    path = press.article_path(published=entry.published, slug=texts.slug, article_id=job.article.id)
    return replace(entry, path=path)


def _row(page: Page, job: Job[None], *, status: int = 200, location: str | None = None) -> Rendered:
    return Rendered(
        site=job.article.site,
        path=page.path,
        kind=page.kind,
        content_type=page.content_type,
        body=page.body,
        rev=job.revision.rev,
        article_id=job.article.id,
        status=status,
        location=location,
    )


def _tombstones(press: Press, entry: Entry, job: Job[None]) -> list[Rendered]:
    """What readers of an article that was taken down find; nothing where none ever saw it."""
    path = job.article.path
    if path is None:
        return []
    return [_row(press.gone(path + part, entry.language), job, status=410) for part in _PARTS]


def _signposts(press: Press, entry: Entry, job: Job[None]) -> list[Rendered]:
    """Redirects from the former address, if there is one."""
    former = job.article.path
    if former in (None, entry.path):
        return []
    return [
        _row(
            press.redirect(f"{former}{part}", f"{entry.path}{part}", entry.language),
            job,
            status=301,
            location=url(press.site, f"{entry.path}{part}"),
        )
        for part in _PARTS
    ]
