"""Recognising personal names, and the words that precede them in bylines."""

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
def test_other_words_are_not_taken_for_names(text: str) -> None:
    assert not is_name(text)


def test_a_name_written_without_spaces_is_recognised() -> None:
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
def test_a_bylines_label_is_removed_and_the_name_kept(byline: str, names: str) -> None:
    assert byline_words.without_label(byline) == names


@pytest.mark.parametrize("text", ["By", "| By", "Ein Artikel von", "Par :", "بقلم"])
def test_a_label_alone_on_its_line_is_recognised(text: str) -> None:
    assert byline_words.alone().fullmatch(text)
