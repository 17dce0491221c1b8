"""Keeps quoted Latin text in order and in one piece within a right-to-left sentence."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

#: LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE (Unicode Standard Annex #9).
_BEGIN, _END = "\u2066", "\u2069"
_RUN = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_LATIN_LETTERS = re.compile(r"[A-Za-z]")


def isolated(text: str) -> str:
    """Isolate `text` if it has Latin letters."""
    return f"{_BEGIN}{text}{_END}" if _LATIN_LETTERS.search(text) else text


def marked_up(text: str) -> Markup:
    """The HTML of a text with isolates, each as an element that breaks into lines by itself.

    An isolate of plain text that does not fit would begin at the end of one line of the sentence
    and go on at the other end of the next.
    """
    return Markup(_RUN.sub(r'<bdi class="run" dir="ltr">\1</bdi>', str(escape(text))))  # noqa: S704 -- escaped
