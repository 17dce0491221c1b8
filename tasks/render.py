"""Third stage: renders a story and its texts into the article's pages, stored as page rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from matbaa.errors import PermanentError
from matbaa.pages import Entry, Page, Press, Rendition
from matbaa.pictures import Sized, illustrated, wanted
from matbaa.settings import get_settings
from matbaa.story import Story
from matbaa.texts import Texts, load_story, load_texts
from matbaa.view import (
    Surroundings,
    article_view,
    dump_entry,
    dump_surroundings,
    entry_of,
    load_entry,
    load_surroundings,
    surroundings_of,
)
from models import Article, Revision, State, pages, pictures
from models.mention import replace_mentions
from models.pages import Rendered
from tasks.neighbours import around_again, neighbours
from tasks.pipeline import Done, Job, Kept, stage
from tasks.publications import press_of
from tasks.remains import Standing, Undertaker, is_for_readers, standing


@dataclass(frozen=True, slots=True)
class Printed:
    """An article's rendered pages, and the entry by which listings will show it."""

    entry: Entry
    pages: list[Rendered]
    surroundings: Surroundings = field(default_factory=Surroundings)


def _save(session: Session, done: list[Done[Printed]]) -> Iterator[Kept]:
    pages.put(session, (page for each in done for page in each.made.pages))
    replace_mentions(
        session,
        [each.job.article.id for each in done],
        (pair for each in done for pair in _mentions(each.made)),
    )
    for each in done:
        shown = each.made.surroundings.pictures
        pictures.use(session, each.job.article.site, {each.job.article.id: shown})
        yield Kept(each.job.revision.id, _columns(each.made))


def _columns(printed: Printed) -> dict[str, object]:
    return {
        "path": printed.entry.path,
        "entry": dump_entry(printed.entry),
        "surroundings": dump_surroundings(printed.surroundings),
    }


def _mentions(printed: Printed) -> Iterator[tuple[str, str]]:
    return ((printed.entry.id, other.id) for other in printed.surroundings)


@dataclass(frozen=True, slots=True)
class Given:
    """What is read from the database to render a revision."""

    #: The pages that the article has so far.
    standing: list[Standing]
    #: The newest articles of its site and section.
    neighbours: list[Entry]
    #: What its page links to, if it was rendered before.
    kept: Surroundings | None = None
    #: The sizes of those of its pictures that were fetched, by address.
    pictures: dict[str, tuple[Sized, ...]] = field(default_factory=dict)


def _read(
    session: Session, revisions: Sequence[Revision], about: Mapping[str, Article]
) -> dict[int, Given]:
    """Read the Given of each revision.

    A first revision has no pages yet, so they are not looked for. A revision that is rendered again
    keeps its links, with the present facts of their articles.
    """
    found = standing(session, {each.article_id for each in revisions if each.rev > 1})
    stories = {each.id: load_story(each.story or "") for each in revisions}
    return {
        each.id: Given(
            found.get(each.article_id, []),
            neighbours(
                session,
                about[each.article_id].site,
                stories[each.id].section,
            ),
            around_again(session, about[each.article_id], each) if each.entry else None,
            _pictures(session, about[each.article_id].site, stories[each.id]),
        )
        for each in revisions
    }


def _pictures(session: Session, site: str, story: Story) -> dict[str, tuple[Sized, ...]]:
    addresses = wanted(story, get_settings().images_per_article)
    return pictures.fetched(session, site, addresses) if addresses else {}


@stage(takes=State.SUMMARIZED, gives=State.RENDERED, saves=_save, reads=_read)
def render(job: Job[Given]) -> Printed:
    """Render an article's pages, and the redirects at its former addresses."""
    story, texts = load_story(job.revision.story or ""), load_texts(job.revision.texts or "")
    press = press_of(job.article.site)
    story, renditions = illustrated(press.site, story, job.given.pictures)
    entry = _entry(press, story, texts, job, renditions)
    around = job.given.kept or surroundings_of(entry, texts, job.given.neighbours)
    around = replace(around, pictures=job.given.pictures)
    return print_revision(job.article, job.revision, entry, job.given.standing, around)


def print_revision(
    article: Article,
    revision: Revision,
    entry: Entry,
    pages: Sequence[Standing],
    surroundings: Surroundings | None = None,
    *,
    for_readers: bool | None = None,
) -> Printed:
    """All pages of an article as of `revision`. The same values give the same bytes.

    `pages` are the pages it had before. `surroundings` default to those kept with the revision.
    `for_readers` is whether readers may see the article; if None, its story decides.
    """
    press = press_of(article.site)
    story, texts = load_story(revision.story or ""), load_texts(revision.texts or "")
    remains = Undertaker(press, article, revision, entry)
    if not (is_for_readers(story) if for_readers is None else for_readers):
        return Printed(entry, remains.tombstones(story, pages))
    around = surroundings or load_surroundings(revision.surroundings)
    story, renditions = illustrated(press.site, story, around.pictures)
    view = article_view(story, texts, entry, around, renditions)
    printed = [_row(page, article, revision, entry.published) for page in press.article(view)]
    signposts = remains.signposts(pages, {page.path for page in printed})
    return Printed(entry, printed + signposts, around)


def entry_as_printed(article: Article, revision: Revision) -> Entry:
    """The listing entry of a revision that was rendered before. Raises PermanentError if not."""
    if revision.entry:
        return load_entry(revision.entry)
    raise PermanentError(f"revision {revision.rev} of {article.id!r} was never printed")


def _entry(
    press: Press,
    story: Story,
    texts: Texts,
    job: Job[Given],
    renditions: Mapping[str, tuple[Rendition, ...]],
) -> Entry:
    """The listing entry of the article, which keeps its address unless the producer gave a slug."""
    entry = entry_of(
        story,
        texts,
        press.site,
        article_id=job.article.id,
        revision=job.revision.rev,
        path=job.article.path or "",
        received=job.revision.created_at,
        first_received=job.article.created_at,
        renditions=renditions,
    )
    if entry.path and not story.slug:
        return entry
    path = press.article_path(published=entry.published, slug=texts.slug, article_id=job.article.id)
    return replace(entry, path=path)


def _row(page: Page, article: Article, revision: Revision, published: datetime) -> Rendered:
    return Rendered(
        site=article.site,
        path=page.path,
        kind=page.kind,
        content_type=page.content_type,
        body=page.body,
        rev=revision.rev,
        article_id=article.id,
        changed_at=published,
    )
