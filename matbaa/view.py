"""From a story and its texts to what its pages show."""

from __future__ import annotations

from datetime import datetime

from pydantic import TypeAdapter

from matbaa.pages import ArticleView, Entry
from matbaa.settings import Site
from matbaa.story import Story
from matbaa.texts import Texts

_ENTRY = TypeAdapter(Entry)


def dump_entry(entry: Entry) -> str:
    """As JSON, for keeping."""
    return _ENTRY.dump_json(entry).decode()


def load_entry(kept: str) -> Entry:
    """From kept JSON."""
    return _ENTRY.validate_json(kept)


def entry_of(
    story: Story,
    texts: Texts,
    site: Site,
    *,
    article_id: str,
    revision: int,
    path: str,
    received: datetime,
    first_received: datetime,
) -> Entry:
    """What listings and feeds show of a story.

    Without dates of its own it was published when it was first received, and updated when this
    revision was.
    """
    published = story.published or first_received
    updated = story.updated or (published if revision == 1 else max(published, received))
    return Entry(
        id=article_id,
        revision=revision,
        path=path,
        title=story.title,
        description=texts.description,
        language=story.language,
        direction=story.direction,
        published=published.astimezone(site.zone),
        updated=max(updated, published).astimezone(site.zone),
        authors=tuple(author.name for author in story.authors),
        section=story.section,
        tags=story.tags,
        image=story.images[0] if story.images else None,
        reading_minutes=texts.reading_minutes,
        html=story.html if site.feed_full_text else None,
    )


def article_view(
    story: Story,
    texts: Texts,
    entry: Entry,
    *,
    related: tuple[Entry, ...] = (),
    previous: Entry | None = None,
) -> ArticleView:
    """All that an article's pages show."""
    return ArticleView(
        entry=entry,
        story=story,
        summary=texts.summary,
        keywords=texts.keywords,
        summary_method=texts.summary_method,
        description_source=texts.description_source,
        word_count=texts.word_count,
        reading_minutes=texts.reading_minutes,
        related=related,
        previous=previous,
    )
