"""Text that somebody typed, without anything that only pages have: every line was meant."""

from __future__ import annotations

import re

import pytest

from tests.matbaa.formats.raw.test_newsroom import read

LEDE = "The old mill by the river will close at the end of May, its owner said on Monday."


def texts(body: str) -> list[str]:
    return [text for text in re.split(r"\s*<[^<>]+>\s*", body) if text]


@pytest.mark.parametrize(
    "rows",
    [
        [
            "Serves four",
            "Ingredients",
            "300 g flour",
            "A pinch of salt",
            "1. Mix it.",
            "2. Bake it.",
        ],
        ["Should the mill stay?", "Yes 66%", "No 21%", "Undecided 13%"],
        ["Were you surprised?", "No.", "What will you do?", "Sleep."],
        ["Saturday 14 March", "Market opens", "Sunday 15 March", "The mill grinds for visitors"],
        ["Ada Holm", "Ellery"],
    ],
)
def test_no_line_of_a_typed_text_is_lost(rows: list[str]) -> None:
    text = "\n".join(rows)

    found = read(f"Old mill to close in May\n\nBy Jane Roe\n9 March 2026\n\n{LEDE}\n\n{text}\n")

    told = " ".join(texts(found.submission.body))
    assert [row for row in rows if re.sub(r"^\d\. ", "", row) not in told] == []
    assert found.submission.title == "Old mill to close in May"
    assert [author.name for author in found.submission.authors] == ["Jane Roe"]


def test_lines_between_headline_and_text_that_give_no_field_are_text() -> None:
    rows = "Ellery Mills 3, Harbour Town 1\nHill End 0, Saint Anne 0"

    found = read(f"Results of the fourteenth round of the league\n\n{rows}\n\n{LEDE}\n").submission

    assert texts(found.body) == [*rows.splitlines(), LEDE]


def test_short_lines_of_a_page_are_not_taken_for_text() -> None:
    page = f"Old mill to close in May\n\nShare this article\n\n{LEDE}\n\nAda Holm\nEllery\n"

    assert texts(read(page).submission.body) == [LEDE]
