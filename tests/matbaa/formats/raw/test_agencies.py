"""Copy of agencies and press offices, pasted as text: what they print around it for newsrooms."""

from __future__ import annotations

import pytest

from matbaa.submission import Submission
from tests.matbaa.formats.raw.test_newsroom import read

TITLE = "Old mill by the river to close in May"
FIRST = "The old mill by the river will close at the end of May, its owner said on Monday."
SECOND = "It had ground flour for the villages around it for some two hundred and ten years."
ARABIC = "قالت صاحبة الطاحونة القديمة إنها ستغلقها في نهاية أيار المقبل بعد مئتي عام من العمل."


def text(*rows: str) -> Submission:
    return read("\n\n".join(rows)).submission


def names(found: Submission) -> list[str]:
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    "rows",
    [
        ["nro/pdr/cm"],
        ["ema/ cmp/"],
        ["RUS // CMP", "Lusa/Fim"],
        ["CM CM"],
        ["ه ش م / م ك", "أ ش أ"],
        ["（共同）"],
        ["ada.holm@paper.example"],
        ["Redaktor: Ada Holm"],
    ],
)
def test_initials_and_names_of_editors_below_a_text_are_removed(rows: list[str]) -> None:
    found = text(TITLE, FIRST, SECOND, "\n".join(rows))

    assert found.body == f"<p>{FIRST}</p>\n<p>{SECOND}</p>"
    assert names(found) == []


@pytest.mark.parametrize("label", ["Pewarta", "autorka", "Muhabir"])
def test_the_author_behind_a_label_below_a_text_is_not_part_of_it(label: str) -> None:
    found = text(TITLE, FIRST, SECOND, f"{label}: Ada Holm")

    assert names(found) == ["Ada Holm"]
    assert "Holm" not in found.body


@pytest.mark.parametrize(
    ("title", "first", "name", "place"),
    [
        ("Değirmen kapanıyor", "ELLERY (AA) - DENİZ AKSOY - Eski değirmen kapanacak.", "Deniz Aksoy", "Ellery"),
        ("물레방아 문 닫는다", "(푸른시=새통신) 김민수 기자 = 강가의 오래된 물레방아가 오월 말에 문을 닫는다.", "김민수", "푸른시"),
    ],
)  # fmt: skip
def test_the_reporter_behind_the_agency_is_the_author(
    title: str, first: str, name: str, place: str
) -> None:
    found = text(title, first, first[-20:])

    assert (names(found), found.place) == ([name], place)


def test_the_place_of_the_saudi_agency_stands_before_the_day_in_two_calendars() -> None:
    row = "ينبع 20 رمضان 1447 هـ الموافق 9 مارس 2026 م واس"

    found = text("اقتصادي / إغلاق الطاحونة القديمة", f"{row}\n{ARABIC}", ARABIC[:-1] + "!")

    assert (found.place, found.section) == ("ينبع", "اقتصادي")


def test_a_dateline_with_an_agency_alone_on_its_row_belongs_to_the_text() -> None:
    found = text(TITLE, "Ellery (ots)", FIRST, SECOND)

    assert found.place == "Ellery"
    assert found.body.startswith(f"<p>Ellery (ots) – {FIRST}</p>")


def test_the_service_before_a_police_headline_is_removed() -> None:
    assert text(f"POL-ELL: {TITLE}", FIRST, SECOND).title == TITLE


@pytest.mark.parametrize(
    ("head", "title", "first"),
    [
        ("MINISTRY OF MILLS\nPress Office\n\nPRESS RELEASE No. 114/2026\n9 March 2026", TITLE, FIRST),
        ("Pressemitteilung der Stadt Ellery\nAz.: 12/26", TITLE, FIRST),
        ("Ellery Mills Press Release", TITLE, FIRST),
        ("وزارة المطاحن\nمديرية الإعلام\n\nبيان صحفي\nالرقم: و م/114", "وزارة المطاحن تغلق الطاحونة القديمة في أيار", ARABIC),
        ("青河磨坊公司新闻稿", "老磨坊将于五月底关闭并改建为博物馆", "河边的老磨坊将于五月底关闭，磨坊主人星期一对记者表示，原址将改建为博物馆。"),
    ],
)  # fmt: skip
def test_the_letterhead_of_a_press_release_is_no_headline(
    head: str, title: str, first: str
) -> None:
    found = text(head, title, first, first[:-1] + "!")

    assert found.title == title
    assert found.body.startswith(f"<p>{first}</p>")


@pytest.mark.parametrize("title", ["Press release by mayor angers mill owner", TITLE])
def test_a_headline_above_or_with_the_mark_of_a_release_is_kept(title: str) -> None:
    assert text(title, "Press release", FIRST, SECOND).title == title


def test_a_contact_in_one_row_is_removed() -> None:
    found = text("PRESS RELEASE", TITLE, FIRST, SECOND, "Press contact: Ada Holm, 0123 4567890")

    assert "Holm" not in found.body
