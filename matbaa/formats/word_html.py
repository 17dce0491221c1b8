"""Cleans HTML from Word and mail programs: lists marked up as paragraphs, a letter
around a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # idem

from matbaa.formats import byline_words
from matbaa.formats.bylines import authors_of
from matbaa.formats.labelled_rows import form_in
from matbaa.formats.mail_quoted import sender_above
from matbaa.formats.mail_text import of_article
from matbaa.formats.names import is_name

_BLOCKS = frozenset(["p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "blockquote"])
#: The bullet of a list item and the spaces after it; in symbol fonts the bullet is a letter.
_SIGN = re.compile(r"\s*(?:[·•▪■◦‣●–-]|[o§](?=[\xa0 ]{2}))[\s\xa0]+")
_NUMBER = re.compile(r"\s*\d{1,2}[.)][\s\xa0]+")
_LISTED = re.compile(
    r"\bclass\s*=\s*[\"']?MsoList|[>\s](?:[·•▪●]|&middot;|&bull;|&#8226;)(?:[\s\xa0<]|&nbsp;)"
)
#: The most blocks that are examined, and the greatest depth: deeper documents are rejected later.
_MOST, _DEEPEST = 2_000, 100
#: The number of first blocks that may name fields, and the most characters of a slug line there.
_HEAD, _SLUG = 14, 40


def with_lists(markup: str) -> str:
    """`markup` with lists in place of successive paragraphs that begin with a bullet."""
    tree = _tree(markup) if _LISTED.search(markup) else None
    if tree is None:
        return markup
    for sign, run in groupby(list(tree.iter("p"))[:_MOST], _sign_of):
        for items in _neighbours(run):
            if sign is not None and len(items) > 1:
                _make_list(items, "ol" if sign == "1" else "ul")
    return _inner(tree)


def _neighbours(paragraphs: Iterable[HtmlElement]) -> list[list[HtmlElement]]:
    """The paragraphs in groups that have nothing else between them."""
    groups: list[list[HtmlElement]] = []
    for paragraph in paragraphs:
        above = groups[-1][-1] if groups else None
        if above is not None and above.getnext() is paragraph and not (above.tail or "").strip():
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def without_letter(markup: str) -> tuple[str, dict[str, str] | None]:
    """The article in the HTML of an e-mail, without greeting, sign-off and quoted messages; and
    the sender of the forwarded message, if it was forwarded.
    """
    tree = _tree(markup)
    if tree is None:
        return markup, None
    blocks = [block for block in tree.iter(*_BLOCKS) if not _holds_blocks(block)][:_MOST]
    texts = [_rows_of(block) for block in blocks]
    start, end = of_article(texts)
    if (start, end) == (0, len(blocks)):
        return markup, None
    sender = sender_above(texts[:start])
    heads = [block for block, text in zip(blocks[:start], texts, strict=False) if text.strip()]
    if sender and start < len(blocks):
        _drop_loose(tree, heads[-1])
    for block in (*blocks[:start], *blocks[end:]):
        block.drop_tree()
    return _inner(tree), sender


def _drop_loose(tree: HtmlElement, head: HtmlElement) -> None:
    """Remove the text above the block `head` that is not in a block of its own."""
    above = set(head.iterancestors())
    for element in tree.iter():
        if element is head:
            return
        element.text = None
        if element not in above:
            element.tail = None


def without_labels(markup: str) -> tuple[str, dict[str, str]]:
    """A text without the rows around it that name fields, such as `Headline: Floods`, and the
    fields. A byline below these rows is also read, and slug lines among them are removed.
    """
    tree = _tree(markup)
    blocks = (
        [] if tree is None else [each for each in tree.iter(*_BLOCKS) if not _holds_blocks(each)]
    )[:_MOST]
    texts = [_rows_of(block) for block in blocks]
    told = form_in(texts)
    if tree is None or not told:
        return markup, {}
    fields = dict(reversed([found for found in told.values() if found[0] != "body"]))
    start = _start_of_text(texts, told)
    for block, text in zip(blocks[:start], texts[:start], strict=True):
        names = authors_of(text) if byline_words.opening().match(text) else []
        if names and all(is_name(each["name"]) for each in names):
            fields.setdefault("authors", text)
        block.drop_tree()
    for place in told.keys() - range(start):
        field, value = told[place]
        if field == "body" and value:
            _cut(blocks[place], len(blocks[place].text_content()) - len(value))
        else:
            blocks[place].drop_tree()
    return _inner(tree), fields


def _start_of_text(texts: list[str], told: dict[int, tuple[str, str]]) -> int:
    """The index of the first of the first blocks that is text."""
    named = next((at for at, (field, _) in told.items() if field == "body"), None)
    if named is not None:
        return named
    return next(
        (at for at, text in enumerate(texts[:_HEAD]) if len(text) > _SLUG and at not in told), 0
    )


def first_line(markup: str) -> str:
    """The text of the first block that is not empty."""
    tree = _tree(markup)
    blocks = tree.iter(*_BLOCKS) if tree is not None else ()
    texts = (_rows_of(block) for block in blocks if not _holds_blocks(block))
    return next((text for text in texts if text), "")


def _tree(markup: str) -> HtmlElement | None:
    """`markup` parsed into one element; None if it is empty or nested too deeply."""
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
    """The sign of an item: a dash, which also begins direct speech, a bullet, or a number."""
    text = paragraph.text_content()
    if sign := _SIGN.match(text):
        return "–" if sign[0].strip(" \xa0") in {"-", "–"} else "•"
    is_item = (paragraph.get("class") or "").startswith("MsoList")
    return "1" if is_item and _NUMBER.match(text) else None


def _make_list(items: list[HtmlElement], tag: str) -> None:
    made = html.Element(tag)
    items[0].addprevious(made)
    made.tail = items[-1].tail
    for item in items:
        _cut_sign(item)
        made.append(item)
        item.tag, item.tail = "li", None


def _cut_sign(item: HtmlElement) -> None:
    """Remove the bullet or number from an item."""
    text = item.text_content()
    sign = _SIGN.match(text) or _NUMBER.match(text)
    _cut(item, len(sign[0]) if sign else 0)


def _cut(item: HtmlElement, left: int) -> None:
    """Remove so many first characters, even if they are spread over several elements."""
    for element, name in _pieces(item):
        piece = getattr(element, name) or ""
        if left and piece:
            setattr(element, name, piece[left:])
            left = max(left - len(piece), 0)


def _pieces(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The elements and attributes (`text`, `tail`) that hold its texts, in order. Comments have no
    text, but may have a tail.
    """
    if isinstance(element.tag, str):
        yield element, "text"
    for child in element:
        yield from _pieces(child)
        yield child, "tail"


def _rows_of(block: HtmlElement) -> str:
    """The text of a block with its line breaks."""
    pieces = [block.text or ""]
    for element in block.iterdescendants():
        pieces.append("\n" if element.tag == "br" else "")
        pieces.append((element.text or "") if isinstance(element.tag, str) else "")
        pieces.append(element.tail or "")
    rows = "".join(pieces).split("\n")
    return "\n".join(" ".join(row.split()) for row in rows).strip()


def _holds_blocks(block: HtmlElement) -> bool:
    return any(True for _ in block.iterdescendants(*_BLOCKS))
