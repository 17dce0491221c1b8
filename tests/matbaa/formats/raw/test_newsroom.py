"""Text as newsrooms receive it: wire copy, press releases, printed pages, messages."""

from __future__ import annotations

from datetime import datetime

import pytest

from matbaa.story import Parsed
from tests.matbaa.reading import RIYADH, articles

PRINTED = """\
HARBOUR MONTHLY                         March 2026

Ferry pier to be rebuilt
after two winters of storms

By Jane Roe

The council voted on Wednesday night to re-
build the ferry pier that was damaged in last
winter's storms, at a cost of four million.

Councillors backed the plan by 14 votes to 9 after
a debate in which residents accused the town of
waiting too long. Its engineers had warned early

12

HARBOUR MONTHLY                         March 2026

that the pier, built in 1897, was close to col-
lapse.

Work to start in spring

Builders are expected to begin in April, once a
survey of the sea bed is complete. The town could
not afford another winter without it.
"""
ARABIC_PRINTED = """\
البلدية تعيد بناء رصيف الميناء
بعد شتاءين من العواصف

كتبت: ليلى حسن

صوت المجلس البلدي مساء الأربعاء على إعادة بناء رصيف
الميناء الذي تضرر في عواصف الشتاء الماضي، بتكلفة تبلغ
أربعة ملايين دينار.

وأيد الأعضاء الخطة بأغلبية 14 صوتا مقابل 9 بعد نقاش
استمر أربع ساعات اتهم فيه السكان السلطات بالمماطلة في
أعمال الإصلاح.
"""
WIRE = """\
BC-EU--Harbour-Floods, 2nd Ld-Writethru, 312
Eds: UPDATES with quotes. With photos.

Floods close two bridges in Springfield

By JANE ROE
Associated Press

SPRINGFIELD, Ill. (AP) — Two bridges were closed on Thursday after the river rose
by three metres within a day, officials of the town said.

The road to the harbour was under water as well, said Sheriff John
Smith, and the army had sent soldiers with boats.

(more)

Schools will stay closed until Monday, and buses will not run before
noon.

-30-

AP-WF-03-09-26 1412GMT
"""
RELEASE = """\
FOR IMMEDIATE RELEASE

Contact:
Mary Jones, Lumen Energy
+44 20 7946 0123

Lumen Energy opens its largest tidal power station

• It will supply 150,000 homes
• Sixty people will work there

CARDIFF, Wales – 9 March 2026 – Lumen Energy today opened its largest tidal power station, which
will supply clean electricity to about 150,000 homes in Wales from the middle of this month.

"This is a proud day for everybody who worked on it," said its chief executive, Gwen Price.

About Lumen Energy
Lumen Energy operates 14 power stations in five countries and employs 1,200 people.

Notes to editors
1. Pictures are to be had at https://lumen.example/press.
"""
WHATSAPP = """\
[09/03/2026, 9:14:03 ص] مكتب الإعلام: <تم استبعاد الوسائط>
[09/03/2026, 9:15:21 ص] مكتب الإعلام: *بيان صحفي*

*وزارة الصحة تعلن بدء حملة التطعيم في جميع المحافظات*

أعلنت وزارة الصحة انطلاق حملة التطعيم ضد مرض الحصبة اعتبارا من يوم الأحد، وتستمر أسبوعين في جميع المحافظات.

*أماكن التطعيم:*
✅ الوحدات الصحية
✅ المدارس ورياض الأطفال
"""


def read(text: str) -> Parsed:
    (parsed,) = articles(text, "text")
    return parsed


def test_lines_of_a_printed_page_are_joined_into_paragraphs() -> None:
    found = read(PRINTED).submission

    assert found.title == "Ferry pier to be rebuilt after two winters of storms"
    assert [author.name for author in found.authors] == ["Jane Roe"]
    assert "to rebuild the ferry pier that was damaged in last winter's storms" in found.body
    assert "<h2>Work to start in spring</h2>\n<p>Builders" in found.body


def test_a_paragraph_continues_across_a_page_break() -> None:
    body = read(PRINTED).submission.body

    assert "had warned early that the pier, built in 1897, was close to collapse.</p>" in body
    assert "HARBOUR MONTHLY" not in body


def test_printed_arabic_is_joined_without_capitals_to_go_by() -> None:
    found = read(ARABIC_PRINTED).submission

    assert found.title == "البلدية تعيد بناء رصيف الميناء بعد شتاءين من العواصف"
    assert found.body.count("<p>") == 2
    assert "بالمماطلة في أعمال الإصلاح.</p>" in found.body


@pytest.mark.parametrize("hyphenated", ["Nord-\nund Südsee", "wind-\npower plant, a windpower"])
def test_a_hyphen_that_does_not_break_a_word_is_kept(hyphenated: str) -> None:
    row = "Es wurde am Abend noch lange geredet, doch die\nFrage, was nun aus allem werden soll, blieb\n"
    text = (
        row + "ohne Antwort, denn es fehlte an den Leuten der " + hyphenated + ", so dass\n" + row
    )

    body = read(f"Eine Überschrift, die darüber steht\n\n{text}am Ende offen.").submission.body

    assert ("Nord- und" in body) or ("windpower plant" in body)


def test_the_lines_of_a_poem_are_not_joined() -> None:
    verses = "\n".join(f"Verse {number} of a short poem" for number in range(12))

    assert "Verse 1 of a short poem Verse 2" not in read(f"A poem\n\n{verses}").submission.body


def test_wire_markings_are_removed_from_the_text() -> None:
    found = read(WIRE).submission

    assert found.title == "Floods close two bridges in Springfield"
    assert [author.name for author in found.authors] == ["Jane Roe"]
    assert found.place == "Springfield, Ill."
    assert found.body.count("<p>") == 3
    assert found.body.endswith("buses will not run before noon.</p>")
    assert not any(mark in found.body for mark in ("more)", "Eds", "-30-", "GMT", "Ld-Write"))


def test_the_authors_are_read_from_the_reporting_line_when_there_is_no_byline() -> None:
    text = (
        "UPDATE 2-Chipmaker cuts 3,000 jobs as demand slows\n\n"
        "STOCKHOLM, March 9 (Reuters) - A chipmaker will cut 3,000 jobs worldwide, it said on "
        "Monday, blaming slowing demand from carmakers.\n\n"
        "(Reporting by Anna Svensson in Stockholm; editing by Tom Smith)\n"
    )

    found = read(text).submission

    assert found.title == "Chipmaker cuts 3,000 jobs as demand slows"
    assert [author.name for author in found.authors] == ["Anna Svensson"]
    assert found.published is not None
    assert found.published.date().isoformat() == "2026-03-09"
    assert "Reporting" not in found.body


def test_a_press_release_is_read_without_its_notes_to_the_press() -> None:
    found = read(RELEASE).submission

    assert found.title == "Lumen Energy opens its largest tidal power station"
    assert found.published == datetime(2026, 3, 9, tzinfo=RIYADH)
    assert found.body.startswith("<ul>\n<li>It will supply 150,000 homes</li>")
    assert found.body.endswith("Gwen Price.</p>")
    assert "Mary Jones" not in found.body


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("Embargoed until 11 March 2026, 10:00", datetime(2026, 3, 11, 10, tzinfo=RIYADH)),
        ("Sperrfrist: 13.03.2026, 10:00 Uhr", datetime(2026, 3, 13, 10, tzinfo=RIYADH)),
        ("Embargoed until 1 March 2026, 10:00", None),
    ],
)
def test_an_embargo_in_the_future_holds_the_article_back(said: str, until: datetime | None) -> None:
    parsed = read(RELEASE.replace("FOR IMMEDIATE RELEASE", said))

    assert parsed.submission.publish_at == until
    assert any("embargo" in warning for warning in parsed.warnings) == (until is not None)


@pytest.mark.parametrize(
    "headline",
    [
        "Embargo on arms sales lifted after 12 years",
        "Embargado el piso del alcalde de Villaclara",
        "حظر النشر في قضية ميناء المدينة",
    ],
)
def test_a_headline_about_an_embargo_is_not_an_embargo(headline: str) -> None:
    parsed = read(f"{headline}\n\n" + 2 * "The council told reporters of it on Monday evening.\n\n")

    assert parsed.submission.title == headline
    assert not parsed.warnings


def test_an_embargo_without_a_date_gives_a_warning() -> None:
    parsed = read(RELEASE.replace("FOR IMMEDIATE RELEASE", "UNDER EMBARGO until it is lifted"))

    assert parsed.submission.publish_at is None
    assert "set publish_at" in parsed.warnings[0]


def test_a_chat_message_is_read_without_time_stamps_and_symbols() -> None:
    found = read(WHATSAPP).submission

    assert found.title == "وزارة الصحة تعلن بدء حملة التطعيم في جميع المحافظات"
    assert "<p>أماكن التطعيم:</p>\n<ul>\n<li>الوحدات الصحية</li>" in found.body
    assert "*" not in found.body
