"""Text that was copied out of threads and forms, with what programs leave in it."""

from __future__ import annotations

import pytest

from tests.matbaa.formats.test_raw_newsroom import read

THREAD = """\
Jane Roe
@janeroe_news
🧵 The river has burst its banks in Springfield, and this is what we know so far. 1/3
9:02 AM · Mar 9, 2026
48.2K
 Views
Jane Roe
@janeroe_news
Mar 9
About 3,000 people had to leave their homes. The city has opened shelters in two schools. 2/3
Jane Roe
@janeroe_news
Mar 9
Schools stay closed until Monday. The army has sent 200 soldiers and 12 boats to help. 3/3
Show replies
"""


def test_a_thread_is_its_posts() -> None:
    found = read(THREAD).submission
    text = f"{found.title}\n{found.body}"

    assert "this is what we know so far." in text
    assert "shelters in two schools.</p>" in text
    assert not any(noise in text for noise in ("Views", "48.2K", "@jane", "2/3", "Show replies"))


def test_drawn_out_arabic_words_are_short_again_and_what_needs_its_stroke_keeps_it() -> None:
    text = (
        "الـبـنـك المركـزي يثبــت أسعــار الفائــدة عام 1447 هـ\n\n"
        "قــررت لجنة السياسة النقدية\u200b في اجتماعها تثبيت أسعار الفائدة لـ12 شهرا، للمرة الثالثة."
    )

    found = read(text).submission

    assert found.title == "البنك المركزي يثبت أسعار الفائدة عام 1447 هـ"
    assert found.body.startswith("<p>قررت لجنة السياسة النقدية في")
    assert "لـ12" in found.body


@pytest.mark.parametrize(
    ("head", "title", "section"),
    [
        (
            "Headline: Floods close two bridges\nStandfirst: The river rose by three metres\n"
            "Section: Region\nBy Jane Roe",
            "Floods close two bridges",
            "Region",
        ),
        (
            "العنوان: فيضانات تغلق جسرين\nالقسم: محليات\nكتبت: ليلى حسن",
            "فيضانات تغلق جسرين",
            "محليات",
        ),
    ],
)
def test_rows_that_name_a_field_fill_it(head: str, title: str, section: str) -> None:
    text = "Two bridges were closed on Thursday after the river rose, officials of the town said."

    found = read(f"{head}\n\n{text}").submission

    assert (found.title, found.section) == (title, section)
    assert len(found.authors) == 1
    assert found.body == f"<p>{text}</p>"


def test_a_page_number_is_no_heading() -> None:
    text = (
        "A headline of some length here\n\n"
        + "It rained for two days, and roads closed.\n\nPage 1 of 2\n\n" * 2
    )

    assert "Page 1" not in read(text).submission.body


def test_a_word_before_a_sentence_is_no_byline() -> None:
    text = (
        "Text für die Seite, bitte heute noch online\n\nBusfahrer sagen Streik nach Einigung ab\n\n"
        "Die Busfahrer haben ihren für Freitag geplanten Streik abgesagt, sagte die Gewerkschaft."
    )

    assert read(text).submission.authors == []


PARAGRAPH = (
    "Two bridges were closed on Thursday after the river rose by three metres, officials said."
)


@pytest.mark.parametrize(
    "line",
    ["1. The river has two dams.", "Why did it rise", "Why did it rise?", "2) Schools stay closed"],
)
def test_a_line_alone_above_a_paragraph_is_a_heading_over_a_credit_too(line: str) -> None:
    text = f"Floods close two bridges in town\n\n{PARAGRAPH}\n\n{line}\n\nPhoto: Jane Roe\n\n{PARAGRAPH}"

    assert f"<h2>{line}</h2>" in read(text).submission.body


@pytest.mark.parametrize(
    "line", ["Thanks for signing up!", "Today, 11:07", "(Jane Roe)", "Source: town hall"]
)
def test_calls_times_sources_and_notes_are_no_headings(line: str) -> None:
    text = f"Floods close two bridges in town\n\n{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH} It fell."

    assert "<h2>" not in read(text).submission.body
