"""What changed between two versions is shown where it changed."""

from __future__ import annotations

from desk.comparing import Piece, compare, words

RIVER = "The river rose overnight and two bridges were closed."
CATS = "Cats slept on the roofs of the old town."


def shown(old: list[str], new: list[str]) -> list[list[tuple[str, str]]]:
    return [[(piece.kind, piece.text) for piece in each] for each in compare(old, new)]


def test_a_number_is_replaced_as_a_whole() -> None:
    assert words("بقوة 3.4 درجة", "بقوة 3.5 درجة") == [
        Piece("same", "بقوة "),
        Piece("removed", "3.4"),
        Piece("added", "3.5"),
        Piece("same", " درجة"),
    ]


def test_a_word_keeps_its_vowel_signs() -> None:
    assert [piece.text for piece in words("ليلى حدّاد", "ليلى حدّادي")][1:] == ["حدّاد", "حدّادي"]


def test_a_paragraph_that_came_before_another_does_not_hide_what_changed_in_it() -> None:
    assert shown([RIVER], [CATS, RIVER.replace("two", "three")]) == [
        [("added", CATS)],
        [
            ("same", "The river rose overnight and "),
            ("removed", "two"),
            ("added", "three"),
            ("same", " bridges were closed."),
        ],
    ]


def test_paragraphs_with_nothing_in_common_are_one_that_went_and_one_that_came() -> None:
    assert shown([RIVER, "Same."], [CATS, "New end.", "Same."]) == [
        [("removed", RIVER)],
        [("added", CATS)],
        [("added", "New end.")],
    ]


def test_what_stayed_is_left_out() -> None:
    assert shown([RIVER, CATS], [RIVER, CATS]) == []
