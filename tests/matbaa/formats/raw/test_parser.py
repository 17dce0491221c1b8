"""Plain text copied from a web page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragments_fromstring  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.errors import Rejected
from matbaa.formats import Limits
from matbaa.formats.raw import parser as raw
from matbaa.submission import Submission
from tests.matbaa.reading import SAMPLES, context

TITLE = "افتتاح جسر جديد فوق النهر بعد عامين من الأعمال"
OPENING = (
    "افتتحت بلدية المدينة صباح اليوم الخميس جسرا جديدا فوق النهر بعد عامين من الأعمال، بحضور مئات "
    "السكان الذين عبروه سيرا على الأقدام في أول ساعاته."
)
FOLLOWING = (
    "وقالت المهندسة المشرفة على المشروع إن الجسر صمم ليتحمل فيضانات أعلى من تلك التي شهدتها "
    "المنطقة قبل عشر سنوات، وإن حركة السير ستبدأ عليه يوم السبت."
)
ENGLISH = (
    "The town opened a new bridge over the river on Thursday after two years of work, and hundreds "
    "of people crossed it on foot in its first hours.",
    "The engineer in charge said that the bridge was built to stand floods higher than those of "
    "ten years ago, and that cars may use it from Saturday on.",
)


def read(*lines: str, language: str = "ar") -> Submission:
    (parsed,) = raw.parse("\n".join(lines), context(language=language))
    return parsed.submission


def blocks(found: Submission) -> list[tuple[str, str]]:
    elements = fragments_fromstring(found.body, no_leading_text=True)
    items = [item for each in elements for item in (each if each.tag in {"ul", "ol"} else [each])]
    return [(item.tag, item.text_content()) for item in items]


def test_the_first_real_input_is_read_as_a_person_would() -> None:
    (parsed,) = raw.parse((SAMPLES / "seed.txt").read_text("utf8"), context(language="ar"))
    found = parsed.submission

    assert found.title == "جولة ثانية من المحادثات الروسية الأمريكية في إسطنبول"
    assert found.published is not None
    assert found.updated is not None
    assert found.published.isoformat() == "2025-04-10T08:43:00+03:00"
    assert found.updated.isoformat() == "2025-04-10T08:52:00+03:00"
    assert (found.comments, found.views, found.language) == (0, 3, "ar")
    assert found.description is not None
    assert found.description.startswith("تعرف على تفاصيل الجولة الثانية")
    assert [text for tag, text in blocks(found) if tag == "h2"] == [
        "تفاصيل اللقاء وأهدافه",
        "سياق المحادثات السابقة",
        "دور تركيا في استضافة المحادثات",
    ]
    paragraphs = [text for tag, text in blocks(found) if tag == "p"]
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("شهدت مدينة إسطنبول التركية، يوم الخميس 10 أبريل 2025")
    assert paragraphs[-1].endswith("لمزيد من الحوار في المستقبل إذا ما تحققت شروط السلام.")


def test_detected_fields_are_recorded_as_guessed() -> None:
    (parsed,) = raw.parse((SAMPLES / "seed.txt").read_text("utf8"), context(language="ar"))

    assert {"title", "published", "updated", "comments", "views"} <= parsed.guessed


def test_datelines_and_counters_are_removed_from_the_text() -> None:
    found = read(TITLE, "", "نُشر في 10 أبريل 2025 - 08:43", "4  120", "", OPENING, "", FOLLOWING)

    assert blocks(found) == [("p", OPENING), ("p", FOLLOWING)]
    assert (found.comments, found.views) == (4, 120)


def test_a_label_distinguishes_the_date_of_the_update() -> None:
    found = read(TITLE, "آخر تحديث: 11 أبريل 2025", "نشر: 10 أبريل 2025", OPENING, FOLLOWING)

    assert found.published is not None
    assert found.updated is not None
    assert (found.published.day, found.updated.day) == (10, 11)


def test_a_year_in_the_copyright_line_is_not_the_articles_date() -> None:
    found = read(TITLE, OPENING, FOLLOWING, "جميع الحقوق محفوظة © 1 يناير 2020")

    assert found.published is None


def test_a_byline_names_the_author() -> None:
    found = read(TITLE, "بقلم: ليلى حداد", "10 أبريل 2025", OPENING, FOLLOWING)

    assert [author.name for author in found.authors] == ["ليلى حداد"]


def test_an_english_header_is_read_by_the_same_rules() -> None:
    found = read(
        "Home", "Local news", "New bridge opens after two years of work", "By Ada Lovelace",
        "April 10, 2025 8:43 am", "Share", "Tweet", *ENGLISH, language="en",
    )  # fmt: skip

    assert found.title == "New bridge opens after two years of work"
    assert [author.name for author in found.authors] == ["Ada Lovelace"]
    assert found.published is not None
    assert found.published.isoformat() == "2025-04-10T08:43:00+03:00"
    assert blocks(found) == [("p", ENGLISH[0]), ("p", ENGLISH[1])]


def test_a_standfirst_above_the_date_becomes_the_description() -> None:
    standfirst = "The old bridge was closed after the flood, and the ferry was no help in winter."
    found = read(
        "New bridge opens after two years of work", standfirst, "April 10, 2025", *ENGLISH,
        language="en",
    )  # fmt: skip

    assert found.description == standfirst
    assert standfirst not in found.body


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    found = read(TITLE, "", OPENING, "", "تفاصيل المشروع", "", FOLLOWING)

    assert blocks(found) == [("p", OPENING), ("h2", "تفاصيل المشروع"), ("p", FOLLOWING)]


def test_a_question_between_paragraphs_is_a_heading() -> None:
    found = read(TITLE, "", OPENING, "", "متى تبدأ حركة السير؟", "", FOLLOWING)

    assert ("h2", "متى تبدأ حركة السير؟") in blocks(found)


def test_bulleted_lines_become_a_list() -> None:
    found = read(TITLE, OPENING, "• طول الجسر 300 متر", "• عرضه 20 مترا", FOLLOWING)

    assert blocks(found)[1:3] == [("li", "طول الجسر 300 متر"), ("li", "عرضه 20 مترا")]
    assert found.body.count("<ul>") == 1


@pytest.mark.parametrize(
    "furniture",
    ["اقرأ أيضاً: مواعيد القطارات الجديدة", "شارك الخبر", "إعلان", "تصوير: سامي عيد", "مشاركة"],
)
def test_text_that_belongs_to_the_page_is_removed(furniture: str) -> None:
    found = read(TITLE, "", OPENING, "", furniture, "", FOLLOWING)

    assert blocks(found) == [("p", OPENING), ("p", FOLLOWING)]


def test_headlines_after_read_also_are_removed() -> None:
    found = read(
        TITLE, OPENING, FOLLOWING, "اقرأ أيضاً", "مواعيد القطارات الجديدة", "أسعار الخبز هذا الأسبوع"
    )

    assert blocks(found) == [("p", OPENING), ("p", FOLLOWING)]


def test_tags_below_the_text_become_tags() -> None:
    found = read(TITLE, OPENING, FOLLOWING, "كلمات مفتاحية: جسور، بلدية، نقل")

    assert found.tags == ["جسور", "بلدية", "نقل"]


def test_wrapped_lines_are_joined_into_a_paragraph() -> None:
    words = ENGLISH[0].split()
    wrapped = (" ".join(words[:13]), " ".join(words[13:]))

    found = read("New bridge opens", "", *wrapped, "", ENGLISH[1], language="en")

    assert blocks(found) == [("p", ENGLISH[0]), ("p", ENGLISH[1])]


def test_paragraphs_alone_are_kept_as_they_are() -> None:
    found = read(OPENING, "", FOLLOWING)

    assert blocks(found) == [("p", OPENING), ("p", FOLLOWING)]


def test_a_text_of_a_few_words_is_an_article() -> None:
    assert "وصل" in read("وصل الوفد.").body


def test_markup_in_plain_text_is_escaped() -> None:
    found = read(TITLE, f"{OPENING} <script>alert(1)</script>", FOLLOWING)

    assert "<script>" not in found.body
    assert "&lt;script&gt;" in found.body


def test_nothing_but_white_space_is_refused() -> None:
    with pytest.raises(Rejected, match="empty"):
        read(" ", "\t")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(Rejected, match="100 bytes"):
        raw.parse(OPENING, context(limits=Limits(max_body_bytes=100)))


@given(st.text(min_size=1, max_size=400))
def test_any_text_is_an_article_or_refused(text: str) -> None:
    try:
        (parsed,) = raw.parse(text, context(language="ar"))
    except Rejected:
        return
    assert parsed.format == "raw"


@given(st.permutations([OPENING, FOLLOWING, *ENGLISH]))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    found = read("\n\n".join(paragraphs))

    assert [text for _, text in blocks(found)] == paragraphs


def test_real_copied_pages_keep_most_of_their_text() -> None:
    folder = Path(__file__).parents[4] / "shared" / "data" / "rawtext"
    if not folder.is_dir():
        pytest.skip("the collection of copied pages is not on this machine")
    from benchmarks.rawtext import measure

    scores = measure(folder, limit=80)

    assert scores.title >= 0.9
    assert scores.body_f1 >= 0.93


def test_neither_an_address_nor_the_standfirst_below_it_is_the_headline() -> None:
    headline = "Hundreds cross the new bridge in its first hours"
    standfirst = "Two years of work on the bridge over the river have come to a happy end at last"
    address = "https://paper.example/news/new-bridge-opened-over-the-river"

    found = read(address, address, headline, standfirst, "By Mona Haddad", *ENGLISH, language="en")

    assert found.title == headline
    assert found.authors[0].name == "Mona Haddad"


@pytest.mark.parametrize(
    "line", ["Town NewspaperFebruary 9, 2026", "09.02.2026 - 15:48 UhrLesedauer: 2 Min."]
)
def test_a_date_joined_to_its_labels_is_found(line: str) -> None:
    found = read("A new bridge over the river is open", line, *ENGLISH, language="en")

    assert found.published is not None
    assert found.published.date().isoformat() == "2026-02-09"


@pytest.mark.parametrize(
    ("language", "crumbs", "byline", "change", "counters", "section", "author"),
    [
        (
            "ar", "الرئيسية > اقتصاد", "بيروت - مراسل «المدينة» سامي الخوري",
            "آخر تحديث: 12 تشرين الثاني 2024 - 14:30", "تعليقات (14)   مشاهدات ١٬٢٠٣",
            "اقتصاد", "سامي الخوري",
        ),
        (
            "en", "Home > Business > Markets", "BEIRUT - By our correspondent Jane Roe",
            "Last updated: 12 November 2024, 2:30 pm", "14 comments   1,203 views",
            "Business", "Jane Roe",
        ),
        (
            "fa", "صفحه اصلی > اقتصاد", "تهران - خبرنگار روزنامه «شهر» رضا کریمی",
            "آخرین به‌روزرسانی: ۲۲ آبان ۱۴۰۳ ساعت ۱۴:۳۰", "نظرات (۱۴)   بازدید ۱٬۲۰۳",
            "اقتصاد", "رضا کریمی",
        ),
    ],
)  # fmt: skip
def test_a_newsrooms_header_gives_section_author_and_update_without_counters(
    language: str, crumbs: str, byline: str, change: str, counters: str, section: str, author: str
) -> None:
    text = (OPENING, FOLLOWING) if language in {"ar", "fa"} else ENGLISH
    headline = TITLE if language in {"ar", "fa"} else "A new bridge over the river opens"
    found = read(crumbs, headline, byline, change, counters, *text, language=language)

    assert (found.section, found.comments, found.views) == (section, 14, 1203)
    assert [each.name for each in found.authors] == [author]
    assert found.published == found.updated
    assert found.updated is not None
    assert found.updated.isoformat()[:16] == "2024-11-12T14:30"
    assert [text for _, text in blocks(found)] == list(text)


def test_a_short_arabic_line_between_paragraphs_is_a_heading() -> None:
    found = read(TITLE, "", OPENING, "تأثير على الأسواق المحلية", FOLLOWING)

    assert ("h2", "تأثير على الأسواق المحلية") in blocks(found)
