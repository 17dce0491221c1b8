"""The pictures of a body: makes figures with caption and credit, and lists them for the article."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from matbaa.figures import figcaption, likeness
from matbaa.submission import Image

_WEB = re.compile(r"https?://\S{1,1990}")
_TAGS = re.compile(r"<[^<>]*>")
_LONGEST = 2_000
#: The most pictures in a body; more are not plausible in an article and are left out.
MOST = 300


@dataclass(slots=True)
class Figures:
    """Collects the pictures of a body."""

    #: Descriptions of pictures from outside the body, by address.
    known: Mapping[str, Image] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    #: The number of pictures without a web address (`lost`) and over the limit (`beyond`).
    lost: int = 0
    beyond: int = 0

    def figure(self, node: LexborNode, caption: str = "", credit: str = "") -> str:
        """A figure for an `img`, with a caption in inline markup; empty if the picture is left out.

        Missing descriptions are taken from `known`.
        """
        image = self.take(node, _plain(caption), credit)
        if image is None:
            return ""
        return figure_of(image, caption)

    def each(self, nodes: Sequence[LexborNode]) -> list[str]:
        """Figures for the `img`s that can be shown."""
        return [shown for node in nodes if (shown := self.figure(node))]

    def take(self, node: LexborNode, caption: str = "", credit: str = "") -> Image | None:
        """Record the picture of an `img`; None if it has no web address or exceeds the limit."""
        url = node.attributes.get("src") or ""
        if not _WEB.fullmatch(url):
            self.lost += 1
            return None
        if len(self.images) >= MOST:
            self.beyond += 1
            return None
        self.images.append(image := self._said(node, url, caption, credit))
        return image

    def _said(self, node: LexborNode, url: str, caption: str, credit: str) -> Image:
        sizes = {name: _size(node.attributes.get(name)) for name in ("width", "height")}
        alt = " ".join((node.attributes.get("alt") or "").split())
        said = {"alt": alt, "caption": caption, "credit": credit}
        own: dict[str, object] = {name: text[:_LONGEST] for name, text in said.items() if text}
        own |= {name: size for name, size in sizes.items() if size}
        elsewhere = self.known[url].model_dump(exclude_none=True) if url in self.known else {}
        return Image.model_validate({"url": url, **elsewhere, **own})

    def rest(self, images: Sequence[Image]) -> list[str]:
        """Figures for the article's `images` that have a description and are neither the lead image
        nor in the body. Different sizes of a picture count as one.
        """
        shown = {likeness(image.url) for image in (*self.images, *images[:1])}
        found = []
        for image in images[1 : 1 + MOST]:
            own = likeness(image.url)
            if own not in shown and (image.caption or image.credit or image.alt):
                shown.add(own)
                found.append(figure_of(image))
        return found


def figure_of(image: Image, caption: str = "") -> str:
    """The figure of a picture with its caption and credit; `caption` is inline markup."""
    shown = caption or html.escape(image.caption or "", quote=False)
    credit = image.credit or ""
    below = figcaption(shown, "" if credit in _plain(shown) else credit)
    return f"<figure>{markup_of(image)}{below}</figure>"


def markup_of(image: Image) -> str:
    """The `img` of a picture, with its attributes in the order that later stages expect."""
    sizes = ((name, getattr(image, name)) for name in ("width", "height"))
    sized = "".join(f' {name}="{size}"' for name, size in sizes if size)
    return f'<img src="{html.escape(image.url)}" alt="{html.escape(image.alt or "")}"{sized}>'


def taken(node: LexborNode, selector: str, read: Callable[[LexborNode], str]) -> str:
    """Read the first element in `node` that matches `selector`, and remove it; empty if none."""
    found = node.css_first(selector)
    if found is None:
        return ""
    said = read(found)
    found.decompose()
    return said


def _plain(markup: str) -> str:
    return " ".join(html.unescape(_TAGS.sub(" ", markup)).split())


def _size(value: str | None) -> int | None:
    digits = (value or "").strip().removesuffix("px")
    is_number = digits.isascii() and digits.isdigit()
    return int(digits) if is_number and 0 < int(digits[:9]) < 100_000 else None
