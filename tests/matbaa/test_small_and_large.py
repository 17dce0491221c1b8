"""Descriptions, summaries and keywords of very short and very long texts."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.description import describe
from matbaa.keywords import keywords
from matbaa.prose.fitting import length
from matbaa.summary import summarize

TEXTS = {
    "a sentence": "انطلقت اليوم فعاليات المعرض الدولي للكتاب.",
    "a word": "نعم",
    "a poem": "يا بحر هذا الليل طال\nوالموج يحكي ما يقال\nوالنجم يغفو في الظلال",
    "a list": "- خبز\n- زيت\n- سكر",
    "questions": "س: متى يبدأ العام؟\nج: في الأول من سبتمبر.\nس: كم عدد الطلاب؟\nج: نحو مليوني طالب.",
    "a live blog": "14:05 وصول الوفد إلى المطار.\n13:40 إغلاق الطرق المؤدية إلى المطار.",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_very_short_text_is_described_in_its_own_words(text: str) -> None:
    summary = summarize(text, title="عنوان", language="ar").sentences
    description = describe(text, title="عنوان", language="ar")

    assert summary
    assert all(sentence in text for sentence in summary)
    assert 0 < length(description) <= 155
    pieces = description.removesuffix("…").rstrip(".").split(". ")
    assert all(piece in text for piece in pieces)


def test_a_description_does_not_start_with_a_list_marker() -> None:
    assert describe(TEXTS["a list"], language="ar") == "خبز."


def test_a_title_without_text_gives_only_keywords() -> None:
    assert summarize("", title="عنوان", language="ar").sentences == []
    assert describe("", title="عنوان", language="ar") == ""
    assert keywords("", title="عنوان", language="ar") == ["عنوان"]


LINES = st.lists(st.text(max_size=80), max_size=6).map("\n".join)


@given(LINES, st.text(max_size=40), st.sampled_from(["ar", "en", "zh", "am", None]))
def test_the_length_limit_holds_for_any_text(text: str, title: str, language: str | None) -> None:
    assert length(describe(text, title=title, language=language)) <= 155
    assert len(summarize(text, title=title, language=language).sentences) <= 3


def test_a_megabyte_takes_less_than_a_second_of_cpu() -> None:
    sentences = (
        f"قالت الوزارة إن المشروع رقم {n} يوفر {n} وظيفة في المدينة." for n in range(22_000)
    )
    text = "\n".join(sentences)
    start = time.process_time()

    assert summarize(text, title="مشروع", language="ar").sentences
    assert describe(text, title="مشروع", language="ar")
    assert keywords(text, title="مشروع", language="ar")

    assert len(text) > 1_000_000
    assert time.process_time() - start < 1
