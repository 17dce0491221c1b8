"""Replaces embedded players and posts of other sites by link cards."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matbaa import figures

#: Hosts whose players become links, with the names under which readers know them.
HOSTS = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "youtu.be": "YouTube",
    "vimeo.com": "Vimeo",
    "player.vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "geo.dailymotion.com": "Dailymotion",
    "twitter.com": "X",
    "x.com": "X",
    "platform.twitter.com": "X",
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "tiktok.com": "TikTok",
    "soundcloud.com": "SoundCloud",
    "w.soundcloud.com": "SoundCloud",
    "open.spotify.com": "Spotify",
    "podcasts.apple.com": "Apple Podcasts",
    "embed.podcasts.apple.com": "Apple Podcasts",
    "t.me": "Telegram",
    "datawrapper.dwcdn.net": "Datawrapper",
    "flo.uri.sh": "Flourish",
    "google.com": "Google Maps",
    "openstreetmap.org": "OpenStreetMap",
    "archive.org": "Internet Archive",
}
_FRAMES = "iframe, embed, object, lite-youtube"
#: The most cards in a body; further frames are removed like those of unknown hosts.
_MOST_CARDS = 1_000
_PRESENT = re.compile(r"<(?:iframe|embed|object|lite-youtube)\b", re.I)


def with_link_cards(fragment: str) -> str:
    """`fragment` with each frame of a known host replaced by a figure with a link to its content,
    and with its pictures in the plain markup of `matbaa.figures`.

    Frames of other hosts are left for the sanitiser to remove.
    """
    if _PRESENT.search(fragment) is None and figures.PRESENT.search(fragment) is None:
        return fragment
    tree = LexborHTMLParser(fragment)
    figures.put_right(tree)
    for frame in tree.css(_FRAMES)[:_MOST_CARDS]:
        if (card := _card(frame)) is not None:
            frame.replace_with(card)
    # Parsed as a document, a fragment's elements may end up in the head.
    return "".join(part.inner_html or "" for part in (tree.head, tree.body) if part is not None)


def _card(frame: LexborNode) -> LexborNode | None:
    attributes = frame.attributes
    url = attributes.get("src") or attributes.get("data-src") or attributes.get("data") or ""
    if frame.tag == "lite-youtube":
        url = f"https://www.youtube.com/embed/{attributes.get('videoid') or ''}"
    link = link_of(url)
    if link is None:
        return None
    address, name = link
    label = attributes.get("title") or name
    return LexborHTMLParser(_figure(address, label)).css_first("figure")


def _figure(address: str, label: str, rel: str = "") -> str:
    link = f'<a href="{html.escape(address)}"{rel}>{html.escape(label)}</a>'
    return f'<figure class="embed">{link}</figure>'


def card_of(figure: LexborNode) -> str | None:
    """A sanitised link card, rebuilt; None if it is not a real one, without a known host."""
    anchor = figure.css_first("a")
    link = link_of(anchor.attributes.get("href") or "") if anchor is not None else None
    if anchor is None or link is None:
        return None
    label = " ".join(anchor.text().split()) or link[1]
    return _figure(link[0], label, ' rel="noopener noreferrer"')


def link_of(url: str) -> tuple[str, str] | None:
    """The page with the content of a player, and the name of its host; None if not allowed."""
    address = url.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    name = HOSTS.get(host)
    if parts.scheme not in {"http", "https"} or name is None or parts.username:
        return None
    return _for_readers(address, name, parts.path, parse_qs(parts.query)), name


def _for_readers(address: str, name: str, path: str, query: dict[str, list[str]]) -> str:
    """The address of the page that shows the player's content: players often cannot be opened."""
    last = path.rstrip("/").rpartition("/")[2]
    if name == "YouTube" and "/embed/" in path and re.fullmatch(r"[\w-]{6,20}", last):
        return f"https://www.youtube.com/watch?v={last}"
    if name == "Vimeo" and last.isdigit():
        return f"https://vimeo.com/{last}"
    if name == "Dailymotion" and "/embed/video/" in path:
        return f"https://www.dailymotion.com/video/{last}"
    if name == "Facebook" and query.get("href", [""])[0].startswith("https://www.facebook.com/"):
        return query["href"][0]
    return address
