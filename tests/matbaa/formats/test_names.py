"""What a person's name looks like, and what stands before it."""

from __future__ import annotations

import pytest

from matbaa.formats import byline_words
from matbaa.formats.names import is_name, is_unspaced


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace", "Ludwig van der Rohe", "María de los Ángeles", "ليلى الحسن", "राहुल सिंह",
        "สมชาย ใจดี", "Seán O’Casey", "J. R. Ewing", "Лев Толстой",
    ],
)  # fmt: skip
def test_names_of_every_script_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "text",
    ["Ada", "the council", "Council votes on tram line", "Ada Lovelace:", "a b", "One 2", ""],
)
def test_what_is_no_name_is_none(text: str) -> None:
    assert not is_name(text)


def test_names_in_one_word_are_short() -> None:
    assert is_unspaced("渡辺洋介")
    assert is_unspaced("김태연")
    assert not is_unspaced("宮崎県で震度五弱の地震")


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Lovelace", "Ada Lovelace"),
        ("von Ada Lovelace", "Ada Lovelace"),
        ("بقلم: ليلى الحسن", "ليلى الحسن"),
        ("Autor: Jan Kowalski", "Jan Kowalski"),
        ("記者 渡辺洋介", "渡辺洋介"),
        ("ጸሐፊ፦ አበበ በቀለ", "አበበ በቀለ"),
        ("Par Lagerkvist", "Par Lagerkvist"),
        ("Da Silva Santos", "Da Silva Santos"),
    ],
)
def test_a_label_is_cut_and_a_name_is_not(byline: str, names: str) -> None:
    assert byline_words.without_label(byline) == names


@pytest.mark.parametrize("text", ["By", "| By", "Ein Artikel von", "Par :", "بقلم"])
def test_a_label_may_stand_alone(text: str) -> None:
    assert byline_words.alone().fullmatch(text)
