"""Short lines of pasted text that belong to it: facts, chapters, results, verses, headings."""

from __future__ import annotations

import pytest

from matbaa.formats.raw import parser as raw
from matbaa.submission import Submission
from tests.matbaa.reading import context

TITLE = "Harbour club wins the last match of the season"
LEDE = (
    "The harbour club beat the visitors from the hills on Saturday, before a crowd of nine hundred."
)
REST = "The next match is in a fortnight, when the club travels north for the first time since May."


def read(text: str, language: str = "en") -> Submission:
    (parsed,) = raw.parse(text, context(language=language))
    return parsed.submission


@pytest.mark.parametrize(
    "rows",
    [
        ["Ground: Quay Park", "Referee: Ola Lind", "Goals: 12 Berg, 60 Moe, 77 (pen.) Berg"],
        ["Harbour: Aas - Lie, Dahl, Moe - Berg (85 Efe)", "Hills: Vik - Ek, Sund", "Booked: Ek"],
        ["0:00 Kick-off", "12:30 The first goal", "1:02:10 The walk home"],
        ["Harbour – Hills 2:1", "Islands – Valley 0:0", "Forest – Lakes 3:4"],
        ["Ada Berg (Greens) 41.3 %", "Ola Moe (Left) 38.9 %", "Others 19.8 %"],
    ],
)
@pytest.mark.parametrize("below", [f"\n\n{REST}", ""])
def test_similar_lines_below_each_other_become_a_list(rows: list[str], below: str) -> None:
    listed = "\n".join(rows)

    body = read(f"{TITLE}\n\n{LEDE}\n{REST}\n\n{listed}{below}").body

    assert f"<ul>\n{''.join(f'<li>{row}</li>' for row in rows)}\n</ul>" in body.replace(
        "</li>\n<li>", "</li><li>"
    )


def test_short_lines_below_a_colon_become_a_list_below_its_introduction() -> None:
    body = read(f"{TITLE}\n\n{LEDE}\n\nThe result:\nAda Berg, mayor\nOla Moe, clerk\n\n{REST}").body

    assert "<p>The result:</p>\n<ul>\n<li>Ada Berg, mayor</li>" in body


def test_headlines_of_other_articles_are_no_list() -> None:
    others = "Ferry sails again\nSchool gets a roof\nMarket moves to the square\nMayor opens pool"

    assert "Ferry" not in read(f"{TITLE}\n\n{LEDE}\n{REST}\n\n{others}").body


def test_the_first_of_several_headings_below_a_byline_is_a_heading() -> None:
    parts = "".join(
        f"{name}\n{LEDE[:-1]}, says {name}.\n\n" for name in ("Aries", "Taurus", "Virgo")
    )

    found = read(f"The stars for the weekend, sign by sign\n\nby Ada Berg\n\n{parts}")

    assert [author.name for author in found.authors] == ["Ada Berg"]
    assert found.body.startswith("<h2>Aries</h2>")
    assert found.body.count("<h2>") == 3


def test_minutes_of_a_meeting_keep_the_attendance_and_the_headings_of_all_items() -> None:
    text = (
        "Minutes of the meeting of the harbour board\n24 February 2026\n\n"
        "Present: A. Berg, O. Moe, K. Lind\nAbsent: I. Vik\n\n"
        "1. Call to order\nThe chair opened the meeting at seven and welcomed the two guests.\n\n"
        f"2. Ferry\n{LEDE}\n\n3. Close\nThe meeting ended at nine o'clock.\n"
    )

    body = read(text).body

    assert "<li>Present: A. Berg, O. Moe, K. Lind</li>\n<li>Absent: I. Vik</li>" in body
    assert [
        f"<h2>{head}</h2>" in body for head in ("1. Call to order", "2. Ferry", "3. Close")
    ] == [True] * 3


def test_the_first_item_of_minutes_may_have_but_a_short_sentence() -> None:
    text = f"Minutes of the harbour board\n\n1. Opening\nThe chair opens the meeting at seven.\n\n2. Ferry\n{LEDE}"

    assert read(text).body.startswith(
        "<h2>1. Opening</h2>\n<p>The chair opens the meeting at seven.</p>"
    )


def test_questions_with_a_dash_between_answers_are_headings() -> None:
    body = read(f"{TITLE}\n\n{LEDE}\n\n- Why now?\n{REST}\n\n- And then?\n{LEDE[:-1]} again.").body

    assert "<h2>Why now?</h2>" in body
    assert "<h2>And then?</h2>" in body


def test_the_lines_of_verses_are_kept() -> None:
    poem = "Rain\nA poem by Ada Berg\n\nIt rains on the quay\nand nobody waits\n\nThe boat\nis late"

    found = read(poem)

    assert (found.title, found.authors[0].name) == ("Rain", "Ada Berg")
    assert (
        found.body == "<p>It rains on the quay<br>and nobody waits</p>\n<p>The boat<br>is late</p>"
    )


@pytest.mark.parametrize("rating", ["★★★★☆", "Rating: 4/5", "التقييم: 4 من 5"])
@pytest.mark.parametrize("is_first", [True, False])
def test_the_rating_of_a_review_is_kept(rating: str, is_first: bool) -> None:
    above, below = (f"{rating}\n\n", "") if is_first else ("", f"\n\n{rating}")

    body = read(f"{TITLE}\n\n{above}By Ada Berg\n2 March 2026\n\n{LEDE}\n{REST}{below}").body

    assert f"<p>{rating}</p>" in body


def test_dates_of_birth_and_death_below_a_name_become_the_subtitle() -> None:
    found = read(f"Ada Berg\n3 March 1931 – 21 November 2025\n\n{LEDE}\n\n{REST}")

    assert (found.title, found.subtitle) == ("Ada Berg", "3 March 1931 – 21 November 2025")
    assert found.description is None


def test_cells_separated_by_wide_spaces_become_a_table() -> None:
    rows = "日経平均　41,215　+412\nTOPIX　2,931　+18\n成長株　702　-1"
    prose = (
        "市場では買いが先行し、主要な指数はそろって三日ぶりに上昇して取引を終えた。関係者が話した。"
    )

    body = read(f"株価がそろって反発\n\n{prose}\n\n{rows}\n\n{prose[:-1]}という。", "ja").body

    assert "<td>TOPIX</td><td>2,931</td><td>+18</td>" in body


@pytest.mark.parametrize("mark", ["FLASH - ", "EILMELDUNG: ", "ALERTE - ", "МОЛНИЯ: "])
def test_a_flash_is_its_headline_without_the_mark(mark: str) -> None:
    found = read(f"{mark}{TITLE}\n")

    assert mark.strip() not in found.body
    assert found.place is None


PARAGRAPH = "قالت البلدية إن الجسر القديم سيغلق أمام السيارات ابتداء من مطلع الشهر المقبل ولمدة عامين كاملين."


def test_a_place_and_a_name_after_from_are_dateline_and_byline() -> None:
    above = read(
        f"إغلاق الجسر القديم في المدينة\n\nصيدا - من ريم سعد\n\n{PARAGRAPH}\n\n{PARAGRAPH}", "ar"
    )
    within = read(f"إغلاق الجسر القديم في المدينة\n\nصيدا - من ريم سعد - {PARAGRAPH}", "ar")

    for found in (above, within):
        assert (found.place, [author.name for author in found.authors]) == ("صيدا", ["ريم سعد"])
    assert within.body == f"<p>صيدا - {PARAGRAPH}</p>"


@pytest.mark.parametrize("line", ["لبنان - من يدفع ثمن الجسر", "صيدا - من قلب المدينة القديمة"])
def test_a_headline_with_from_gives_no_place_or_author(line: str) -> None:
    found = read(f"{line}\n\n{PARAGRAPH}\n\n{PARAGRAPH}", "ar")

    assert (found.title, found.place, found.authors) == (line, None, [])


def test_the_place_before_the_date_of_a_dateline_is_read() -> None:
    text = (
        "В Твери открыли новый мост\n\nТВЕРЬ, 2 марта. /ТАСС/. Движение по новому мосту через Волгу "
        "открыто, сообщил журналистам мэр города, который первым проехал по нему утром."
    )

    assert read(text, "ru").place == "Тверь"


@pytest.mark.parametrize(
    "rows",
    [
        ["12. November: Concert in the park", "13. November: Readings", "14. November: Market"],
        ["10. The river", "9. The hill", "8. The sea"],
        ["3. The third rule stays", "4. The fourth as well"],
    ],
)
def test_numbers_that_a_list_would_change_stay_in_the_text(rows: list[str]) -> None:
    found = read("\n\n".join([TITLE, LEDE, "\n".join(rows), REST]))

    for row in rows:
        assert f"<p>{row}</p>" in found.body


def test_rows_that_count_from_one_are_a_numbered_list() -> None:
    found = read("\n\n".join([TITLE, LEDE, "1. The river\n2. The hill\n3. The sea", REST]))

    assert "<ol>\n<li>The river</li>\n<li>The hill</li>\n<li>The sea</li>\n</ol>" in found.body
