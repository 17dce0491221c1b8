"""Who wrote a pasted text, and where, as papers of many countries print it."""

from __future__ import annotations

import pytest

from matbaa.submission import Submission
from tests.matbaa.reading import article

FIRST = "The council approved the new tram line on Monday after a debate of more than six hours."
SECOND = "Work will begin in March, the mayor said, and it will take about three years in all."


def read(*rows: str) -> Submission:
    return article("\n".join(rows), format="text")


def names(found: Submission) -> list[str]:
    return [author.name for author in found.authors]


@pytest.mark.parametrize(
    ("title", "row", "text", "name"),
    [
        ("Tram line to reach the harbour", "Authored by: Jane Roe | Edited by: Sam Poe | Updated: 5 Mar 2026", FIRST, "Jane Roe"),
        ("Warga bangun jembatan bambu sendiri", "Reporter: Rina Wulandari | Editor: Bagus Santoso", FIRST, "Rina Wulandari"),
        ("Wavuvi waanza kutumia taa za jua", "Imeandikwa na Neema Mushi", FIRST, "Neema Mushi"),
        ("Gemeente wil eigen zonnepark bouwen", "Van onze verslaggever Pieter de Wit", FIRST, "Pieter de Wit"),
        ("« On écrit toujours contre l'oubli »", "Propos recueillis par Julien Perrault", FIRST, "Julien Perrault"),
        ("Tarihi çarşı yeniden açıldı", "Elif Karaca  |05.03.2026 - Güncelleme : 05.03.2026", FIRST, "Elif Karaca"),
        ("古い銭湯を図書館に、住民が改装", "佐藤健一　2026年3月5日 15時30分", "市民が図書館を開いた。" * 8, "佐藤健一"),
    ],
)  # fmt: skip
def test_a_byline_names_the_author(title: str, row: str, text: str, name: str) -> None:
    found = read(title, row, "5 March 2026", text, SECOND)

    assert (found.title, names(found)) == (title, [name])


@pytest.mark.parametrize(
    ("row", "authors"),
    [("القاهرة: منى عبد الحليم", ["منى عبد الحليم"]), ("القاهرة: «الأخبار»", [])],
)
def test_the_place_stands_before_the_author_or_the_paper(row: str, authors: list[str]) -> None:
    found = read(
        "البنك المركزي يثبت سعر الفائدة للمرة الثالثة",
        row,
        "نشر: 14:35-4 مارس 2026 م",
        "ثبّت البنك المركزي سعر الفائدة الأساسي في اجتماعه يوم الثلاثاء، للمرة الثالثة على التوالي.",
        "وقالت اللجنة في بيان إن التضخم تباطأ في الشهر الماضي مقارنة مع الشهر الذي سبقه.",
    )

    assert (found.place, names(found)) == ("القاهرة", authors)


def test_the_place_stands_between_the_author_and_the_date() -> None:
    found = read(
        "El puerto recibe a 312 personas rescatadas", "Lucía Ferrer Montes", "Almadía - 5 mar 2026 - 07:45 CET",
        FIRST, SECOND,
    )  # fmt: skip

    assert (found.place, names(found)) == ("Almadía", ["Lucía Ferrer Montes"])


def test_the_outlet_behind_the_place_of_a_dateline_is_no_place() -> None:
    found = read("Warga bangun jembatan", "5 Maret 2026", f"BANDUNG, CONTOH.ID – {FIRST}", SECOND)

    assert found.place == "Bandung"


def test_spaces_separate_the_names_of_chinese_reporters() -> None:
    text = "25日上午，全长18.6公里的隧道全线贯通，标志着高铁进入铺轨阶段，工程团队用了五年时间。"
    found = read(
        "隧道全线贯通 预计明年通车",
        "2026-03-05 16:42",
        f"日报昆明3月5日电（记者 李明 王芳）{text}",
        text,
    )

    assert names(found) == ["李明", "王芳"]


def test_the_first_question_of_an_interview_is_a_heading() -> None:
    found = read(
        "A poet looks back", "By Jane Roe", "5 March 2026", "Why does your book begin with a flood?", FIRST,
        "Did you work in archives?", SECOND, "Is Louise like you?", "No. Louise is braver than I am.",
    )  # fmt: skip

    assert found.body.startswith("<h2>Why does your book begin with a flood?</h2>")
    assert found.body.count("<h2>") == 3


def test_a_forwarded_chat_tells_its_day() -> None:
    found = read(
        f"[05/03/2026 18:42:10] Desk: *Tram line to reach the harbour*\n[05/03/2026 18:43:20] Desk: {FIRST}"
    )

    assert found.title == "Tram line to reach the harbour"
    assert found.published is not None
    assert found.published.isoformat() == "2026-03-05T18:42:10+03:00"
