"""Pointers to other articles in a pasted text."""

from __future__ import annotations

from matbaa.formats.raw.pointers import pointers_in


def test_a_text_of_no_lines_has_no_pointers() -> None:
    assert pointers_in([]) == set()
