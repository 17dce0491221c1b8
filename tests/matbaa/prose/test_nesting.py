"""No keyword contains another or is a verb; a shortened sentence keeps its final verb."""

from __future__ import annotations

import pytest

from matbaa.keywords import keywords
from matbaa.language.normalize import fold
from matbaa.prose.trimming import is_whole
from matbaa.prose.verb_forms import is_verb

REPEATED = (
    "The Lingen bridge reopened on Monday. The Lingen bridge had been closed since March, and the"
    " harbour office says the bridge is safe.\n\nThe harbour office paid for the new bridge. The"
    " harbour master, Karl Moss, crossed it first."
)


def test_a_phrase_and_a_part_of_it_give_one_keyword() -> None:
    found = [frozenset(fold(phrase).split()) for phrase in keywords(REPEATED, language="en")]

    assert not any(one < other for one in found for other in found)


def test_a_name_and_its_short_form_give_one_keyword() -> None:
    text = "Moss opened the Lingen bridge. " + "Moss spoke. Moss left. Then Moss came back. " * 3

    found = keywords(text, title="Karl Moss opens the Lingen bridge", language="en")

    assert len([phrase for phrase in found if "Moss" in phrase]) == 1


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("reabrirá", "es"),
        ("vuelve", "es"),
        ("abriram", "pt"),
        ("riaprirà", "it"),
        ("köprüsünde", "tr"),
        ("کردند", "fa"),
        ("کردی", "ur"),
        ("कराया", "de"),
    ],
)
def test_finite_verbs_are_recognised_by_their_endings(word: str, language: str) -> None:
    assert is_verb(fold(word), language) is (language != "de")


@pytest.mark.parametrize("word", ["ciudad", "puerto", "alcalde"])
def test_nouns_are_not_taken_for_verbs(word: str) -> None:
    assert not is_verb(word, "es")


@pytest.mark.parametrize(
    ("cut", "sentence", "language"),
    [
        ("شهرداری نور پل تازه را", "شهرداری نور پل تازه را، پس از دو سال، باز کرد", "fa"),
        ("نگر نگم نے نیا پل", "نگر نگم نے نیا پل، دو سال بعد، کھول دیا", "ur"),
        ("नगर निगम ने नया पुल", "नगर निगम ने नया पुल, दो साल बाद, खोल दिया", "hi"),
        ("Belediye yeni köprüyü", "Belediye yeni köprüyü, iki yıl sonra, açtı", "tr"),
    ],
)
def test_a_cut_without_the_final_verb_is_incomplete(cut: str, sentence: str, language: str) -> None:
    assert not is_whole(cut, sentence, language)
    assert is_whole(sentence, sentence, language)


def test_an_adjective_of_nationality_alone_is_no_leading_keyword() -> None:
    text = (
        "افتتحت البلدية الجسر الجديد. وقالت الشركة الروسية إن الجسر متين. وأضافت الشركة الروسية أن"
        " الجسر يخدم الميناء. وتبني المجموعة الروسية جسرا آخر في الميناء."
    )

    assert "الروسية" not in keywords(text, title="الجسر الجديد", language="ar")[:3]
