"""Words of a text, their number, and the time to read them."""

import pytest

from matbaa.language.words import count_words, reading_minutes, segments, words


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("قال د. محمد: ٥٠٪", "ar", ["قال", "د", "محمد", "٥٠"]),
        ("الـرَّئيس", "ar", ["الـرَّئيس"]),
        ("نمی\u200cخواهم", "fa", ["نمی\u200cخواهم"]),
        ("l'Aisne rock-n-roll 3.5", "fr", ["l'Aisne", "rock-n-roll", "3.5"]),
        ("end.Start", "en", ["end", "Start"]),
        ("हिन्दी समाचार", "hi", ["हिन्दी", "समाचार"]),
        ("日本語ー", "ja", ["日", "本", "語ー"]),
        ("ข่าวไทยวันนี้", "th", ["ข่าว", "ไทย", "วัน", "นี้"]),
        ("\u200fأ\u200fب", "ar", ["أب"]),
    ],
)
def test_a_text_is_split_into_words(text: str, language: str, expected: list[str]) -> None:
    assert words(text, language) == expected


def test_chinese_is_counted_by_the_character() -> None:
    assert count_words("中国人。", "zh") == 3


def test_japanese_segments_are_nouns() -> None:
    assert segments("首相は東京でニュースを発表した", "ja") == ["首相", "東京", "ニュース", "発表"]


def test_reading_takes_at_least_a_minute() -> None:
    assert reading_minutes("خبر قصير", "ar") == 1


def test_reading_time_depends_on_the_language() -> None:
    assert reading_minutes(1380, "ar") == 10
    assert reading_minutes(1380, "en") == 7
    assert reading_minutes(1380, "sw") == 8


def test_a_regional_tag_is_treated_like_its_language() -> None:
    assert reading_minutes(1380, "ar-EG") == reading_minutes(1380, "ar")
