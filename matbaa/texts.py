"""The texts of a story that its producer may leave out: summary, description, keywords, slug."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any, Protocol

from pydantic import TypeAdapter

from matbaa.description import describe, descriptions
from matbaa.keywords import keywords
from matbaa.language.words import count_words, reading_minutes
from matbaa.llm import Written
from matbaa.settings import Site
from matbaa.slugs import slug_for
from matbaa.story import Story
from matbaa.summary import Summary, summarize


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The texts of a story, and how each was made."""

    summary: tuple[str, ...]
    #: `supplied`, `extractive` or `llm`.
    summary_method: str
    summary_version: str
    #: Indexes of the summary's sentences in the story's text.
    summary_indexes: tuple[int, ...]
    #: Why the result of a better method was not used.
    summary_reason: str | None
    description: str
    #: `submitted` or `generated`.
    description_source: str
    #: If it was generated: `extractive` or `llm`, and why a better method was not used.
    description_method: str | None = None
    description_reason: str | None = None
    #: The article of the same site with the same description, if no other could be found.
    description_repeats: str | None = None
    keywords: tuple[str, ...]
    slug: str
    word_count: int
    reading_minutes: int


#: Summary, description and keywords read only this many characters, 1.5 hours of reading.
_READ = 100_000

#: A story's JSON of at most this many characters is cached, so that memory use stays low.
_REMEMBERED = 40_000

_TEXTS = TypeAdapter(Texts)
_STORY = TypeAdapter(Story)


def dump_texts(texts: Texts) -> str:
    """The texts as JSON, to be stored."""
    return _TEXTS.dump_json(texts).decode()


@lru_cache(maxsize=64)
def load_texts(kept: str) -> Texts:
    """The texts from stored JSON."""
    return _TEXTS.validate_json(kept)


def dump_story(story: Story) -> str:
    """The story as JSON, to be stored."""
    return _STORY.dump_json(story).decode()


def load_story(kept: str) -> Story:
    """The story from stored JSON. Small ones are cached, since every stage loads the same story."""
    return _remembered_story(kept) if len(kept) <= _REMEMBERED else _STORY.validate_json(kept)


@lru_cache(maxsize=64)
def _remembered_story(kept: str) -> Story:
    return _STORY.validate_json(kept)


def description_warnings(texts: Texts) -> tuple[str, ...]:
    """The warning for the producer if the description repeats another article's."""
    other = texts.description_repeats
    if other is None:
        return ()
    return (
        f"description: the same as that of article {other!r}, and no "
        "other can be taken from the text; "
        "send your own description.",
    )


class Writer(Protocol):
    """Writes summary and description by a better method, or says why it could not."""

    def write(
        self, text: str, *, title: str, language: str | None, sentences: int, limit: int
    ) -> Written:
        """The summary and description of one article."""


def write_texts(story: Story, site: Site, *, fallback_slug: str) -> Texts:
    """The texts of a story: as supplied, the others generated. `fallback_slug` is used if the title
    yields no slug.
    """
    text = _opening(story.text)
    summary = _summary(story, text, site)
    # An estimate if the text is longer than the part that is read.
    words = round(count_words(text, story.language) * len(story.text) / max(len(text), 1))
    return Texts(
        **_kept(summary),
        description=story.description or _description(story, text, site),
        description_source="submitted" if story.description else "generated",
        description_method=None if story.description else "extractive",
        keywords=tuple(
            keywords(text, title=story.title, language=story.language, limit=site.keyword_count)
        ),
        slug=slug_for(
            story.title,
            submitted=story.slug,
            style=site.slug_style,
            language=story.language,
            fallback=fallback_slug,
        ),
        word_count=words,
        reading_minutes=reading_minutes(words, story.language),
    )


def asks_writer(story: Story, site: Site) -> bool:
    """Whether a text is left for a better method to write, and the site allows that."""
    return site.llm and not (story.summary and story.description)


def written_by(writer: Writer, texts: Texts, story: Story, site: Site) -> Texts:
    """`texts` with the writer's summary and description, unless the producer supplied them."""
    written = writer.write(
        _opening(story.text),
        title=story.title,
        language=story.language,
        sentences=site.summary_sentences,
        limit=site.description_length,
    )
    if not story.summary:
        texts = replace(texts, **_kept(written.summary))
    if story.description:
        return texts
    return replace(
        texts,
        description=written.description,
        description_method=written.description_method,
        description_reason=written.description_reason,
    )


def unwritten(texts: Texts, reason: str) -> Texts:
    """`texts` unchanged, with the reason why a better method was not asked."""
    return replace(texts, summary_reason=reason, description_reason=reason)


def _kept(summary: Summary) -> dict[str, Any]:
    """The fields of `Texts` for a summary."""
    return {
        "summary": tuple(summary.sentences),
        "summary_method": summary.method,
        "summary_version": summary.version,
        "summary_indexes": tuple(summary.indexes),
        "summary_reason": summary.reason,
    }


def _opening(text: str) -> str:
    """The first `_READ` characters of a text, up to a line end; news states its point early."""
    return text if len(text) <= _READ else text[:_READ].rsplit("\n", 1)[0]


def _summary(story: Story, text: str, site: Site) -> Summary:
    if story.summary:
        return Summary(list(story.summary), [], "supplied", "")
    return summarize(
        text,
        title=story.title,
        language=story.language,
        sentences=site.summary_sentences,
    )


def _description(story: Story, text: str, site: Site) -> str:
    return describe(
        text,
        title=story.title,
        language=story.language,
        limit=site.description_length,
    )


def other_descriptions(story: Story, site: Site, *, most: int) -> Iterator[str]:
    """At most `most` complete descriptions for a story, best first."""
    found = descriptions(
        _opening(story.text),
        title=story.title,
        language=story.language,
        limit=site.description_length,
    )
    return islice((each for each in found if not each.endswith("…")), most)
