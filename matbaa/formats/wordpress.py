"""Converts the body text of WordPress to HTML: shortcodes, and paragraphs without `<p>`."""

from __future__ import annotations

import re
from html import escape, unescape

from matbaa.embeds import link_of

#: None of these patterns searches beyond the next opening of its kind, so that all are linear.
_CAPTION = re.compile(
    r"\[caption\b[^\[\]]*\]\s*+((?:<a\b[^<>]*>)?\s*+<img\b[^<>]*>(?:\s*+</a>)?)"
    r"((?:[^\[]|\[(?!/?caption))*+)\[/caption\]"
)
_EMBED = re.compile(
    r"\[(?:embed|video|audio|youtube)\b[^\[\]]*\](?:(https?://[^\s\[\]<]+)\[/\w+\])?"
)
#: An address alone on its line; WordPress replaces those of players by the player (oEmbed).
_ALONE = re.compile(
    r"^[ \t]*(https?://[^\s<>\"']{4,500})[ \t]*$|<p>(https?://[^\s<>\"']{4,500})</p>", re.M
)
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|playlist|audio|video|embed|caption|contact-form|contact-field|"
    r"vc_\w+|et_pb_\w+|"
    r"fusion_\w+|more|sourcecode|code|polldaddy|tweet|gist|recent_posts|wpvideo)\b[^\[\]]*\]"
)
#: The button of a file block, which repeats the link to the file.
_DOWNLOAD = re.compile(r"<a\b[^<>]*\bwp-block-file__button\b[^<>]*>[^<>]*</a>")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)")
_BLOCKS = (
    "address|article|aside|blockquote|div|dl|fieldset|figure|form|h[1-6]|hr|"
    "ol|p|pre|section|table|ul"
)
_BLOCK = re.compile(rf"<(?:{_BLOCKS})\b", re.I)
_AT_BLOCK = re.compile(rf"\s*</?(?:{_BLOCKS}|li|dt|dd|tbody|tr|td|th|thead|figcaption)\b", re.I)


def to_html(body: str) -> str:
    """`body` with paragraphs, captions as figures, embeds as links, and no other shortcodes.

    Paragraphs follow the main rules of `wpautop`: a blank line ends a paragraph, a single line
    break is kept, and block elements are unchanged.
    """
    text = _DOWNLOAD.sub("", _COMMENT.sub("", body.replace("\r\n", "\n")))
    text = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", text)
    text = _EMBED.sub(lambda found: _link(found[1]), text)
    text = _ALONE.sub(_played, _SHORTCODE.sub("", text))
    if re.search(r"<p\b", text, re.I):
        return text
    return "\n".join(map(_paragraph, filter(str.strip, re.split(r"\n\s*\n", text))))


def _paragraph(part: str) -> str:
    if _AT_BLOCK.match(part) or _BLOCK.search(part):
        return part
    return "<p>" + part.strip().replace("\n", "<br>\n") + "</p>"


def _played(alone: re.Match[str]) -> str:
    """An address as a frame, if it is a player's; the sanitiser turns frames into cards."""
    url = alone[1] or alone[2]
    return _frame(url) if link_of(url) else alone[0]


def _frame(url: str) -> str:
    return f'<iframe src="{escape(unescape(url))}"></iframe>'


def _link(url: str | None) -> str:
    if url and link_of(url):
        return _frame(url)
    return f'<p><a href="{url}">{url}</a></p>' if url else ""
