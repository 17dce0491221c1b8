"""Folding of spellings, stems and terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.language.normalize import fold, light_stem
from matbaa.language.terms import terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إسطنبول", "اسطنبول"),
        ("القاهرة", "القاهره"),
        ("الـرَّئيس", "الرئيس"),
        ("على", "علي"),
        ("کتاب", "كتاب"),
        ("٢٠٢٥", "2025"),
        ("۱۲", "१२"),
        ("ﻻ", "لا"),
        ("\u200fنص\u202c", "نص"),
        ("ＡＢＣ", "abc"),
    ],
)
def test_spelling_variants_fold_to_the_same_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_combining_marks_that_belong_to_letters_are_kept() -> None:
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("schön") != fold("schon")


@given(st.text(max_size=80))
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text)

    assert fold(once) == once


@pytest.mark.parametrize("word", ["المحادثات", "والمحادثات", "بالمحادثات", "محادثات"])
def test_a_stem_has_no_clitics_and_endings(word: str) -> None:
    assert light_stem(fold(word)) == "محادث"


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=3, max_size=12))
def test_a_stem_has_at_least_three_letters(word: str) -> None:
    assert len(light_stem(word)) >= 3


def test_inflected_forms_give_the_same_terms() -> None:
    assert terms("negotiations", "en") == terms("the negotiation", "en")


def test_terms_in_scripts_without_spaces_are_pairs_of_characters() -> None:
    assert terms("北京大学", None) == ["北京", "京大", "大学"]
