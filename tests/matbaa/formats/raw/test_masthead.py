"""The row that a printed paper has above its pages, pasted with an article."""

from __future__ import annotations

import pytest

from tests.matbaa.formats.raw.test_newsroom import read

ENGLISH = (
    "Old mill to close in May",
    "The old mill by the river will close at the end of May, its owner said on Monday.",
)
FRENCH = (
    "Le moulin va fermer en mai",
    "Le vieux moulin au bord de la rivière fermera fin mai, a dit lundi sa propriétaire.",
)
ARABIC = (
    "إغلاق الطاحونة القديمة",
    "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار المقبل.",
)


@pytest.mark.parametrize(
    ("row", "article"),
    [
        ("The Ellery Times       Monday, 9 March 2026       No. 14,212", ENGLISH),
        ("THE ELLERY TIMES — Monday, 9 March 2026 — Vol. 12, Issue 3 — $2", ENGLISH),
        ("The Ellery Times\tIssue 411\tMonday, 9 March 2026", ENGLISH),
        ("L'ÉCHO D'ELLERY | Lundi 9 mars 2026 | N° 11 408 | 1,60 €", FRENCH),
        ("صحيفة الطاحونة | الاثنين 9 مارس 2026 | العدد 8123", ARABIC),
    ],
)
def test_the_masthead_of_a_paper_gives_the_day_and_no_headline(
    row: str, article: tuple[str, str]
) -> None:
    title, text = article

    found = read(f"{row}\n\n{title}\n\n{text}\n\n{text[:-1]}!").submission

    assert found.title == title
    assert found.published is not None
    assert f"{found.published:%Y-%m-%d}" == "2026-03-09"
    assert "<table" not in found.body


def test_a_headline_with_a_year_and_a_dash_is_no_masthead() -> None:
    title = "Mill, no 2 on the list - 2026 will be its last year"

    assert read(f"{title}\n\n{ENGLISH[1]}\n\n{ENGLISH[1][:-1]}!").submission.title == title
