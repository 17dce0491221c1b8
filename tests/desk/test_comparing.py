"""The comparison of two versions shows what changed, where it changed."""

from __future__ import annotations

from desk.comparing import Piece, compare, words

RIVER = "The river rose overnight and two bridges were closed."
CATS = "Cats slept on the roofs of the old town."


def shown(old: list[str], new: list[str]) -> list[list[tuple[str, str]]]:
    return [[(piece.kind, piece.text) for piece in each] for each in compare(old, new)]


def test_a_changed_number_is_shown_as_a_whole() -> None:
    assert words("بقوة 3.4 درجة", "بقوة 3.5 درجة") == [
        Piece("same", "بقوة "),
        Piece("removed", "3.4"),
        Piece("added", "3.5"),
        Piece("same", " درجة"),
    ]


def test_a_word_is_not_split_from_its_vowel_signs() -> None:
    assert [piece.text for piece in words("ليلى حدّاد", "ليلى حدّادي")][1:] == ["حدّاد", "حدّادي"]


def test_changes_in_a_paragraph_are_shown_after_an_inserted_one() -> None:
    assert shown([RIVER], [CATS, RIVER.replace("two", "three")]) == [
        [("added", CATS)],
        [
            ("same", "The river rose overnight and "),
            ("removed", "two"),
            ("added", "three"),
            ("same", " bridges were closed."),
        ],
    ]


def test_unrelated_paragraphs_are_shown_as_removed_and_added() -> None:
    assert shown([RIVER, "Same."], [CATS, "New end.", "Same."]) == [
        [("removed", RIVER)],
        [("added", CATS)],
        [("added", "New end.")],
    ]


def test_unchanged_paragraphs_are_left_out() -> None:
    assert shown([RIVER, CATS], [RIVER, CATS]) == []
