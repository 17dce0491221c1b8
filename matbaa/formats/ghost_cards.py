"""Cards of Ghost's editor as HTML, without calls to subscribe.

https://github.com/TryGhost/Koenig, packages/kg-default-nodes and kg-default-cards.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

from matbaa.embeds import link_of

_Card = dict[str, Any]


def card_html(kind: str, card: _Card) -> str | None:
    """A card of this `kind` as HTML; None if the kind is unknown."""
    made = _CARDS.get(kind.removeprefix("card-"))
    return made(card) if made else None


def figure(url: Any, alt: Any, caption: Any) -> str:
    """A picture with its caption, which is HTML."""
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{quoted(url)}" alt="{quoted(alt)}">{shown}</figure>'


def quoted(value: Any) -> str:
    """A value, escaped for an attribute."""
    return html.escape(str(value or ""))


def _image(card: _Card) -> str:
    return figure(card.get("src"), card.get("alt"), card.get("caption"))


def _gallery(card: _Card) -> str:
    images = card.get("images")
    pictures = (
        [each for each in images if isinstance(each, dict)] if isinstance(images, list) else []
    )
    return "".join(map(_image, pictures)) + _paragraph(card.get("caption"))


def _embed(card: _Card) -> str:
    """A player as a frame, which the sanitiser turns into a card; otherwise the embedded HTML."""
    url = str(card.get("url") or "")
    player = f'<iframe src="{quoted(url)}"></iframe>' if link_of(url) else ""
    shown = player or str(card.get("html") or "") or _linked(url, _plain(url))
    return shown + _paragraph(card.get("caption"))


def _bookmark(card: _Card) -> str:
    told = card.get("metadata")
    metadata = told if isinstance(told, dict) else card
    return _linked(card.get("url"), _plain(metadata.get("title") or card.get("url")))


def _file(card: _Card) -> str:
    title = card.get("fileTitle") or card.get("title") or card.get("fileName") or card.get("src")
    return _linked(card.get("src"), _plain(title)) + _paragraph(card.get("fileCaption"))


def _video(card: _Card) -> str:
    return _linked(card.get("src"), card.get("caption") or card.get("fileName") or "Video")


def _callout(card: _Card) -> str:
    return f"<blockquote>{_paragraph(card.get('calloutText'))}</blockquote>"


def _toggle(card: _Card) -> str:
    heading = card.get("heading")
    return (f"<h3>{heading}</h3>" if heading else "") + str(card.get("content") or "")


def _header(card: _Card) -> str:
    heading = card.get("heading") or card.get("header")
    shown = f"<h2>{heading}</h2>" if heading else ""
    return shown + _paragraph(card.get("subheading") or card.get("subheader"))


def _product(card: _Card) -> str:
    heading = f"<h3>{card['productTitle']}</h3>" if card.get("productTitle") else ""
    picture = figure(card["productImageSrc"], "", "") if card.get("productImageSrc") else ""
    return heading + picture + str(card.get("productDescription") or "")


def _code(card: _Card) -> str:
    return f"<pre><code>{_plain(card.get('code'))}</code></pre>"


def _markdown(card: _Card) -> str:
    from matbaa.formats import markdown

    return markdown.to_html(str(card.get("markdown") or "")) or str(card.get("html") or "")


def _rule(card: _Card) -> str:
    return "<hr>"


def _nothing(card: _Card) -> str:
    return ""


def _html(card: _Card) -> str:
    return str(card.get("html") or "")


def _paragraph(markup: Any) -> str:
    text = str(markup or "").strip()
    return text if text.startswith("<p") or not text else f"<p>{text}</p>"


def _plain(text: Any) -> str:
    return html.escape(str(text or ""), quote=False)


def _linked(url: Any, title: Any) -> str:
    return f'<p><a href="{quoted(url)}">{title}</a></p>' if url else ""


_CARDS: dict[str, Callable[[_Card], str]] = {
    "image": _image,
    "gallery": _gallery,
    "embed": _embed,
    "bookmark": _bookmark,
    "file": _file,
    "audio": _file,
    "video": _video,
    "callout": _callout,
    "toggle": _toggle,
    "header": _header,
    "product": _product,
    "codeblock": _code,
    "code": _code,
    "markdown": _markdown,
    "html": _html,
    "horizontalrule": _rule,
    "hr": _rule,
    **dict.fromkeys(
        ("button", "email", "email-cta", "signup", "call-to-action", "paywall", "transistor"),
        _nothing,
    ),
}
