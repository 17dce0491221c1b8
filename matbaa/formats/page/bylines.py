"""Finds the visible byline of a page whose markup states no author."""

from __future__ import annotations

import re
from itertools import islice

from matbaa.formats import byline_words
from matbaa.formats.names import is_name
from matbaa.formats.page.markup import HtmlElement, Page, text_of
from matbaa.formats.page.names import (
    FIRST_AND,
    is_agency,
    is_of_site,
    names_in,
    parts_of,
    persons,
)
from matbaa.formats.raw import words
from matbaa.language.normalize import fold

_WRITTEN = re.compile(r"(?:[Ww]ritten|[Ss]tory|[Rr]eported|[Pp]osted|[Ww]ords) by |By [A-Z]")
_CLASS = re.compile(
    r"author|byline|by-line|autor|auteur|writer|username|contributor|vcard|redactor|columnist|"
    r"journalist|signature|posted-by|postedby",
    re.I,
)
_INLINE = (
    "a", "span", "div", "p", "address", "li", "em", "strong", "cite", "b", "h3", "h4", "font",
)  # fmt: skip
#: The least number of characters of a paragraph.
_PARAGRAPH = 60
#: The number of paragraphs searched for a signature, and of texts after the headline for a date.
_SIGNED, _BESIDE = 40, 20
#: The most characters of a name on its own.
_LONGEST = 40
_MENU = re.compile(r"(?:^|[\s_-])(?:main)?(?:menu|nav|navbar|navigation|breadcrumbs?)", re.I)
_DATED = re.compile(
    r"(?<!\d)\d{1,2}(?:\D{1,12}|\D\d{1,2}\D)(?:19|20)\d\d(?!\d)|"
    r"(?<!\d)20\d\d\D\d{1,2}\D\d{1,2}"
)
_HANDLES = {"author", "fn", "username", "byline-author", "author-name", "entry-author-name"}
_JOINS = re.compile(rf"\W*(?:{byline_words.ANDS}|with|by|von|par|por|و)?\W*", re.I)
#: Classes of elements outside the article: comments, boxes about authors of other articles.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|related|sidebar|recommend\w*|popular|latest|teasers?|promo|"
    r"most-read|newsletter|trending)(?:[\s_-]|$)",
    re.I,
)


def visible(page: Page) -> list[str]:
    """Names in a probable byline: recognised by its class, by the word "by" near the headline, or
    elsewhere.
    """
    return _classed(page) or _said(page) or _written(page)


def _classed(page: Page) -> list[str]:
    for element in page.tree.iter(*_INLINE):
        label = f"{element.get('class') or ''} {element.get('id') or ''}"
        is_byline = _CLASS.search(label) is not None and not elsewhere(element, page)
        if is_byline and (names := _of_pieces(element, page)):
            return [name for name in names if not is_of_site(name, page)] or names
    return []


def _said(page: Page) -> list[str]:
    starts = [heading for heading, _ in page.headings[:1]] or page.tree.iterfind("head")
    return next((names for start in starts if (names := _near(start, page))), [])


def _written(page: Page) -> list[str]:
    for element in page.tree.iter("p", "span", "h3", "h4", "div"):
        text = " ".join((element.text or "").split())
        is_split = len(text) <= 4 and len(element) == 1 and not len(element[0])
        text = text_of(element) if is_split else text
        if len(text) <= 60 and _WRITTEN.match(text) and (names := persons([text], page)):
            return names
    return []


def _near(start: HtmlElement, page: Page) -> list[str]:
    """Names after the word "by", which may be in a separate element."""
    is_next = False
    for _, text in page.near(start):
        is_said = len(text) <= 90 and (is_next or byline_words.label().match(text) is not None)
        if is_said and (names := persons([text], page)):
            return names
        is_next = len(text) <= 40 and byline_words.alone().fullmatch(text) is not None
    return []


def agency(page: Page) -> list[str]:
    """The initials of an agency under the headline, perhaps with the place: "AFP, Manila"."""
    for heading, _ in page.headings[:1]:
        for _, text in islice(page.near(heading), _BESIDE):
            name = text.split(",")[0].strip("( )")
            if len(text) <= 40 and name.isupper() and is_agency(name):
                return [name]
    return []


def signed(page: Page) -> list[str]:
    """Names in a paragraph of its own, in bold, italics or at the margin, at the start or end of
    the text; else a name beside the date under the headline.
    """
    signed = (each for each in page.tree.iter("p") if len(each) < 4 and _is_set_off(each))
    for element in islice(signed, _SIGNED):
        parts = parts_of(text_of(element))
        if parts and all(map(is_name, parts)) and _is_at_an_end(element):
            return persons(parts, page)
    return _beside_date(page)


def _beside_date(page: Page) -> list[str]:
    for heading, _ in page.headings[:1]:
        pieces = [text.strip(" |·•-–—,") for _, text in islice(page.near(heading), _BESIDE)]
        pieces = [text for text in pieces if text]
        places = (place for place, text in enumerate(pieces) if _is_dated(text))
        beside = (text for place in places for text in pieces[max(place - 1, 0) : place + 2])
        found = (persons([text], page) for text in beside if _is_somebody(text, page))
        return next(filter(None, found), [])
    return []


def _is_dated(text: str) -> bool:
    return len(text) < _PARAGRAPH and _DATED.search(text) is not None


def _is_somebody(text: str, page: Page) -> bool:
    """Whether it is a name, and not that of a button, section or menu item."""
    if len(text) > _LONGEST or not is_name(text) or fold(text) in words.furniture():
        return False
    section = page.first_meta("article:section") or page.linked.text("articleSection") or ""
    return fold(section) != fold(text) and not any(
        fold(text_of(link)) == fold(text) and _is_in_menu(link) for link in page.tree.iter("a")
    )


def _is_in_menu(link: HtmlElement) -> bool:
    return any(
        each.tag == "nav" or _MENU.search(f"{each.get('class')} {each.get('id')}")
        for each in link.iterancestors()
    )


def _is_set_off(element: HtmlElement) -> bool:
    style = (
        f"{element.get('align') or ''} {element.get('style') or ''} {element.get('class') or ''}"
    )
    emphasised = next(element.iter("b", "strong", "em", "i"), None)
    return "right" in style or (
        emphasised is not None and text_of(emphasised) == text_of(element) != ""
    )


def _is_at_an_end(element: HtmlElement) -> bool:
    """Whether at least three paragraphs are on one side of it, and none on the other."""
    before, after = (
        sum(len(each.text_content()) > _PARAGRAPH for each in islice(siblings, _SIGNED))
        for siblings in (element.itersiblings("p", preceding=True), element.itersiblings("p"))
    )
    return (before >= 3 and not after) or (after >= 3 and not before)


def handle(page: Page) -> list[str]:
    """A user name in an element whose class marks the author."""
    for element in page.tree.iter("a", "span", "div"):
        classes = (element.get("class") or "").lower().split()
        if _HANDLES.intersection(classes) and not elsewhere(element, page):
            names = names_in([text_of(element)], page)
            is_handle = len(names) == 1 and " " not in names[0] and len(names[0]) <= 20
            if is_handle and element not in page.around_headline:
                return names
    return []


def _of_pieces(element: HtmlElement, page: Page) -> list[str]:
    """Names in the texts of a byline; the label may be in a separate element."""
    pieces = [" ".join(piece.split()) for piece in element.itertext()]
    pieces = [piece for piece in pieces if piece]
    if sum(map(len, pieces)) > 200 or len(pieces) > 12:
        return []
    found: list[str] = []
    joined = True
    for piece in pieces:
        names = persons([piece], page) if joined or FIRST_AND.match(piece) else []
        if found and not names and not _JOINS.fullmatch(piece):
            break
        found.extend(name for name in names if name not in found)
        joined = not found or _JOINS.fullmatch(piece) is not None or piece.endswith((",", "&"))
    return found


def elsewhere(element: HtmlElement, page: Page) -> bool:
    """Whether it is in a part of the page that does not belong to the article."""
    for each in (element, *element.iterancestors()):
        if each in page.around_headline:
            return False
        if each.tag in {"aside", "nav", "figure"} or _ELSEWHERE.search(each.get("class") or ""):
            return True
    return False
