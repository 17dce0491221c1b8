"""Small conventions in pasted texts, of programs, agencies and languages."""

from __future__ import annotations

import pytest

from matbaa.formats.raw import parser as raw
from matbaa.submission import Submission
from tests.matbaa.reading import context

LEDE = "The council voted on Wednesday night to rebuild the harbour wall after the winter's storms."
REST = "Work on the wall begins in March, and the road along the pier will be closed until summer."


def read(text: str, language: str = "en") -> Submission:
    (parsed,) = raw.parse(text, context(language=language))
    return parsed.submission


@pytest.mark.parametrize(
    ("line", "language", "author"),
    [
        ("김철수 기자", "ko", ("김철수", None)),
        ("د. ليلى الحسن", "ar", ("د. ليلى الحسن", None)),
        ("Анна Кузнецова, корреспондент", "ru", ("Анна Кузнецова", "корреспондент")),
        ("هسبريس - طارق بنهدا", "ar", ("طارق بنهدا", None)),
        ("Ayşe Yılmaz  |", "tr", ("Ayşe Yılmaz", None)),
    ],
)
def test_bylines_in_the_style_of_each_countrys_press_are_read(
    line: str, language: str, author: tuple[str, str | None]
) -> None:
    texts = {
        "ko": "서울에 26일 올겨울 첫눈이 내렸다. 기상청은 이날 오전 눈이 3.2㎝ 쌓였다고 밝혔다. 출근길 시민들은 불편을 겪었다.",
        "ar": "صوّت المجلس البلدي مساء الأربعاء على إعادة بناء جدار الميناء الذي هدمته عواصف الشتاء الماضي بالكامل.",
        "ru": "Городской совет проголосовал в среду вечером за восстановление стены гавани после зимних штормов.",
        "tr": "Belediye meclisi çarşamba akşamı kış fırtınalarının yıktığı liman duvarının yeniden yapılmasını kabul etti.",
    }
    titles = {
        "ko": "서울 첫눈 내려…출근길 교통 혼잡",
        "ar": "المجلس البلدي يقر إعادة بناء جدار الميناء",
    }
    title = titles.get(language, "Harbour wall: городской совет / belediye meclisi")

    found = read(f"{title}\n{line}\n2026-02-26 10:30\n\n{texts[language]}\n", language)

    assert [(each.name, each.role) for each in found.authors] == [author]


def test_a_chinese_dateline_names_the_reporter() -> None:
    text = "新华社福州2月26日电（记者 张三）受台风影响，福建省多地26日宣布停课停工，铁路部门停运列车近百列。"

    found = read(f"台风逼近福建 多地停课停工\n2026-02-26 10:30\n{text}\n", "zh")

    assert [each.name for each in found.authors] == ["张三"]


def test_desk_credits_after_the_last_sentence_are_removed() -> None:
    found = read(
        f"Council rebuilds wall\n\nFeb 26 (Agency) - {LEDE}\n\n{REST} (Reporting by Ada Holm; Editing by Bo Ek)"
    )

    assert found.body.endswith("until summer.</p>")
    assert [each.name for each in found.authors] == ["Ada Holm"]
    assert found.published is not None
    assert (found.published.month, found.published.day) == (2, 26)


def test_margin_comments_of_a_document_are_removed() -> None:
    found = read(
        f"The pier that would not fall[a]\n\nBy Ada Holm\n\n{LEDE}[b]\n\n{REST}[1]\n\n"
        "[1] Survey of 1,200 residents.\n[a]Can we have a shorter headline? - BE\n[b]Check the year"
    )

    assert found.title == "The pier that would not fall"
    assert f"<p>{LEDE}</p>" in found.body
    assert "headline" not in found.body
    assert f"<p>{REST}[1]</p>" in found.body


def test_a_quoted_line_with_a_dash_between_paragraphs_is_a_heading() -> None:
    body = read(f'Council rebuilds wall\n\n{LEDE}\n\n- "It was time"\n\n{REST}').body

    assert '<h2>"It was time"</h2>' in body


def test_symbols_before_a_heading_are_removed() -> None:
    text = "市は市内12カ所に避難所を開設した。担当者は「早めの避難を心がけてほしい」と市民に呼びかけている。"

    assert (
        "<h2>避難所を開設</h2>"
        in read(f"台風26号、沖縄に接近\n\n{text}\n\n■避難所を開設\n{text}市内。", "ja").body
    )


def test_a_headline_in_capitals_may_take_two_lines() -> None:
    rows = [
        "FIRE DESTROYS OLD MILL ON",
        "RIVER STREET",
        "",
        "A fire that began shortly after midnight on Tuesday",
        "destroyed the old mill on River Street, which had stood",
        "empty since 1987. No one was hurt, the fire brigade said,",
        "and it took sixty men four hours to put the fire out.",
    ]

    assert read("\n".join(rows)).title == "FIRE DESTROYS OLD MILL ON RIVER STREET"


def test_a_place_in_capitals_alone_above_the_text_is_the_dateline() -> None:
    found = read(
        f"Council rebuilds the harbour wall\nIt was damaged last winter\n26 February 2026\nANKARA\n\n{LEDE}\n\n{REST}"
    )

    assert found.place == "ANKARA"


def test_the_about_section_of_a_press_release_is_removed() -> None:
    found = read(
        f"FOR IMMEDIATE RELEASE\n\nAcme opens a plant in Kiel\n\n{LEDE}\n\n{REST}\n\n"
        "About Acme Corp.\nAcme recycles batteries in nine countries."
    )

    assert "About Acme" not in found.body


def test_an_interview_may_have_a_quotation_as_its_headline() -> None:
    found = read(
        'Culture\n"I write so as not to die"\nThe novelist presents her new book and talks of age and memory\n'
        f"Ada Holm\nMadrid - 23 FEB 2026 - 05:30\n\n{LEDE}\n\n{REST}"
    )

    assert found.title == '"I write so as not to die"'
    assert [each.name for each in found.authors] == ["Ada Holm"]
