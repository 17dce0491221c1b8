"""The authors of a page's article, from JSON-LD, meta elements, microdata and the
visible byline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from matbaa.formats.page import bylines
from matbaa.formats.page.bylines import elsewhere
from matbaa.formats.page.markup import HtmlElement, Page, text_of
from matbaa.formats.page.names import is_agency, is_full, is_site, may_be_name, names_in

_META = (
    "author", "byl", "article:author", "article:author_name", "parsely-author", "sailthru.author",
    "cxenseparse:author", "dc.creator", "dcterms.creator", "dc.contributor", "authors",
    "citation_author", "article.author", "rnews:author", "og:author", "og:article:author",
    "bt:author", "dc:creator", "creator", "articleauthor", "article_author", "byline",
    "news_authors", "content_author", "shareaholic:article_author_name",
)  # fmt: skip
#: The authors of an article have a common ancestor within this many levels.
_BLOCK = 4


def authors_of(page: Page) -> list[str]:
    """Names in the order of the byline; empty if there are none.

    These are the persons that the markup states, else those in the visible byline, else whatever
    the page states: a user name, the publication itself.
    """
    poor: list[str] = []
    for texts in (page.linked.authors(), [*_stated(page)], [*_marked(page)]):
        names = names_in(texts, page)
        persons = [name for name in names if is_full(name) and not is_site(name, page)]
        if any(" " in name or not name.isascii() for name in persons):
            return persons
        if persons and (len(names) > len(persons) or any(map(is_agency, persons))):
            return names  # an agency, perhaps with the publication
        poor = poor or names
    seen = bylines.visible(page) or bylines.signed(page)
    return seen or poor or bylines.agency(page) or bylines.handle(page)


def _stated(page: Page) -> Iterator[str]:
    for name in _META:
        yield from page.meta.get(name, ())
        if any(may_be_name(text, page) for text in page.meta.get(name, ())):
            return
    if (page.first_meta("twitter:label1") or "").lower() in {"written by", "by", "author"}:
        yield from page.meta.get("twitter:data1", ())


def _marked(page: Page) -> Iterator[str]:
    """Authors in microdata and `rel=author` links, preferably within the article."""
    for element in _together(_with_itemprop(page)):
        named = next((each for each in element.iter() if each.get("itemprop") == "name"), None)
        yield text_of(element if named is None else named) or element.get("content") or ""
    links = (each for each in page.tree.iter("a") if "author" in _tokens(each, "rel"))
    for element in _together(each for each in links if not elsewhere(each, page)):
        yield text_of(element)


def _with_itemprop(page: Page) -> Iterator[HtmlElement]:
    for element in page.tree.iterfind(".//*[@itemprop]"):
        if "author" in _tokens(element, "itemprop") and not elsewhere(element, page):
            yield element


def _tokens(element: HtmlElement, name: str) -> list[str]:
    return (element.get(name) or "").lower().split()


def _together(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """The first element and those in the same block: authors of other articles are elsewhere."""
    block: set[HtmlElement] = set()
    for element in elements:
        around = {element, *islice(element.iterancestors(), _BLOCK)}
        if not block or block & around:
            yield element
        block = block or around
