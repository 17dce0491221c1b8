"""Pasted text in every language of languages.toml: byline, date, headings, tags, and no links."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from matbaa.language.detect import direction
from tests.matbaa.reading import article, story

SAMPLES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "languages.toml").read_text("utf-8")
)


@pytest.mark.parametrize("language", SAMPLES)
def test_copied_text_is_read_as_an_editor_would_type_it(language: str) -> None:
    sample = SAMPLES[language]
    title, *_ = sample["text"].splitlines()

    found = article(sample["text"], format="text")

    assert found.title == title
    assert [author.name for author in found.authors] == [sample["author"]]
    assert found.published is not None
    assert found.published.date().isoformat() == "2026-03-05"
    assert list(found.tags) == sample["tags"]


@pytest.mark.parametrize("language", SAMPLES)
def test_its_text_is_three_paragraphs_under_two_headings(language: str) -> None:
    sample = SAMPLES[language]

    made = story(article(sample["text"], format="text").body or "", title="-")

    assert (made.language, made.direction) == (language, direction(language))
    assert list(made.headings) == sample["headings"]
    assert len(made.text.split("\n\n")) == 3
