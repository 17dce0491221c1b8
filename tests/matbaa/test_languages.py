"""Descriptions, keywords and summaries of the example stories in eleven languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matbaa.description import describe
from matbaa.keywords import keywords
from matbaa.prose.fitting import length
from matbaa.summary import summarize

STORIES = [
    json.loads(line)
    for line in (Path(__file__).parents[2] / "docs/examples/stories.jsonl").read_text().splitlines()
]
#: Text before and after the stories: an agency's mark, a caption.
AROUND = (
    "EFE",
    "时事",
    "通信",
    "연합뉴스",
    "新华社",
    "भाषा",
    "به گزارش",
    "סוכנויות",
    "–",
    "Foto",
    "图为",
    "写真",
    "צילום",
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_description_is_the_first_sentences_without_agency_marks_or_captions(
    story: dict[str, str],
) -> None:
    told = describe(story["body"], title=story["title"], language=story["language"])

    assert 0 < length(told) <= 155
    assert told.split(" ")[-1].rstrip(".。។।") in story["body"].split("\n\n")[0]
    assert not any(mark in told for mark in AROUND)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_no_keyword_of_a_story_is_a_clause(story: dict[str, str]) -> None:
    found = keywords(story["body"], title=story["title"], language=story["language"])

    assert 3 <= len(found) <= 8
    assert all(len(phrase.split()) <= 4 for phrase in found)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story["id"])
def test_a_summary_begins_with_the_story(story: dict[str, str]) -> None:
    told = summarize(story["body"], title=story["title"], language=story["language"]).sentences

    assert told[0] in story["body"].split("\n\n")[0]
