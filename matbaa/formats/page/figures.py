"""The pictures of a page's article, with their captions, credits and positions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matbaa.embeds import link_of
from matbaa.formats.page.body import key
from matbaa.formats.page.markup import HtmlElement, Page, text_of

#: A picture with a side of fewer pixels is an icon or a tracking pixel.
_SMALLEST = 150
_CREDIT = re.compile(r"credit|copyright|source|photographer|rights|byline", re.I)
#: Whole words in file names of icons; not parts of words, as in `silicon-valley.jpg`.
_NOT_PICTURES = re.compile(
    r"(?<![a-z])(?:avatar|logo|icon|favicon|sprite|pixel|spacer|blank|tracking|gravatar|emoji|badge|"
    r"placeholder)s?(?![a-z])|(?-i:[a-z](?:Avatar|Logo|Icon)(?![a-z]))|/ads?/|\.svg(?:$|\?)",
    re.I,
)
#: Elements that embed other pages, including those of AMP.
_PLAYERS = ("iframe", "amp-youtube", "lite-youtube")
_YOUTUBE = "https://www.youtube.com/embed/"
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-full-src", "src")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture and its position in the text."""

    url: str
    alt: str | None
    caption: str | None
    credit: str | None
    #: The `key` of the paragraph before it; None at the start.
    after: str | None
    #: Whether it is a film or post of another site; `url` is then that of the player.
    is_player: bool = False


def figures_of(page: Page, paragraphs: set[str]) -> list[Figure]:
    """The figures between the headline and the last paragraph, and players right below it;
    `paragraphs` are the keys of the article's paragraphs.
    """
    found: list[Figure] = []
    waiting: list[Figure] = []
    after: str | None = None
    around: HtmlElement | None = None
    for element in page.tree.iter("p", "h2", "h3", "li", "figure", "img", *_PLAYERS):
        if element.tag in {"figure", "img", *_PLAYERS}:
            figure = None if _is_within_figure(element) else _shown(element, page, after)
            if figure and figure.url not in {each.url for each in (*found, *waiting)}:
                is_below = figure.is_player and element.getparent() is around
                (found if is_below and not waiting else waiting).append(figure)
        elif len(said := text_of(element)) >= 20 and (text := key(said)) in paragraphs:
            if after is not None:
                found.extend(waiting)
            else:
                found.extend(each for each in waiting if each.caption)
            waiting, after, around = [], text, element.getparent()
    return found


def lead_image(page: Page) -> dict[str, Any] | None:
    """The picture that represents the article: from JSON-LD, else from Open Graph."""
    for image in page.linked.images():
        if (url := page.absolute(image["url"])) and not _is_sign(url):
            return {"url": url, "caption": image.get("caption")}
    stated = page.first_meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image")
    url = page.absolute(stated) if stated else None
    is_shown = url is not None and not _is_sign(url)
    return {"url": url, "alt": page.first_meta("og:image:alt")} if is_shown else None


def _is_sign(url: str) -> bool:
    """Whether the file name is that of a logo or icon of the site, which any page may have."""
    return _NOT_PICTURES.search(url.partition("?")[0].rpartition("/")[2]) is not None


def _shown(element: HtmlElement, page: Page, after: str | None) -> Figure | None:
    player = element if element.tag in _PLAYERS else next(element.iter(*_PLAYERS), None)
    if player is None:
        return _figure(element, page, after)
    name = player.get("data-videoid") or player.get("videoid") or ""
    address = _YOUTUBE + name if name else player.get("src") or player.get("data-src") or ""
    url = page.absolute(address) if link_of(address) else None
    return Figure(url, None, None, None, after, is_player=True) if url else None


def _figure(element: HtmlElement, page: Page, after: str | None) -> Figure | None:
    image = element if element.tag == "img" else next(element.iter("img"), None)
    if image is None or _is_small(image):
        return None
    caption, credit = _caption(element)
    urls = list(_addresses(image, page))
    first = urls[0] if urls and caption else None
    url = next((found for found in urls if not _NOT_PICTURES.search(found)), first)
    if url is None:
        return None
    alt = " ".join((image.get("alt") or "").split()) or None
    return Figure(url, alt, caption, credit, after)


def _addresses(image: HtmlElement, page: Page) -> Iterator[str]:
    """The addresses of a picture, those of the real one before a placeholder."""
    for name in _LAZY:
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:") and (url := page.absolute(value)):
            yield url
    for candidate in (image.get("srcset") or image.get("data-srcset") or "").split(","):
        if candidate.split() and (url := page.absolute(candidate.split()[0])):
            yield url


def _caption(element: HtmlElement) -> tuple[str | None, str | None]:
    """The caption of a figure without the credit, and the credit."""
    below = element.getnext() if element.tag == "img" else None
    captions = [below] if below is not None and below.tag == "figcaption" else []
    captions = captions or list(element.iter("figcaption"))
    if not captions:
        return None, None
    credit = next(
        (each for each in captions[0].iter() if _CREDIT.search(each.get("class") or "")), None
    )
    said = text_of(captions[0])
    if credit is None or credit is captions[0]:
        return said or None, None
    named = text_of(credit)
    return (said.replace(named, "").strip(" |-–·") or None) if named else said, named or None


def _is_within_figure(element: HtmlElement) -> bool:
    return element.tag != "figure" and any(each.tag == "figure" for each in element.iterancestors())


def _is_small(image: HtmlElement) -> bool:
    sizes = (image.get("width"), image.get("height"))
    return any(size and size.isdigit() and int(size) < _SMALLEST for size in sizes)
