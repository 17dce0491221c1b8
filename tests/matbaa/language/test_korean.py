"""Particles are removed from Korean words."""

from __future__ import annotations

import pytest

from matbaa.language.korean import without_particle


@pytest.mark.parametrize(
    ("word", "bare"),
    [
        ("대통령은", "대통령"),
        ("정부가", "정부"),
        ("항만청을", "항만청"),
        ("여객선으로", "여객선"),
        ("서울로", "서울"),
        ("한국에서는", "한국"),
        ("시민의", "시민"),
    ],
)
def test_a_particle_is_removed(word: str, bare: str) -> None:
    assert without_particle(word) == bare


@pytest.mark.parametrize(
    "word", ["국무회의", "고속도로", "전문가", "어린이", "항구", "물가", "bridge", ""]
)
def test_a_noun_that_only_seems_to_end_in_a_particle_is_unchanged(word: str) -> None:
    assert without_particle(word) == word
