"""Reads authors from a byline as wires print it."""

from __future__ import annotations

import re

from matbaa.formats import byline_words

_AND = re.compile(
    r"\s*(?:;|/|\||&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b|\bи\b)\s+", re.I
)
#: The Arabic "and" is attached to the next word. It must have whole names on both sides, to
#: distinguish it from the first letter of a name such as Wael or Wafa.
_ARABIC_AND = re.compile(
    r"((?:^|[،,;] ?)[^\s،,;]+ [^\s،,;]+(?: [^\s،,;]+)?) "
    r"و(?!(?:ائل|ليد|سام|فاء|سيم|جدي|ديع|داد|حيد|هيب|جيه|ضاح|لاء|فيق|جدان|صفي)\s)"
    r"(?=[\u0621-\u064a]{3,} [\u0621-\u064a]{2,})"
)
#: Words for a desk, an agency or a post, which follow a name after a comma.
_AFFILIATION = re.compile(
    r"\b(?:press|news|agency|university|reporters?|correspondents?|writers?|editors?|staff|team|"
    r"journal|times|post|tribune|magazine|institute|college|reuters|afp|ap|dpa|association|"
    r"professor|analyst|media|service|network|columnist)\b|\d",
    re.I,
)


def authors_of(byline: str) -> list[dict[str, str]]:
    """Names in a byline, each with the role or agency that follows it.

    "By Ada Lovelace and Charles Babbage, Press Association" names two people, the second with a
    role. A name in capitals is put in title case.
    """
    text = " ".join(byline[:1_000].split())
    text = byline_words.without_label(text).strip(" .,;:=|-–—")
    return [_author(part) for part in _parts(text)]


def _parts(text: str) -> list[str]:
    parts = [part.strip(" ,;") for part in _AND.split(_ARABIC_AND.sub(r"\1; ", text))]
    return [name for part in parts for name in _listed(part) if name]


def _listed(part: str) -> list[str]:
    """The names in a part: two in "A B, C D"; one, with its agency, in "A B, Some Agency"."""
    names = [name.strip() for name in re.split(r"[,،、፣]", part)]
    several = len(names) > 1 and all(
        2 <= len(name.split()) <= 4 and not _AFFILIATION.search(name) for name in names
    )
    return names if several else [part]


def _author(part: str) -> dict[str, str]:
    name, _, role = (piece.strip() for piece in part.partition(","))
    if name.isupper() and len(name.split()) > 1:
        name = name.title().replace("i\u0307", "i")  # of the Turkish İ
    return {"name": name, "role": role} if role else {"name": name}
