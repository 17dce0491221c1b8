"""One reading of a text serves search terms, keywords and ranking."""

from __future__ import annotations

import pytest

from matbaa.language.reading import Reading, read


def shown(reading: Reading) -> list[list[str]]:
    return [[word.text for word in run.words] for run in reading.runs]


def test_punctuation_and_stop_words_end_a_run() -> None:
    reading = read("The harbour bridge, a new toll and the ferry closed.", "en")
    assert shown(reading) == [["harbour", "bridge"], ["toll"], ["ferry", "closed"]]


def test_a_run_has_its_position_in_the_text() -> None:
    assert [run.start for run in read("ferry to the harbour", "en").runs] == [0, 3]


def test_a_dash_between_spaces_ends_a_run_and_a_hyphen_does_not_end_a_word() -> None:
    assert shown(read("harbour – ferry well-known", "en")) == [["harbour"], ["ferry", "well-known"]]


def test_numbers_are_terms_but_part_of_no_run() -> None:
    reading = read("ferry 1987 harbour", "en")
    assert "1987" in reading.terms
    assert shown(reading) == [["ferry"], ["harbour"]]


def test_vowel_signs_tatweel_and_soft_hyphens_are_ignored() -> None:
    assert shown(read("مُحَمَّـد Wasser\u00adwerk", "ar")) == [["محمد", "Wasserwerk"]]


@pytest.mark.parametrize(
    ("word", "definite"), [("والمدينة", True), ("للمدينة", True), ("مدينة", False)]
)
def test_the_arabic_article_is_recognised_after_joined_prefixes(word: str, definite: bool) -> None:
    assert read(word, "ar").runs[0].words[0].definite is definite


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    assert read("港口关闭", "zh").terms == ["港口", "口关", "关闭"]
    assert read("จ่ายเงิน", "th").terms


def test_a_run_has_its_adjacent_stop_words() -> None:
    runs = read("The harbour bridge of Lingen, with ferry boats", "en").runs

    assert [(run.before, run.after) for run in runs] == [("the", "of"), ("of", ""), ("with", "")]


def test_adjacent_japanese_nouns_form_one_run() -> None:
    assert shown(read("マルレ銀行は支店を開く", "ja"))[:2] == [["マルレ", "銀行"], ["支店"]]


def test_the_stem_of_a_korean_word_has_no_particle() -> None:
    words = [run.words[0] for run in read("항만청은, 항만청이, 항만청을", "ko").runs]

    assert {word.stem for word in words} == {"항만청"}


def test_the_hebrew_article_is_no_part_of_a_stem() -> None:
    words = [run.words[0] for run in read("הספינה, ספינה", "he").runs]

    assert {word.stem for word in words} == {"ספינה"}
