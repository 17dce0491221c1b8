"""The same text under another id is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matbaa.duplicates import NEAR, band_keys, signature, similarity
from tests.matbaa.reading import SAMPLES

SEED = (SAMPLES / "seed.txt").read_text()


def test_an_edited_text_is_nearly_the_same() -> None:
    edited = SEED.replace("العاشرة صباحاً", "الحادية عشرة صباحاً").replace("شهدت", "وشهدت")

    a, b = signature(SEED), signature(edited)

    assert similarity(a, b) > NEAR
    assert set(band_keys(a)) & set(band_keys(b))


def test_another_text_has_nothing_in_common() -> None:
    a, b = signature(SEED), signature((SAMPLES / "post.md").read_text())

    assert similarity(a, b) < 0.1
    assert not set(band_keys(a)) & set(band_keys(b))


def test_vowel_signs_and_spelling_variants_make_no_difference() -> None:
    assert similarity(signature("أُعلن إسطنبول اليوم"), signature("اعلن اسطنبول اليوم")) == 1


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200))
def test_every_text_is_the_same_as_itself(text: str) -> None:
    assert similarity(signature(text), signature(text)) == 1
    assert len(set(band_keys(signature(text)))) == 16


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="512 bytes"):
        similarity(b"x", b"x")
