"""Replaces the fetched pictures of an article by the renditions on its own site."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matbaa.pages import Rendition
from matbaa.pages.paths import url
from matbaa.renditions import Variant
from matbaa.settings import Site
from matbaa.story import Story
from matbaa.submission import Image

_SUFFIXES = {
    "image/avif": "avif",
    "image/webp": "webp",
    "image/jpeg": "jpg",
    "image/png": "png",
}
#: Media types that all browsers support.
_PLAIN = frozenset({"image/jpeg", "image/png"})
#: The width in pixels of the widest card: the first story on a desktop.
_CARD_WIDTH = 960
_FIGURE = re.compile(r"<figure>(?:(?!</?figure\b).)*?</figure>", re.S)
_IMG = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Sized:
    """One rendition in the site's storage; width and height are in pixels."""

    path: str
    width: int
    height: int
    type: str


#: Renditions by the address under which a picture was submitted; empty for a tracking pixel.
Pictures = Mapping[str, tuple[Sized, ...]]


def path_of(variant: Variant) -> str:
    """The path of a rendition on the site, named by the hash of its content."""
    name = variant.content_hash
    return f"media/{name[:2]}/{name[2:34]}.{_SUFFIXES[variant.media_type]}"


def source_of(address: str) -> str:
    """The key under which the address of a picture is stored."""
    return hashlib.sha256(address.encode(errors="replace")).hexdigest()


def wanted(story: Story, most: int) -> list[str]:
    """The addresses of the first `most` pictures of a story."""
    return [image.url for image in story.images[:most]]


def illustrated(
    site: Site, story: Story, pictures: Pictures
) -> tuple[Story, dict[str, tuple[Rendition, ...]]]:
    """The story with the site's own pictures in place of the fetched ones, and the renditions by
    their new address. Tracking pixels are left out.
    """
    if not pictures:
        return story, {}
    shown = {address: _shown(site, sizes) for address, sizes in pictures.items() if sizes}
    nothing = {address for address, sizes in pictures.items() if not sizes}
    images = tuple(
        _own(image, shown.get(image.url)) for image in story.images if image.url not in nothing
    )
    story = replace(story, images=images, html=_with_own(story.html, shown, nothing))
    return story, {sizes[-1].url: sizes for sizes in shown.values()}


def _shown(site: Site, sizes: Sequence[Sized]) -> tuple[Rendition, ...]:
    """The renditions, smallest first; the last is the largest one that all browsers support."""
    ordered = sorted(sizes, key=lambda size: (size.type in _PLAIN, size.width))
    return tuple(
        Rendition(url(site, size.path), size.width, size.height, size.type) for size in ordered
    )


def for_cards(sizes: Sequence[Rendition]) -> tuple[Rendition, ...]:
    """The renditions of a picture for a card: the narrow ones in the smallest format, and one for
    browsers that do not support that format.
    """
    plain = [size for size in sizes if size.type in _PLAIN]
    narrow = [size for size in sizes if size.type == "image/avif" and size.width <= _CARD_WIDTH]
    return (*narrow, min(plain, key=lambda size: size.width)) if narrow and plain else ()


def _own(image: Image, sizes: Sequence[Rendition] | None) -> Image:
    if sizes is None:
        return image
    best = sizes[-1]
    return image.model_copy(update={"url": best.url, "width": best.width, "height": best.height})


def _with_own(
    body: str, shown: Mapping[str, Sequence[Rendition]], nothing: frozenset[str] | set[str]
) -> str:
    def put(match: re.Match[str]) -> str:
        sizes = shown.get(html.unescape(match[1]))
        if sizes is None:
            return match[0]
        best = sizes[-1]
        size = f'width="{best.width}" height="{best.height}"'
        return f'<img src="{html.escape(best.url)}" alt="{match[2]}" {size}>'

    def keep(match: re.Match[str]) -> str:
        found = _IMG.search(match[0])
        return "" if found and html.unescape(found[1]) in nothing else match[0]

    return _IMG.sub(put, _FIGURE.sub(keep, body) if nothing else body)
