"""HTML as Word and mail programs write it: lists that are paragraphs, letters around a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # idem

from matbaa.formats import byline_words
from matbaa.formats.bylines import authors_of
from matbaa.formats.mail_text import of_article
from matbaa.formats.names import is_name
from matbaa.formats.raw_marks import labelled

_BLOCKS = frozenset(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "blockquote"])
#: The sign before an item of a list, in fonts of signs a letter, and the blanks behind it.
_SIGN = re.compile(r"\s*(?:[·•▪■◦‣●–-]|[o§](?=[\xa0 ]{2}))[\s\xa0]+")
_NUMBER = re.compile(r"\s*\d{1,2}[.)][\s\xa0]+")
_LISTED = re.compile(
    r"\bclass\s*=\s*[\"']?MsoList|[>\s](?:[·•▪●]|&middot;|&bull;|&#8226;)(?:[\s\xa0<]|&nbsp;)"
)
#: Blocks that are looked at, and elements in each other: deeper documents are left to be refused.
_MOST, _DEEPEST = 2_000, 100
#: Blocks above a text that may name fields, and how long one is that does not.
_HEAD, _SLUG = 14, 40


def with_lists(markup: str) -> str:
    """`markup` with runs of paragraphs that begin with a bullet as lists."""
    tree = _tree(markup) if _LISTED.search(markup) else None
    if tree is None:
        return markup
    for sign, run in groupby(list(tree.iter("p"))[:_MOST], _sign_of):
        items = list(run)
        if sign is not None and len(items) > 1:
            _make_list(items, sign)
    return _inner(tree)


def without_letter(markup: str) -> str:
    """The article in a mail's HTML: no greeting, sign-off and quoted mail around it."""
    tree = _tree(markup)
    if tree is None:
        return markup
    blocks = [block for block in tree.iter(*_BLOCKS) if not _holds_blocks(block)][:_MOST]
    start, end = of_article([_rows_of(block) for block in blocks])
    if (start, end) == (0, len(blocks)):
        return markup
    for block in (*blocks[:start], *blocks[end:]):
        block.drop_tree()
    return _inner(tree)


def without_labels(markup: str) -> tuple[str, dict[str, str]]:
    """A text without the rows above it that name fields, and the fields: `Headline: Floods`; the
    names of a byline below those too. Where there are such rows, slug lines among them go as well.
    """
    tree = _tree(markup)
    blocks = (
        [] if tree is None else [each for each in tree.iter(*_BLOCKS) if not _holds_blocks(each)]
    )
    texts = [_rows_of(block) for block in blocks[:_HEAD]]
    told = {place: found for place, text in enumerate(texts) if (found := labelled(text))}
    if tree is None or not told:
        return markup, {}
    fields = dict(reversed(told.values()))
    start = next((at for at, text in enumerate(texts) if len(text) > _SLUG and at not in told), 0)
    for block, text in zip(blocks[:start], texts[:start], strict=True):
        names = authors_of(text) if byline_words.opening().match(text) else []
        if names and all(is_name(each["name"]) for each in names):
            fields["byline"] = text
        block.drop_tree()
    return _inner(tree), fields


def first_line(markup: str) -> str:
    """What the first block of a text says that says anything."""
    tree = _tree(markup)
    blocks = tree.iter(*_BLOCKS) if tree is not None else ()
    texts = (_rows_of(block) for block in blocks if not _holds_blocks(block))
    return next((text for text in texts if text), "")


def _tree(markup: str) -> HtmlElement | None:
    """`markup` in one element; None for what is empty, or nested too deeply to be looked at."""
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError, AssertionError):
        return None
    within = [tree]
    for _ in range(_DEEPEST):
        within = [child for element in within for child in element]
        if not within:
            return tree
    return None


def _inner(tree: HtmlElement) -> str:
    parts = (etree.tostring(child, encoding="unicode", method="html") for child in tree)
    return (tree.text or "") + "".join(parts)


def _sign_of(paragraph: HtmlElement) -> str | None:
    text = paragraph.text_content()
    if _SIGN.match(text):
        return "ul"
    is_item = (paragraph.get("class") or "").startswith("MsoList")
    return "ol" if is_item and _NUMBER.match(text) else None


def _make_list(items: list[HtmlElement], tag: str) -> None:
    made = html.Element(tag)
    items[0].addprevious(made)
    for item in items:
        _cut_sign(item)
        made.append(item)
        item.tag, item.tail = "li", None


def _cut_sign(item: HtmlElement) -> None:
    """Take the sign off, wherever its letters and blanks stand."""
    text = item.text_content()
    sign = _SIGN.match(text) or _NUMBER.match(text)
    left = len(sign[0]) if sign else 0
    for element, name in _pieces(item):
        piece = getattr(element, name) or ""
        if left and piece:
            setattr(element, name, piece[left:])
            left = max(left - len(piece), 0)


def _pieces(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Where its texts stand, in their order: comments have none, but are followed by some."""
    if isinstance(element.tag, str):
        yield element, "text"
    for child in element:
        yield from _pieces(child)
        yield child, "tail"


def _rows_of(block: HtmlElement) -> str:
    """What it says, a row for each of its lines."""
    pieces = [block.text or ""]
    for element in block.iterdescendants():
        pieces.append("\n" if element.tag == "br" else "")
        pieces.append((element.text or "") if isinstance(element.tag, str) else "")
        pieces.append(element.tail or "")
    rows = "".join(pieces).split("\n")
    return "\n".join(" ".join(row.split()) for row in rows).strip()


def _holds_blocks(block: HtmlElement) -> bool:
    return any(True for _ in block.iterdescendants(*_BLOCKS))
