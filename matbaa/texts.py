"""What is written about a story where its producer did not: summary, description, slug."""

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
    """The texts around a story, and how each came to be."""

    summary: tuple[str, ...]
    #: `supplied`, `extractive` or `llm`.
    summary_method: str
    summary_version: str
    #: Numbers of the summary's sentences in the story's text.
    summary_indexes: tuple[int, ...]
    #: Why the result of a better method was not taken.
    summary_reason: str | None
    description: str
    #: `submitted` or `generated`.
    description_source: str
    #: Where it was generated: `extractive` or `llm`, and why not by a better method.
    description_method: str | None = None
    description_reason: str | None = None
    #: The article of the same site whose description is the same, where there was no other.
    description_repeats: str | None = None
    keywords: tuple[str, ...]
    slug: str
    word_count: int
    reading_minutes: int


#: Characters that summary, description and keywords are made of: an hour and a half of reading.
_READ = 100_000

#: Characters of a story's JSON that is worth remembering, and no burden.
_REMEMBERED = 40_000

_TEXTS = TypeAdapter(Texts)
_STORY = TypeAdapter(Story)


def dump_texts(texts: Texts) -> str:
    """As JSON, for keeping."""
    return _TEXTS.dump_json(texts).decode()


@lru_cache(maxsize=64)
def load_texts(kept: str) -> Texts:
    """From kept JSON."""
    return _TEXTS.validate_json(kept)


def dump_story(story: Story) -> str:
    """As JSON, for keeping."""
    return _STORY.dump_json(story).decode()


def load_story(kept: str) -> Story:
    """From kept JSON; of those that each stage asks for, one after the other, once."""
    return _remembered_story(kept) if len(kept) <= _REMEMBERED else _STORY.validate_json(kept)


@lru_cache(maxsize=64)
def _remembered_story(kept: str) -> Story:
    return _STORY.validate_json(kept)


def description_warnings(texts: Texts) -> tuple[str, ...]:
    """What producers are told of a description that had to stay."""
    other = texts.description_repeats
    if other is None:
        return ()
    return (
        f"description: the same as that of article {other!r}, and the text has no other; "
        "send one of your own.",
    )


class Writer(Protocol):
    """Writes summary and description by a better method than ours, or says why it could not."""

    def write(
        self, text: str, *, title: str, language: str | None, sentences: int, limit: int
    ) -> Written:
        """Both, of one article."""


def write_texts(story: Story, site: Site, *, fallback_slug: str) -> Texts:
    """Keep what the producer supplied, write the rest; `fallback_slug` for a title without one."""
    text = _opening(story.text)
    summary = _summary(story, text, site)
    # Of a text that is longer than what is read of it, an estimate.
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
    """Whether there is anything for a better method to write."""
    return site.llm and not (story.summary and story.description)


def written_by(writer: Writer, texts: Texts, story: Story, site: Site) -> Texts:
    """`texts` with the writer's summary and description where the producer supplied none."""
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
    """`texts` as they are, and why a better method was not asked."""
    return replace(texts, summary_reason=reason, description_reason=reason)


def _kept(summary: Summary) -> dict[str, Any]:
    """What of a summary is kept with the texts."""
    return {
        "summary": tuple(summary.sentences),
        "summary_method": summary.method,
        "summary_version": summary.version,
        "summary_indexes": tuple(summary.indexes),
        "summary_reason": summary.reason,
    }


def _opening(text: str) -> str:
    """As much of a text as is read for what is written about it: news says it there."""
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
    """At most `most` finished descriptions that a story could have, the best first."""
    found = descriptions(
        _opening(story.text),
        title=story.title,
        language=story.language,
        limit=site.description_length,
    )
    return islice((each for each in found if not each.endswith("…")), most)
