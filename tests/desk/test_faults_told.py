"""Error messages are shown in the desk's language, as far as they are translated."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from desk.wording import Wording

_ARABIC = Wording("ar", ZoneInfo("UTC"))
_ENGLISH = Wording("en", ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("intake: body: is empty", "الاستلام: النص: فارغ"),
        ("title: must be text, but is a number", "العنوان: يجب أن يكون نصًا، وهو عدد"),
        (
            "published: is not a date and time; write it as 2026-11-26T08:30:00+03:00",
            "تاريخ النشر: ليس تاريخًا ووقتًا؛ اكتبه هكذا: 2026-11-26T08:30:00+03:00",
        ),
        (
            "intake: published: is not a date and time; write it as …-…-…T…:…:…+…:…",
            "الاستلام: تاريخ النشر: ليس تاريخًا ووقتًا؛ اكتبه هكذا: …",
        ),
        (
            "ingest: body: is missing (also wrong: published, autor)",
            "القراءة: النص: مفقود (وفي هذه الحقول خطأ أيضًا: published, autor)",
        ),
        (
            "intake: revision: … of … was already submitted with different content; give a changed "
            "article a higher revision number",
            "الاستلام: النسخة: … من … أُرسلت من قبل بمحتوى مختلف؛ أعطِ المقال المعدَّل رقم نسخة أعلى",
        ),
        ("authors[0].name: is missing", "authors[0].name: مفقود"),
        ("content: larger than 1,048,576 bytes", "content: أكبر من 1,048,576 bytes"),
        (
            "published: ignored, because the year 0001 is out of range.",
            "تاريخ النشر: أُهمل لأن السنة 0001 خارج النطاق المقبول.",
        ),
        (
            "The text mentions an embargo (until 9:00): held until 2030-01-01T09:00:00+00:00.",
            "يذكر النص حظر نشر (until 9:00): لن يُنشر قبل 2030-01-01T09:00:00+00:00.",
        ),
        ("the storage: melted", "the storage: melted"),
        ("", ""),
    ],
)
def test_known_error_messages_are_translated_into_arabic(said: str, told: str) -> None:
    assert _ARABIC.fault(said).striptags() == told


def test_what_became_of_a_dead_letter_is_told_in_arabic() -> None:
    said = _ARABIC.sentence("dead letter 3 was already discarded")
    assert said == "عولجت المادة المتعثّرة 3 من قبل (مستبعَدة)"


def test_a_comma_does_not_hide_a_known_error_message() -> None:
    said = _ARABIC.sentence("published: 'x' was ignored, because it is not a recognisable date.")
    assert said.startswith("تاريخ النشر: أُهملت القيمة")
    assert _ARABIC.sentence("Not known, and in English") == "Not known, and in English"


def test_error_messages_are_unchanged_in_english() -> None:
    assert _ENGLISH.fault("content: not JSON: line 1") == "content: not JSON: line 1"


def test_latin_text_in_an_arabic_message_is_isolated() -> None:
    date = "2026-11-26T08:30:00+03:00"
    said = f"published: is not a date and time; write it as {date}"
    assert _ARABIC.fault(said).endswith(f'<bdi class="run" dir="ltr">{date}</bdi>')
    assert "<bdi" not in _ENGLISH.fault(said)
    assert '<bdi class="run" dir="ltr">a/b (c)</bdi>' in _ARABIC.sentence(
        "there is no article a/b (c)"
    )


def test_isolates_and_markup_in_an_error_message_remain_text() -> None:
    said = "title: is not one of <b>a</b>\u2066\u2069"
    assert "&lt;b&gt;a&lt;/b&gt;" in _ARABIC.fault(said)
    assert _ARABIC.fault(said).count("<bdi") == _ARABIC.fault(said).count("</bdi>")
