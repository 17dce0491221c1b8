"""A page saved by a word processor (Word, LibreOffice, Google Docs); its styles tell the title.

The classes are those that the programs write: `MsoTitle` and `MsoSubtitle` (Word), `title` and
`subtitle` (Google Docs, LibreOffice). The window title is ignored: it is the file's or template's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]  # lxml ships no types

from matbaa.errors import Rejected
from matbaa.formats import byline_words
from matbaa.formats.base import Limits
from matbaa.formats.bylines import authors_of
from matbaa.formats.markup_limits import refuse_costly
from matbaa.formats.names import is_name
from matbaa.formats.page.markup import HtmlElement, text_of
from matbaa.formats.xml import refuse_nesting

_HEAD = 4_000
_PROGRAM = re.compile(
    r"<meta(?=[^<>]{0,200}\bgenerator\b)(?=[^<>]{0,200}(?:microsoft word|libreoffice|openoffice))|"
    r"<html[^<>]{0,900}\burn:schemas-microsoft-com:office:word\b|"
    r"<style[^<>]{0,100}>\s{0,9}@import url\(['\"]?https://themes\.googleusercontent\.com/fonts",
    re.I,
)
_TITLE, _SUBTITLE = {"MsoTitle", "title"}, {"MsoSubtitle", "subtitle"}
_BLOCKS = ("p", "h1", "h2", "h3")
#: The byline is looked for in this many first blocks, among those of at most so many characters.
_FIRST, _LONGEST = 6, 100


def is_document(content: str) -> bool:
    """Whether a page was saved by a word processor."""
    return _is_programs(content[:_HEAD])


@lru_cache(maxsize=2)
def _is_programs(head: str) -> bool:
    return _PROGRAM.search(head) is not None


def read_document(content: str, limits: Limits) -> tuple[str, dict[str, Any]]:
    """The body as HTML, with the title as its first heading; and the fields that it states.

    Raises Rejected if a limit is exceeded, or if there is no body.
    """
    refuse_costly(content, limits, "content")
    tree = html.document_fromstring(re.sub(r"^\s*<\?xml[^<>]*\?>", "", content))
    refuse_nesting(tree, limits.max_nesting)
    body = tree.find("body")
    if body is None:
        raise Rejected(
            "content", "has no article text; send the page as readers see it, or the text itself"
        )
    language = (body.get("lang") or tree.get("lang") or "").strip()
    primary, _, region = language.partition("-")
    fields: dict[str, Any] = {"language": f"{primary.lower()}-{region}".strip("-")}
    _drop_comments(body)
    _drop_styles(body, primary.lower())
    if (title := _styled(body, _TITLE)) is not None:
        fields["title"] = text_of(title)
        title.drop_tree()
    if (subtitle := _styled(body, _SUBTITLE)) is not None:
        fields["subtitle"] = text_of(subtitle)
        subtitle.drop_tree()
    fields["authors"] = _take_byline(body)
    known = {name: value for name, value in fields.items() if value}
    return "".join(etree.tostring(each, encoding="unicode", method="html") for each in body), known


def _drop_comments(body: HtmlElement) -> None:
    """Remove the margin comments that Google Docs writes below the text, and their letters."""
    for link in list(body.iter("a")):
        if (link.get("href") or "").startswith("#cmnt"):
            around = link.getparent()
            is_own = around is not body and around.tag in {"sup", "p"}
            (around if is_own else link).drop_tree()


def _drop_styles(body: HtmlElement, language: str) -> None:
    """Remove elements that only style, and make links to notes superscripts."""
    for element in list(body.iter("span", "font", "a")):
        if (element.get("href") or "").startswith(("#_ftn", "#ftnt", "#sdfootnote")):
            element.attrib.clear()
            element.tag = "sup"
        elif element.tag != "a" and not element.get("dir"):
            own = (element.get("lang") or language).lower()
            if own.partition("-")[0] == language.partition("-")[0]:
                element.drop_tag()


def _styled(body: HtmlElement, classes: set[str]) -> HtmlElement | None:
    """The first paragraph or heading with one of these classes that has text."""
    named = (each for each in body.iter(*_BLOCKS) if classes & set(each.get("class", "").split()))
    return next(filter(text_of, named), None)


def _take_byline(body: HtmlElement) -> list[dict[str, str]]:
    """The authors from a byline above the text, which is removed."""
    for block in list(islice(body.iter(*_BLOCKS), _FIRST)):
        text = text_of(block)
        if len(text) > _LONGEST or not byline_words.opening().match(text):
            continue
        authors = authors_of(text)
        if authors and all(is_name(author["name"]) for author in authors):
            block.drop_tree()
            return authors
    return []
