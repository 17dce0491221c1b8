"""Whether a sentence depends on the one before it."""

from __future__ import annotations

import pytest

from matbaa.prose.leaning import first_words, leans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تحصين الأفكار وقال المشرف التربوي إن الشباب ركيزة المجتمع.", True),
        ("ليس فقط أنها متشبثة برأيها فوق كل أسباب التداعي.", True),
        ("صرح الوزير وقال إن الجسر سيفتح غدا.", False),
        ("افتتحت مدينة النور مركزا جديدا للتدريب.", False),
    ],
)
def test_a_heading_that_runs_into_a_sentence_makes_it_depend(text: str, expected: bool) -> None:
    assert leans(text, first_words(text), "ar") is expected


@pytest.mark.parametrize(
    "text", ["بل قالت الصحف إن الممثل خرج متنكرا.", "رابط الخبر بصحيفة النور: هروب الممثل."]
)
def test_a_particle_of_addition_or_a_link_makes_a_sentence_depend(text: str) -> None:
    assert leans(text, first_words(text), "ar")
