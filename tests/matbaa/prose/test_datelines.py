"""Datelines: what they say, and texts without them."""

from __future__ import annotations

import pytest

from matbaa.prose.datelines import place_of, without_dateline
from matbaa.summary import summarize


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("CAIRO (Reuters) - It rained.", "Cairo", "It rained."),
        ("WEST PALM BEACH, Fla. — It rained.", "West Palm Beach, Fla.", "It rained."),
        ("ALBANY, N.Y. (AP) — It rained.", "Albany, N.Y.", "It rained."),
        ("PARIS, 26 nov (AFP) - Il pleut.", "Paris", "Il pleut."),
        (
            "دبي، الإمارات العربية المتحدة (CNN)-- قال الوزير.",
            "دبي، الإمارات العربية المتحدة",
            "قال الوزير.",
        ),
        ("واشنطن - أ ف ب - قال الوزير.", "واشنطن", "قال الوزير."),
        ("Kiel, 26. November 2026 - Es regnet.", "Kiel", "Es regnet."),
        ("Paris, le 26 novembre 2026 – Il pleut.", "Paris", "Il pleut."),
        ("BONN, Nov. 26, 2026 /ExampleWire/ -- It rained.", "Bonn", "It rained."),
        ("Madrid, 26 de noviembre de 2026.- Llueve.", "Madrid", "Llueve."),
        ("الرياض، ٢٦ نوفمبر ٢٠٢٦: قال الوزير.", "الرياض", "قال الوزير."),
        ("(CNN) -- It rained.", None, "It rained."),
        ("Berlin, 2 Tote - so die Bilanz.", None, "Berlin, 2 Tote - so die Bilanz."),
        ("On Monday, May 4: it rained.", None, "On Monday, May 4: it rained."),
        ("It rained - and poured.", None, "It rained - and poured."),
    ],
)
def test_a_dateline_tells_the_place_and_is_taken_off(
    text: str, place: str | None, rest: str
) -> None:
    assert place_of(text) == place
    assert without_dateline(text) == rest


def test_a_dateline_that_looks_like_two_sentences_is_taken_off_a_summary() -> None:
    text = (
        "SPRINGFIELD, Ill. (AP) — Two bridges were closed on Thursday after the river rose by three "
        "metres overnight.\n\nSchools stay open, and buses run from noon on, the mayor said."
    )

    told = summarize(text, title="Floods in Springfield", language="en").sentences

    assert told[0].startswith("Two bridges were closed")


@pytest.mark.parametrize(
    ("opening", "language"),
    [
        ("Berlin. ", "de"),
        ("Kiel, 26. November 2026. ", "de"),
        ("КАЗАНЬ, 26 ноября — РИА Новости. ", "ru"),
    ],
)
def test_a_place_or_agency_before_the_first_sentence_is_none_itself(
    opening: str, language: str
) -> None:
    said = "Двенадцать новых станций метро откроют в четверг в Казани, сообщила пресс-служба мэрии."
    if language == "de":
        said = "Nach wochenlangem Streit hat sich die Koalition auf ein Sparpaket geeinigt."

    told = summarize(f"{opening}{said} Das ist gut.", title="Metro", language=language).sentences

    assert told[0] == said
