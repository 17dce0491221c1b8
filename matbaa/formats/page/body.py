"""The text of the article in a page: trafilatura's result without leftovers of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matbaa.errors import Rejected
from matbaa.formats import byline_words
from matbaa.formats.base import Context
from matbaa.formats.page.dense import densest
from matbaa.formats.page.markup import HtmlElement, Page, text_of
from matbaa.formats.raw.lines import Kind, Line
from matbaa.language.normalize import fold

#: A paragraph or list points to other pages if at least this share of it is links.
_ALL_LINKS = 0.85
#: Text after a heading such as "Read also" is cut if it is less than this share of the whole text
#: and less than this many characters.
_TAIL, _LONGEST_TAIL = 0.12, 800
#: Numbers of elements from which a page is large or very large; number of formatting elements.
_LARGE, _VERY_LARGE, _FORMATTED = 3_000, 6_000, 800
#: A page with more characters is large, however few elements it has.
_LONG = 500_000
#: The page's own paragraphs are used if they contain at least this share of the extracted text.
_SAME = 0.6
_MOST_BLOCKS = 5_000
#: The least length of an article that is recognised only by its density of text.
_ENOUGH = 800
_SEPARATE = {"li", "td", "th", "br", "p", "tr"}


@dataclass(frozen=True)
class Block:
    """One block of the extracted text."""

    element: HtmlElement
    line: Line

    @property
    def tag(self) -> str:
        """The name of its HTML element."""
        return str(self.element.tag)

    @cached_property
    def linked(self) -> float:
        """The share of its characters that are links."""
        links = sum(len("".join(link.itertext())) for link in self.element.iter("a"))
        return links / max(len(self.line.text), 1)

    @property
    def is_heading(self) -> bool:
        """Whether it is an h2 to h6."""
        return len(self.tag) == 2 and self.tag[0] == "h"


def blocks_of(page: Page, context: Context, title: str | None, language: str) -> list[Block]:
    """The blocks of the article's text in order; empty if there is none.

    Raises Rejected for implausibly many blocks, since each takes a tenth of a millisecond.
    """
    body = _extract(page)
    if body is None:
        return []
    if len(body) > _MOST_BLOCKS:
        raise Rejected(
            "content", f"more than {_MOST_BLOCKS:,} paragraphs; send the article's own text"
        )
    lines = (
        Line(text_of_block(element), 0, place, 1, context, language)
        for place, element in enumerate(body)
    )
    blocks = [Block(element, line) for element, line in zip(body, lines, strict=True) if line.text]
    said = {key(title or "")} | {key(text) for _, text in page.headings[:1]}
    return _without_tail(_without_furniture(blocks, said))


def _extract(page: Page) -> HtmlElement | None:
    """The main text by trafilatura as HTML, without comments; `page_figures` finds the pictures.

    trafilatura compares some elements with all others, so its fallbacks are not used for large
    pages, and it is not used at all for very large ones.
    """
    if page.size > _VERY_LARGE:
        return densest(page.tree)
    import trafilatura
    from trafilatura.htmlprocessing import convert_to_html

    found = trafilatura.bare_extraction(
        page.tree,
        url=page.url,
        include_comments=False,
        include_formatting=page.formatted <= _FORMATTED,
        include_links=True,
        fast=page.size > _LARGE or page.length > _LONG,
    )
    if found is None or isinstance(found, dict) or found.body is None:
        return _ample(densest(page.tree)) or _ample(densest(page.tree, left_open=True))
    body: HtmlElement = convert_to_html(found.body)[0]
    return _in_paragraphs(body, page)


def _ample(body: HtmlElement | None) -> HtmlElement | None:
    """`body`, the densest part of a page, if it is long enough to be an article; else None."""
    is_ample = body is not None and len(text_of(body)) >= _ENOUGH
    return body if is_ample else None


def _in_paragraphs(body: HtmlElement, page: Page) -> HtmlElement:
    """`body`, or the page's own paragraphs if `body` has joined all text into a single one."""
    if len(body) > 1:
        return body
    own = densest(page.tree)
    if own is None:
        return body
    return own if len(text_of(own)) >= _SAME * len(text_of(body)) else body


def _without_furniture(blocks: list[Block], said: set[str]) -> list[Block]:
    kept: list[Block] = []
    seen: set[str] = set()
    at_start = True
    for block in blocks:
        if block.line.folded in seen:
            continue  # a caption that occurs in its gallery and beside its picture
        if block.line.length >= 40:
            seen.add(block.line.folded)
        if _is_furniture(block, said, at_start=at_start):
            continue
        at_start = at_start and not _is_text(block)
        kept.append(block)
    return kept


def _is_furniture(block: Block, said: set[str], *, at_start: bool) -> bool:
    line = block.line
    if line.kind in {Kind.FURNITURE, Kind.COUNTERS, Kind.DATE, Kind.TAGS}:
        return True
    if key(line.text) in said and line.place < 8:
        return True
    if line.kind is Kind.CREDIT and line.length < 160:
        return True
    if line.kind is Kind.READ_ALSO and line.length < 160 and not block.is_heading:
        return True
    if at_start and block.tag == "p" and (line.kind is Kind.LINK or _is_dateline(line)):
        return True
    return block.tag in {"p", "ul", "ol"} and block.linked > _ALL_LINKS and not line.ends_sentence


def _is_dateline(line: Line) -> bool:
    """Whether a line above the text is a date or a byline."""
    if line.length >= 60:
        return False
    return bool(line.dates) or byline_words.label().match(line.text) is not None


def _is_text(block: Block) -> bool:
    return block.tag in {"p", "blockquote", "ul", "ol"} and block.line.length >= 60


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Cut at a heading such as "Read also" that little follows, then remove trailing headings."""
    total = sum(block.line.length for block in blocks) or 1
    rest = total
    for place, block in enumerate(blocks):
        rest -= block.line.length
        is_pointer = block.line.kind is Kind.READ_ALSO and block.line.length < 60
        if is_pointer and rest < min(_TAIL * total, _LONGEST_TAIL):
            blocks = blocks[:place]
            break
    while blocks and blocks[-1].is_heading:
        blocks = blocks[:-1]
    return blocks


def text_of_block(element: HtmlElement) -> str:
    """The text of a block on one line, with spaces between items and cells."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: HtmlElement) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child.tag in _SEPARATE:
            yield " "
        yield from _pieces(child)
        if child.tail:
            yield child.tail


def key(text: str) -> str:
    """The folded words of a text, by which texts are compared."""
    return re.sub(r"\W+", " ", fold(text)).strip()
