"""Lists which fields of an article were submitted, inferred or generated."""

from __future__ import annotations

from dataclasses import dataclass

from matbaa.story import Story
from matbaa.texts import Texts


@dataclass(frozen=True, slots=True)
class Origin:
    """A field of an article and the source of its value.

    The source is `submitted`, `inferred`, or the method by which the value was generated.
    """

    name: str
    value: str | list[str]
    source: str


def origins(story: Story, texts: Texts | None) -> list[Origin]:
    """Every field that has a value, in the order in which readers meet them."""
    authors = [author.name for author in story.authors]
    known: list[tuple[str, str | list[str] | None]] = [
        ("title", story.title),
        ("subtitle", story.subtitle),
        ("authors", authors),
        ("section", story.section),
        ("tags", list(story.tags)),
        ("place", story.place),
        ("published", story.published.isoformat() if story.published else None),
        ("updated", story.updated.isoformat() if story.updated else None),
        ("language", story.language),
        ("correction", story.correction),
    ]
    found = [
        Origin(name, value, "inferred" if name in story.guessed else "submitted")
        for name, value in known
        if value
    ]
    return found + (_written(story, texts) if texts else [])


def _written(story: Story, texts: Texts) -> list[Origin]:
    slug = "submitted" if story.slug else "generated"
    description = texts.description_method or texts.description_source
    return [
        Origin("summary", list(texts.summary), texts.summary_method),
        Origin("description", texts.description, description),
        Origin("keywords", list(texts.keywords), "generated"),
        Origin("slug", texts.slug, slug),
    ]
