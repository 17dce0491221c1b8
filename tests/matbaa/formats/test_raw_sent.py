"""What newsrooms are sent as text: boxes of figures, interviews, guides, marks of agencies."""

from __future__ import annotations

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article

FIRST = "The council approved the new tram line on Monday after a debate of more than six hours."
SECOND = "Work will begin in March, the mayor said, and it will take about three years in all."
ARABIC = "أعلنت البلدية إعادة فتح السوق القديم أمام المتسوقين بعد ترميم استمر ثلاثة أعوام كاملة."
ARABIC_SECOND = "وقال رئيس البلدية إن المحال ستعفى من الإيجار في السنة الأولى دعما لأصحاب الحرف."


def read(*rows: str) -> Submission:
    return article("\n".join(rows), format="text")


def test_a_heading_below_titles_of_other_articles_is_kept() -> None:
    rows = (
        "إعادة فتح السوق القديم بعد ترميمه",
        ARABIC,
        "اقرأ أيضا:",
        "البلدية تخصص ميزانية جديدة لترميم الأسواق",
        "أصحاب الحرف يطالبون بتخفيض رسوم الإيجار",
        "دعم الحرفيين",
        ARABIC_SECOND,
    )
    found = read(*rows)

    assert "<h2>دعم الحرفيين</h2>" in found.body
    assert "ميزانية" not in found.body
    assert "رسوم" not in found.body


def test_the_name_of_another_author_below_a_title_is_no_heading() -> None:
    title = "Why the tram of the neighbouring town never made a profit in forty years"
    found = read("Council approves tram line", FIRST, "Read also:", title, "Mia Stone", SECOND)

    assert "Mia Stone" not in found.body


@pytest.mark.parametrize(
    ("label", "heading"), [("In numbers", "What comes next"), ("بالأرقام", "الخطوة التالية")]
)
def test_a_box_of_figures_is_a_list_that_ends_at_the_next_heading(label: str, heading: str) -> None:
    box = ("212 seats a tram", "14 stops", "3 years of work")
    found = read("Council approves tram line", FIRST, label, *box, heading, SECOND)

    items = "".join(f"<li>{item}</li>\n" for item in box)
    assert f"<h2>{label}</h2>\n<ul>\n{items}</ul>" in found.body
    assert f"<h2>{heading}</h2>" in found.body


def test_the_line_above_a_run_of_facts_is_its_heading() -> None:
    facts = ("Referee: Ann Pike", "Crowd: 4,312", "Ground: Mill Lane")
    found = read("Rovers win the cup", FIRST, SECOND, "The match", *facts)

    assert "<h2>The match</h2>\n<ul>\n<li>Referee: Ann Pike</li>" in found.body


def test_the_first_question_of_an_interview_may_have_a_short_answer() -> None:
    rows = (
        "Five minutes with the keeper of the lighthouse",
        "Published 9 March 2026",
        "How did you get this job?",
        "I wrote a letter. Nobody else did.",
        "What do people get wrong about it?",
        "They think it is quiet here. The sea is the loudest neighbour that anyone can have.",
        "Will you stay?",
        "I will. Somebody has to feed the cat.",
    )
    found = read(*rows)

    assert "<h2>How did you get this job?</h2>" in found.body
    assert "<p>I wrote a letter. Nobody else did.</p>" in found.body


def test_labels_above_sentences_are_headings_not_verses() -> None:
    signs = {
        "Aries": "A good day to say no, even to those who are used to your saying yes.",
        "Taurus": "Patience will prove you right before Sunday, but nobody will admit it.",
        "Gemini": "A call changes the plans of the week; listen more than you talk.",
    }
    rows = [row for sign, text in signs.items() for row in ("", sign, text)]
    found = read("The stars for today and tomorrow", *rows)

    assert found.body.count("<h2>") == len(signs)
    assert "<br>" not in found.body


@pytest.mark.parametrize(
    ("first", "last", "mark"),
    [
        (FIRST, '"We waited for it," said a woman who lives beside the depot.', " Enditem"),
        (FIRST, "Tickets will cost as much as those of the bus, the mayor added.", " (END)"),
        (
            "新线路全长十二公里，设站十八座，连接火车站和大学城，首月免费。" * 2,
            "市民表示欢迎。",
            "（完）",
        ),
    ],
)
def test_the_mark_of_the_end_behind_the_last_sentence_is_removed(
    first: str, last: str, mark: str
) -> None:
    found = read("新线路开通 Tram line approved", first, f"{last}{mark}")

    assert found.body.endswith(f"<p>{last}</p>")


def test_a_word_divided_in_a_headline_is_made_whole() -> None:
    rows = (
        "Neue Linie verbindet Bahn-",
        "hof und Hafen",
        "Ab März fährt eine neue Linie im Takt von zwanzig Minuten vom Haupt-",
        "bahnhof über den Markt zum Hafen. Das teilten die Stadtwerke gestern",
        "mit. Die Fahrt dauert vierzehn Minuten. Bisher mussten die Fahrgäste",
        "am Rathaus umsteigen und verloren dabei bis zu zwanzig Minuten.",
    )
    found = read(*rows)

    assert found.title == "Neue Linie verbindet Bahnhof und Hafen"
