"""A parsed page, with access to the parts that contain its metadata."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types
from lxml.html import HtmlElement  # type: ignore[import-untyped]  # idem

from matbaa.formats.page.jsonld import LinkedData

__all__ = ["HtmlElement", "Page", "text_of", "to_html"]

_WEB = re.compile(r"https?://[^\s/]\S*$")
#: Byline and date are within this many pieces of text after the headline.
NEAR = 60
_UNSEEN = {"script", "style", "noscript", "template", "svg", "select", "button", "iframe"}


class Page:
    """The tree of a page with quick access to meta elements, JSON-LD and the headline."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self.meta: dict[str, list[str]] = defaultdict(list)
        for element in tree.iter("meta"):
            content = " ".join((element.get("content") or element.get("value") or "").split())
            for name in ("property", "name", "itemprop", "http-equiv"):
                if content and (key := element.get(name)):
                    self.meta[key.strip().lower()].append(content)

    @cached_property
    def size(self) -> int:
        """The number of elements."""
        return sum(1 for _ in self.tree.iter())

    @cached_property
    def length(self) -> int:
        """The number of characters of text."""
        return sum(map(len, self.tree.itertext()))

    @cached_property
    def formatted(self) -> int:
        """The number of elements that only format a few words."""
        return sum(1 for _ in self.tree.iter("b", "strong", "i", "em", "u", "font", "s", "del"))

    @cached_property
    def linked(self) -> LinkedData:
        """Its JSON-LD."""
        scripts = (
            element.text or ""
            for element in self.tree.iter("script")
            if "ld+json" in (element.get("type") or "").lower()
        )
        return LinkedData(scripts, self._stated_url)

    def first_meta(self, *names: str) -> str | None:
        """The content of the first of these meta elements that has any."""
        return next((self.meta[name][0] for name in names if self.meta.get(name)), None)

    @cached_property
    def language(self) -> str | None:
        """The language that `lang` or meta elements claim."""
        claim = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        claim = claim or self.first_meta("content-language", "og:locale", "language", "inlanguage")
        found = (
            re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$", claim.strip()) if claim else None
        )
        return found[0].replace("_", "-") if found else None

    @cached_property
    def url(self) -> str | None:
        """Its canonical URL."""
        said = (self.linked.text("url"), self.linked.address(), self.first_meta("twitter:url"))
        return self._stated_url or next((each for each in said if each and _WEB.match(each)), None)

    @cached_property
    def _stated_url(self) -> str | None:
        for element in self.tree.iter("link"):
            if (element.get("rel") or "").lower() == "canonical":
                href = (element.get("href") or "").strip()
                if _WEB.match(href):
                    return href
        return next((claim for claim in self.meta.get("og:url", ()) if _WEB.match(claim)), None)

    @cached_property
    def _base(self) -> str:
        """The URL against which those in the page are resolved: that of `base`, else its own."""
        stated = (element.get("href") or "" for element in self.tree.iter("base"))
        base = urljoin(self.url or "", next(stated, "").strip())
        return base if _WEB.match(base) else self.url or "https:"

    @cached_property
    def site_name(self) -> str | None:
        """The publication's name."""
        return self.first_meta("og:site_name", "application-name") or self.linked.publisher()

    def absolute(self, url: str) -> str | None:
        """A URL in the page as an absolute one; None if it is not a web address."""
        found = urljoin(self._base, url.strip())
        return found if _WEB.match(found) and len(found) <= 2_000 else None

    @cached_property
    def headings(self) -> list[tuple[HtmlElement, str]]:
        """Its h1 elements with text, and their texts, in order."""
        found = ((element, _without_readings(element)) for element in self.tree.iter("h1"))
        return [(element, text) for element, text in islice(found, 10) if text]

    @cached_property
    def around_headline(self) -> set[HtmlElement]:
        """The element of the headline and its ancestors."""
        return {
            each for heading, _ in self.headings[:1] for each in (heading, *heading.iterancestors())
        }

    def near(self, element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
        """The pieces of text after an element, each with the element that contains it."""
        return islice(_texts_after(element), NEAR)


def to_html(element: HtmlElement) -> str:
    """The element as HTML, without what follows it."""
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def text_of(element: HtmlElement) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def _without_readings(element: HtmlElement) -> str:
    """The text of an element without ruby annotations, the readings of Chinese characters."""
    if next(element.iter("rt"), None) is None:
        return text_of(element)
    plain = copy.deepcopy(element)
    etree.strip_elements(plain, "rt", "rp", with_tail=False)
    return text_of(plain)


def _texts_after(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """The visible texts after `element`, in document order."""
    for step in _elements_after(element):
        if isinstance(step.tag, str) and step.tag not in _UNSEEN:
            text = " ".join((step.text or "").split())
            if text:
                yield step, text
        tail = " ".join((step.tail or "").split())
        if tail:
            parent = step.getparent()
            yield (step if parent is None else parent), tail


def _elements_after(element: HtmlElement) -> Iterator[HtmlElement]:
    """Elements that start after `element` ends, in document order."""
    step: HtmlElement | None = element
    while step is not None:
        for sibling in step.itersiblings():
            yield from sibling.iter()
        step = step.getparent()
