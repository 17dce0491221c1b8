"""The article's text in a page: trafilatura's choice, without what still belongs to the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matbaa.errors import Rejected
from matbaa.formats import byline_words
from matbaa.formats.base import Context
from matbaa.formats.page_dense import densest
from matbaa.formats.page_markup import HtmlElement, Page, text_of
from matbaa.formats.raw_lines import Kind, Line
from matbaa.language.normalize import fold

#: A paragraph or list is a pointer elsewhere if this much of it is links.
_ALL_LINKS = 0.85
#: "Read also" cuts off what follows if that is less than this part of the text, and characters.
_TAIL, _LONGEST_TAIL = 0.12, 800
#: Elements of a page that is large or very large, and those in it that only format.
_LARGE, _VERY_LARGE, _FORMATTED = 3_000, 6_000, 800
#: Characters of one that is large however few elements it has.
_LONG = 500_000
#: The page's own paragraphs are what was extracted if they hold this much of it.
_SAME = 0.6
_MOST_BLOCKS = 5_000
#: Characters of an article that only its density tells.
_ENOUGH = 800
_SEPARATE = {"li", "td", "th", "br", "p", "tr"}


@dataclass(frozen=True)
class Block:
    """One block of the extracted text."""

    element: HtmlElement
    line: Line

    @property
    def tag(self) -> str:
        """Its HTML element's name."""
        return str(self.element.tag)

    @cached_property
    def linked(self) -> float:
        """The part of its characters that are links."""
        links = sum(len("".join(link.itertext())) for link in self.element.iter("a"))
        return links / max(len(self.line.text), 1)

    @property
    def is_heading(self) -> bool:
        """Whether it is an h2 to h6."""
        return len(self.tag) == 2 and self.tag[0] == "h"


def blocks_of(page: Page, context: Context, title: str | None, language: str) -> list[Block]:
    """The blocks of the article's text in their order; empty if there is none.

    Raises Rejected for more of them than any article has: each takes a tenth of a millisecond.
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
    """trafilatura's main text as HTML; comments are not the article's, pictures we find.

    Of more elements it compares some with each of the others, so that large pages are read without
    its second opinions, and very large ones without it.
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
    """The densest part of a page in which no text was found, if that is long enough."""
    is_ample = body is not None and len(text_of(body)) >= _ENOUGH
    return body if is_ample else None


def _in_paragraphs(body: HtmlElement, page: Page) -> HtmlElement:
    """`body`, or the page's own paragraphs where that is all of a short page in a single one."""
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
            continue  # a caption, once in its gallery and once beside its picture
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
    if at_start and block.tag == "p" and line.length < 60 and _is_dateline(line):
        return True
    return block.tag in {"p", "ul", "ol"} and block.linked > _ALL_LINKS and not line.ends_sentence


def _is_dateline(line: Line) -> bool:
    """A byline or the like above the text."""
    return bool(line.dates) or byline_words.label().match(line.text) is not None


def _is_text(block: Block) -> bool:
    return block.tag in {"p", "blockquote", "ul", "ol"} and block.line.length >= 60


def _without_tail(blocks: list[Block]) -> list[Block]:
    """Cut at a heading such as "Read also" after which little comes; then hanging headings."""
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
    """What a block says on one line; items and cells do not run together."""
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
    """What tells two texts apart: words, folded."""
    return re.sub(r"\W+", " ", fold(text)).strip()
