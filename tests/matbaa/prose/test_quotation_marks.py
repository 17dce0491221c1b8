"""A straight quotation mark without a partner does not keep a sentence from being used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.prose.quotation_marks import without_lone_mark


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('The mayor called it "a good day.', "The mayor called it a good day."),
        ('"Good", he said. It was late".', '"Good", he said. It was late.'),
        ('وقال صاحب حملة"أنهار نظيفة إن العمل بدأ.', "وقال صاحب حملة أنهار نظيفة إن العمل بدأ."),
        ('He said "yes" twice.', 'He said "yes" twice.'),
        ('דובר צה"ל אמר דברים', 'דובר צה"ל אמר דברים'),
    ],
)
def test_only_the_mark_without_a_partner_is_removed(text: str, told: str) -> None:
    assert without_lone_mark(text) == told


@given(st.text(alphabet='ab ".،م', max_size=30))
def test_every_other_character_stays(text: str) -> None:
    kept = without_lone_mark(text).replace('"', "").replace(" ", "")
    assert kept == text.replace('"', "").replace(" ", "")
