"""The same text under another id is recognised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matbaa.duplicates import LEAST_WORDS, NEAR, band_keys, likeness, signature
from tests.matbaa.reading import SAMPLES

SEED = (SAMPLES / "seed.txt").read_text()


def signed(text: str) -> bytes:
    found = signature(text)
    assert found is not None
    return found


def test_an_edited_text_is_similar_to_the_original() -> None:
    edited = SEED.replace("العاشرة صباحاً", "الحادية عشرة صباحاً").replace("شهدت", "وشهدت")

    a, b = signed(SEED), signed(edited)

    assert likeness(a, b) > NEAR
    assert set(band_keys(a)) & set(band_keys(b))


def test_another_text_has_nothing_in_common() -> None:
    a, b = signed(SEED), signed((SAMPLES / "post.md").read_text())

    assert likeness(a, b) < 0.1
    assert not set(band_keys(a)) & set(band_keys(b))


def test_vowel_signs_and_spelling_variants_make_no_difference() -> None:
    plain = "اعلن اسطنبول اليوم عن الحكومه " * 6
    marked = "أُعلن إسطنبول اليوم عن الحكومة " * 6
    assert likeness(signed(plain), signed(marked)) == 1


def test_other_sites_have_other_keys() -> None:
    assert not set(band_keys(signed(SEED), "a")) & set(band_keys(signed(SEED), "b"))


def test_a_text_of_a_few_words_resembles_no_other() -> None:
    assert signature("word " * (LEAST_WORDS - 1)) is None
    assert signature("") is None


@settings(max_examples=25)
@given(st.lists(st.text("abcdefgh", min_size=1), min_size=LEAST_WORDS))
def test_every_text_is_the_same_as_itself(found: list[str]) -> None:
    text = " ".join(found)
    assert likeness(signed(text), signed(text)) == 1
    assert len(set(band_keys(signed(text)))) == 10


def test_an_invalid_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="128 bytes"):
        likeness(b"x", b"x")
