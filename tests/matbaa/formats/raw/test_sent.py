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


@pytest.mark.parametrize(
    ("rows", "authors"),
    [
        (
            ("Nuevo tranvía al puerto", "Lía Ríos", "Redactora de Transportes", "9/3/2026"),
            ["Lía Ríos"],
        ),
        (("አዲስ የትራም መስመር ተከፈተ", "ሰላም ተስፋዬ", "መጋቢት 1 ቀን 2018"), ["ሰላም ተስፋዬ"]),
        (("Nieuwe tramlijn naar de haven", "Joost de Wit", "9 maart 2026"), ["Joost de Wit"]),
        (("新しい路面電車が開業", "2026年3月9日", "佐藤 健一"), ["佐藤 健一"]),
        (("新電車路線通車", "記者林志明／海濱報導", "2026-03-09"), ["林志明"]),
        (("Nowa linia do portu", "Rozmawiała Anna Lis", "9.03.2026"), ["Anna Lis"]),
        (("Schnee legt Pass lahm", "Von Ilse Brandt, dpa (Foto - Archiv) ="), ["Ilse Brandt"]),
    ],
)
def test_authors_are_read_as_papers_of_many_countries_print_them(
    rows: tuple[str, ...], authors: list[str]
) -> None:
    assert [author.name for author in read(*rows, *_PROSE[rows[0]]).authors] == authors


_PROSE = {
    "Nuevo tranvía al puerto": [
        "El nuevo tranvía que une el puerto con la universidad empezó a circular este lunes.",
        "La alcaldesa dijo que la obra se terminó dos meses antes de lo previsto por todos.",
    ],
    "አዲስ የትራም መስመር ተከፈተ": [
        "በከተማዋ ምስራቃዊ ክፍል የተገነባው አዲሱ የትራም መስመር ዛሬ ለተሳፋሪዎች ክፍት ሆነ።",
        "መስመሩ በቀን ሃያ ሺህ ተሳፋሪዎችን እንደሚያጓጉዝ የከተማዋ ትራንስፖርት ቢሮ አስታውቋል።",
    ],
    "Nieuwe tramlijn naar de haven": [
        "De nieuwe tramlijn tussen het station en de haven is maandag feestelijk geopend.",
        "Een rit duurt een kwartier en kost evenveel als met de bus, zegt de gemeente.",
    ],
    "新しい路面電車が開業": [
        "港と駅を結ぶ新しい路面電車が9日、開業した。初日は約五千人が乗車した。",
        "市によると、運賃はバスと同じで、所要時間は約十五分だという。",
    ],
    "新電車路線通車": [
        "連接港口與車站的新電車路線今日通車，首日搭乘人次突破五千，創下紀錄。",
        "市府表示，票價與公車相同，車程約十五分鐘，尖峰時段每八分鐘一班。",
    ],
    "Nowa linia do portu": [
        "Nowa linia tramwajowa połączyła w poniedziałek dworzec z portem w centrum miasta.",
        "Przejazd trwa kwadrans i kosztuje tyle samo co autobusem, informuje urząd miasta.",
    ],
    "Schnee legt Pass lahm": [
        "Nach heftigem Schneefall ist der Pass am Montag sechs Stunden lang gesperrt worden.",
        "Verletzt wurde niemand, teilte die Polizei mit, doch standen zwölf Lastwagen quer.",
    ],
}


def test_the_author_may_be_named_behind_a_label_below_the_text() -> None:
    found = read("Council approves tram line", FIRST, SECOND, "Reporter: Mia Stone")

    assert [author.name for author in found.authors] == ["Mia Stone"]


def test_who_edited_a_text_is_not_its_author() -> None:
    found = read("إعادة فتح السوق القديم", ARABIC, ARABIC_SECOND, "تحرير: سالم الحسن")

    assert not found.authors


def test_a_date_alone_near_the_top_is_no_slug_line() -> None:
    found = read("Tram line opens", "9/3/2026 22h45", FIRST, SECOND)

    assert found.published is not None
    assert (found.published.day, found.published.hour) == (9, 22)


def test_a_day_told_in_two_calendars_is_that_of_the_gregorian() -> None:
    found = read("إعادة فتح السوق القديم", "1447/9/21 هـ الموافق 2026/3/9 م", ARABIC, ARABIC_SECOND)

    assert found.published is not None
    assert (found.published.month, found.published.day) == (3, 9)


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("नया पुर, 9 मार्च (भाषा) शहर में सोमवार को नई ट्राम लाइन शुरू हुई और पहले दिन भीड़ रही।", "नया पुर"),
        ("لاہور (اسٹاف رپورٹر) شہر میں نئی ٹرام لائن شروع ہو گئی اور پہلے دن بھیڑ رہی۔", "لاہور"),
        (
            "(푸른시=연합뉴스) 김민수 기자 = 새 노면전차 노선이 9일 개통했다고 시가 밝혔다.",
            "푸른시",
        ),
        ("新华社青河3月9日电 青河新区首条有轨电车线路九日开通，全长十二公里，设站十八座。", "青河"),
        (
            "عمّان، الأردن – 9 آذار 2026: افتتحت الشركة خط ترام جديدا يصل الميناء بالجامعة.",
            "عمّان، الأردن",
        ),
        (
            "الفجيرة في 9 مارس/ وام / افتتحت البلدية خط ترام جديدا يصل الميناء بالجامعة اليوم.",
            "الفجيرة",
        ),
    ],
)
def test_the_place_is_read_from_datelines_of_many_agencies(first: str, place: str) -> None:
    found = read("Tram 新线路 ٹرام", "", first, "", first.split(" ", 3)[-1])

    assert found.place == place


def test_a_dateline_on_a_row_of_its_own_belongs_to_the_text_below() -> None:
    rows = ("إعادة فتح السوق القديم", "القاهرة في 9 مارس / أ ش أ /", ARABIC, ARABIC_SECOND)
    found = read(*rows)

    assert found.place == "القاهرة"
    assert found.published is not None


def test_the_place_before_a_full_stop_is_a_dateline_in_swahili() -> None:
    rows = (
        "Serikali yafungua soko jipya la samaki",
        "Mwanza. Serikali imefungua soko jipya la samaki kando ya ziwa, hatua itakayosaidia wavuvi.",
        "Waziri amesema soko hilo limegharimu shilingi bilioni nne na litafanya kazi kila siku.",
    )

    assert read(*rows).place == "Mwanza"
