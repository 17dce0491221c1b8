"""Plain text becomes paragraphs: the text of a field in a document that has its own title."""

from __future__ import annotations

import textwrap

import pytest

from matbaa.formats.text import to_html

FIRST = (
    "The council voted on Tuesday evening to close the old harbour road to cars from the first of "
    "May on, after a debate that lasted for more than four hours."
)
SECOND = (
    "Shopkeepers along the quay had warned that they would lose customers, but the mayor said that "
    "a trial last summer had brought more people than before."
)
ARABIC = (
    "قررت البلدية مساء الثلاثاء إغلاق الطريق القديم على الميناء أمام السيارات ابتداء من أول مايو بعد "
    "نقاش طويل استمر أكثر من أربع ساعات."
)


@pytest.mark.parametrize("paragraphs", [(FIRST, SECOND), (FIRST,), (ARABIC,), (ARABIC, ARABIC)])
@pytest.mark.parametrize("width", [64, 72])
def test_wrapped_lines_are_joined_into_paragraphs(paragraphs: tuple[str, ...], width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(each, width) for each in paragraphs)

    assert to_html(f"{wrapped}\n\nAn end.") == "\n".join(
        f"<p>{each}</p>" for each in (*paragraphs, "An end.")
    )


def test_a_sentence_continues_after_a_short_first_line_of_wrapped_text() -> None:
    opening = "The council of the harbour town voted\n"

    html = to_html(f"{opening}{textwrap.fill(FIRST[18:], 64)}\n\n{textwrap.fill(SECOND, 64)}")

    assert html.startswith("<p>The council of the harbour town voted on Tuesday evening to close")
    assert html.count("<p>") == 2


def test_lines_that_end_sentences_are_paragraphs_and_others_keep_their_breaks() -> None:
    assert to_html("It rained. \nIt is dry.\n\nRoses\nare red") == (
        "<p>It rained.</p>\n<p>It is dry.</p>\n<p>Roses<br>are red</p>"
    )


def test_every_line_is_a_paragraph_if_no_line_is_blank() -> None:
    assert to_html("One line\r\nAnother <line>") == "<p>One line</p>\n<p>Another &lt;line&gt;</p>"


def test_lines_with_bullets_or_numbers_become_lists() -> None:
    assert to_html(
        "It pays for:\n- a survey\n- the wall\n\n1. One\n2. Two\n\n- I go, he said."
    ) == (
        "<p>It pays for:</p>\n<ul><li>a survey</li><li>the wall</li></ul>\n"
        "<ol><li>One</li><li>Two</li></ol>\n<p>- I go, he said.</p>"
    )


def test_rows_that_do_not_count_from_one_keep_their_numbers() -> None:
    assert to_html("Dates:\n\n12. November: a fair\n13. November: a market\n\nAn end.") == (
        "<p>Dates:</p>\n<p>12. November: a fair<br>13. November: a market</p>\n<p>An end.</p>"
    )


def test_a_year_alone_in_the_last_row_of_a_paragraph_is_no_page_number() -> None:
    paragraph = f"{FIRST[:-1]} that ended what was begun in 2019."
    wrapped = f"{textwrap.fill(paragraph[:-6], 64)}\n2019."

    assert to_html(f"{wrapped}\n\n{textwrap.fill(SECOND, 64)}") == (
        f"<p>{paragraph}</p>\n<p>{SECOND}</p>"
    )
