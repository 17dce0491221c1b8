"""Finds the standfirst of a page: the text that the page marks as such below its headline."""

from __future__ import annotations

import re
from itertools import islice

from matbaa.formats.page.body import key
from matbaa.formats.page.markup import HtmlElement, Page, text_of

#: Words for a standfirst in class names (`pw-subtitle-paragraph`, `articleDek`), and schema.org's
#: name for it.
_CLASS = re.compile(
    r"(?:(?<![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))(?:standfirst|sub-?titles?|sub-?headline|sub-?head|"
    r"(?<!card-)deck|dek|chapo|chapeau|entradilla|bajada|vorspann|untertitel|sottotitolo|subtitulo|"
    r"linha-fina|podtytul)(?:(?![a-z])|(?-i:(?<=[a-z])(?=[A-Z])))",
    re.I,
)
_PROPERTY = "alternativeHeadline"
#: Elements beside an article, and of lists.
_ASIDES, _LISTS = {"aside", "nav", "li", "footer"}, {"ul", "ol"}
#: The number of pieces of text examined below the headline, and the lengths of a standfirst.
_NEAR, _SHORTEST, _LONGEST = 15, 12, 600
#: A paragraph of more characters that is not marked begins the text.
_TEXT = 80
#: The mark may be on an element this far above the text.
_ABOVE = 3
#: An alternative headline with a larger share of the title's words is the title told otherwise.
_SAME = 1 / 3


def subtitle_of(page: Page, title: str | None) -> str | None:
    """The standfirst right below the headline, else schema.org's `alternativeHeadline`, unless it
    is another form of the title.
    """
    return _marked(page, key(title or "")) or _linked(page, title or "")


def _marked(page: Page, title: str) -> str | None:
    for heading, _ in page.headings[:1]:
        for element, text in islice(page.near(heading), _NEAR):
            if (marked := _of_mark(element, page)) is not None:
                said = text_of(marked).replace("\xad", "")
                is_other = _SHORTEST <= len(said) <= _LONGEST and key(said) != title
                return said if is_other else None
            if element.tag == "p" and len(text) > _TEXT:
                return None
    return None


def _of_mark(element: HtmlElement, page: Page) -> HtmlElement | None:
    """The element that marks this text as a standfirst."""
    around = islice(element.iterancestors(), _ABOVE - 1)
    own = (each for each in (element, *around) if each not in page.around_headline)
    marked = next(filter(_is_marked, own), None)
    return None if marked is None or _is_widget(marked) else marked


def _is_widget(element: HtmlElement) -> bool:
    """Whether it is in a box beside the article or in a list of links, or is a link to another
    article itself.
    """
    if any(each.tag in _ASIDES for each in element.iterancestors()):
        return True
    linked = sum(len(text_of(link)) for link in element.iter("a"))
    beside = element.getnext()
    is_over_list = beside is not None and beside.tag in _LISTS and beside.find(".//a") is not None
    return is_over_list or 2 * linked > len(text_of(element))


def _is_marked(element: HtmlElement) -> bool:
    if element.get("itemprop") == _PROPERTY:
        return True
    return _CLASS.search(element.get("class") or "") is not None


def _linked(page: Page, title: str) -> str | None:
    text = page.linked.text(_PROPERTY)
    if text is None or not _SHORTEST <= len(text) <= _LONGEST:
        return None
    text = text.replace("\xad", "")
    words, others = set(key(title).split()), set(key(text).split())
    return text if len(words & others) <= _SAME * len(words) else None
