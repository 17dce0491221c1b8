"""Helpers for the tests of formats and of composing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from matbaa import formats
from matbaa.compose import compose
from matbaa.errors import Rejected
from matbaa.formats import Context, Limits
from matbaa.story import Parsed, Story
from matbaa.submission import BodyFormat, Submission

SAMPLES = Path(__file__).parents[2] / "samples"
RIYADH = ZoneInfo("Asia/Riyadh")


def context(
    name: str | None = None, *, language: str = "en", limits: Limits | None = None
) -> Context:
    """A site in Riyadh that received a document at noon on 10 March 2026."""
    noon = datetime(2026, 3, 10, 12, tzinfo=UTC)
    return Context(noon, RIYADH, language, name, limits or Limits())


def articles(
    content: str | bytes, format: str | None = None, name: str | None = None
) -> list[Parsed]:
    """The articles in a document."""
    return formats.parse(content, format=format, context=context(name))


def article(content: str | bytes, format: str | None = None, name: str | None = None) -> Submission:
    """The only article in a document."""
    (found,) = articles(content, format, name)
    return found.submission


def sample(name: str) -> list[Parsed]:
    """The articles in a document of samples/."""
    return articles((SAMPLES / name).read_bytes(), name=name)


def story(body: str, *, limits: Limits | None = None, **fields: object) -> Story:
    """The story composed from a submission with this HTML body."""
    values = {"format": BodyFormat.HTML, "title": "A title", **fields, "body": body}
    parsed = Parsed(Submission.model_validate(values), "submission")
    return compose(parsed, context(limits=limits))


def refusal(content: str | bytes, format: str | None = None, **hints: str) -> Rejected:
    """The reason why a document is refused."""
    with pytest.raises(Rejected) as caught:
        articles(content, format, **hints)
    return caught.value
