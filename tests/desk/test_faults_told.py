"""Error messages are shown in the desk's language, as far as they are translated."""

from __future__ import annotations

import re
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
        ("the storage: melted", "the storage: melted"),
        ("", ""),
    ],
)
def test_known_error_messages_are_translated_into_arabic(said: str, told: str) -> None:
    assert re.sub("[\u2066\u2069]", "", _ARABIC.fault(said)) == told


def test_error_messages_are_unchanged_in_english() -> None:
    assert _ENGLISH.fault("content: not JSON: line 1") == "content: not JSON: line 1"


def test_latin_text_in_an_arabic_message_is_isolated() -> None:
    date = "2026-11-26T08:30:00+03:00"
    said = f"published: is not a date and time; write it as {date}"
    assert _ARABIC.fault(said).endswith(f"\u2066{date}\u2069")
    assert "\u2066" not in _ENGLISH.fault(said)
