"""Makes the values that pages show from a story and its texts."""

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
    """What a page shows besides its own article, as it was when the page was rendered."""

    related: tuple[Entry, ...] = ()
    #: The articles published before and after it.
    previous: Entry | None = None
    next: Entry | None = None
    #: Those of its pictures that had been fetched.
    pictures: dict[str, tuple[Sized, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Entry]:
        """All articles that the page links to."""
        return (entry for entry in (*self.related, self.previous, self.next) if entry)


#: An entry's JSON of at most this many characters is cached; one with the full text is not.
REMEMBERED = 6_000

_ENTRY = TypeAdapter(Entry)
_SURROUNDINGS = TypeAdapter(Surroundings)


def dump_entry(entry: Entry) -> str:
    """The entry as JSON, to be stored."""
    return _ENTRY.dump_json(entry).decode()


def load_entry(kept: str) -> Entry:
    """The entry from stored JSON; cached, because the newest ones are needed repeatedly."""
    return _remembered_entry(kept) if len(kept) <= REMEMBERED else read_entry(kept)


def read_entry(kept: str) -> Entry:
    """The entry from stored JSON, without caching."""
    return _ENTRY.validate_json(kept)


_remembered_entry = lru_cache(maxsize=512)(read_entry)


def dump_surroundings(surroundings: Surroundings) -> str:
    """The surroundings as JSON, to be stored."""
    return _SURROUNDINGS.dump_json(surroundings).decode()


def load_surroundings(kept: str | None) -> Surroundings:
    """The surroundings from stored JSON; empty ones if there is none."""
    return _SURROUNDINGS.validate_json(kept) if kept else Surroundings()


def surroundings_of(entry: Entry, texts: Texts, neighbours: Sequence[Entry]) -> Surroundings:
    """The surroundings of `entry` chosen from `neighbours`, the site's newest articles first."""
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
    """`kept` with the entries as they are `now`, by id, without those that no longer exist."""

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
    """The entry of a story for listings and feeds.

    If it states no dates, it was published when first received, and updated when this revision was
    received.
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
    """How summary and description of a story were made."""
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
    """Everything that an article's pages show; `renditions` are those of its images by address."""
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
