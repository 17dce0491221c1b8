"""Which bold paragraphs are read as headings."""

from __future__ import annotations

import pytest

from tests.matbaa.reading import story

PROSE = "<p>The council voted on Wednesday night to rebuild the harbour wall in two years.</p>"


def body(bold: str, above: str = PROSE) -> str:
    return f"{above}<p><strong>{bold}</strong></p>{PROSE}"


@pytest.mark.parametrize("bold", ["What it will cost", "<em>Next</em> steps", "كلفة المشروع"])
def test_a_short_bold_paragraph_between_others_is_a_heading(bold: str) -> None:
    found = story(body(bold))

    assert f"<h2>{bold}</h2>" in found.html
    assert len(found.headings) == 1
    assert found.headings[0] not in found.text.split("\n\n")


def test_a_bold_heading_below_real_headings_is_a_level_lower() -> None:
    found = story(f"{PROSE}<h2>The wall</h2>{PROSE}<p><b>What it will cost</b></p>{PROSE}")

    assert found.headings == ("The wall", "What it will cost")
    assert "<h3>What it will cost</h3>" in found.html


@pytest.mark.parametrize(
    "bold",
    [
        "The council has decided.",
        "What will it cost?",
        "Mayor Lee:",
        "By Jane Roe",
        "A standfirst in bold goes on and on about the wall and the sea and the town and what it costs",
    ],
)
def test_bold_sentences_questions_speakers_and_bylines_are_no_headings(bold: str) -> None:
    assert "<h2>" not in story(body(bold)).html


@pytest.mark.parametrize(
    "markup",
    [
        f"<p><b>Not the first block</b></p>{PROSE}{PROSE}",
        f"{PROSE}<p><b>One line</b></p><p><b>Another line</b></p>{PROSE}",
        f"{PROSE}<p><b>Ann Lee</b></p>{PROSE}<p><b>Ann Lee</b></p>{PROSE}",
        f"{PROSE}{PROSE}<p><b>The end</b></p>",
        f"{PROSE}<p><b>Partly</b> in bold</p>{PROSE}",
    ],
)
def test_bold_text_in_other_places_is_no_heading(markup: str) -> None:
    assert "<h2>" not in story(markup).html
