"""From a story and its texts to what its pages show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter

from matbaa.pages import ArticleView, Entry, Provenance, Rendition
from matbaa.pictures import Sized, for_cards
from matbaa.related import related
from matbaa.settings import Site
from matbaa.story import Story
from matbaa.texts import Texts


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page shows beside its own words, as it was when it was printed."""

    related: tuple[Entry, ...] = ()
    #: The one published before it, and the one after it.
    previous: Entry | None = None
    next: Entry | None = None
    #: Those of its pictures that were fetched by then.
    pictures: dict[str, tuple[Sized, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        """Every article that the page points to."""
        return (entry for entry in (*self.related, self.previous, self.next) if entry)


#: Characters of an entry's JSON that may be remembered: one with its whole text may not.
REMEMBERED = 6_000

_ENTRY = TypeAdapter(Entry)
_SURROUNDINGS = TypeAdapter(Surroundings)


def dump_entry(entry: Entry) -> str:
    """As JSON, for keeping."""
    return _ENTRY.dump_json(entry).decode()


def load_entry(kept: str) -> Entry:
    """From kept JSON; those of the newest articles are asked for again and again."""
    return _remembered_entry(kept) if len(kept) <= REMEMBERED else read_entry(kept)


def read_entry(kept: str) -> Entry:
    """From kept JSON, which is not asked for again soon."""
    return _ENTRY.validate_json(kept)


_remembered_entry = lru_cache(maxsize=512)(read_entry)


def dump_surroundings(surroundings: Surroundings) -> str:
    """As JSON, for keeping."""
    return _SURROUNDINGS.dump_json(surroundings).decode()


def load_surroundings(kept: str | None) -> Surroundings:
    """From kept JSON; none where nothing was kept."""
    return _SURROUNDINGS.validate_json(kept) if kept else Surroundings()


def surroundings_of(entry: Entry, texts: Texts, neighbours: Sequence[Entry]) -> Surroundings:
    """What the page of `entry` points to, out of its `neighbours`, the site's newest first."""
    unique = {other.id: other for other in neighbours if other.id != entry.id}
    others = [_without_text(other) for other in unique.values()]
    earlier = [other for other in others if other.published <= entry.published]
    return Surroundings(
        related=related(entry, texts.keywords, others),
        previous=max(earlier, key=lambda other: other.published, default=None),
    )


def _without_text(entry: Entry) -> Entry:
    return replace(entry, html=None) if entry.html else entry


def refreshed(kept: Surroundings, now: Mapping[str, Entry]) -> Surroundings:
    """What a page pointed to, as it is `now`, by id; what is gone is left out."""

    def one(entry: Entry | None) -> Entry | None:
        found = now.get(entry.id) if entry else None
        return _without_text(found) if found else None

    related = (one(entry) for entry in kept.related)
    return Surroundings(tuple(filter(None, related)), one(kept.previous), one(kept.next))


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
    renditions: Mapping[str, tuple[Rendition, ...]] | None = None,
) -> Entry:
    """What listings and feeds show of a story.

    Without dates of its own it was published when it was first received, and updated when this
    revision was.
    """
    published = story.published or first_received
    updated = story.updated or (published if revision == 1 else max(published, received))
    image = story.images[0] if story.images else None
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
        image=image,
        card_sizes=for_cards((renditions or {}).get(image.url, ())) if image else (),
        reading_minutes=texts.reading_minutes,
        html=story.html if site.feed_full_text else None,
    )


def provenance_of(texts: Texts) -> dict[str, Provenance]:
    """How the texts around a story were made."""
    summary = Provenance(texts.summary_method, texts.summary_version, texts.summary_indexes)
    generated = texts.description_source == "generated"
    method = (texts.description_method or "extractive") if generated else "supplied"
    return {"summary": summary, "description": Provenance(method)}


def article_view(
    story: Story,
    texts: Texts,
    entry: Entry,
    surroundings: Surroundings | None = None,
    renditions: Mapping[str, tuple[Rendition, ...]] | None = None,
) -> ArticleView:
    """All that an article's pages show; `renditions` are sizes of its images by their address."""
    around = surroundings or Surroundings()
    return ArticleView(
        entry=entry,
        story=story,
        summary=texts.summary,
        keywords=texts.keywords,
        summary_method=texts.summary_method,
        description_source=texts.description_source,
        provenance=provenance_of(texts),
        word_count=texts.word_count,
        reading_minutes=texts.reading_minutes,
        translations={
            language: address
            for language, address in story.translations.items()
            if language != entry.language
        },
        related=around.related,
        previous=around.previous,
        next=around.next,
        renditions=renditions or {},
    )
