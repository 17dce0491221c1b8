"""Removes or resolves what site generators add to Markdown: Liquid tags, Hugo shortcodes, attribute
lists of kramdown, JavaScript in MDX, notes of Docusaurus and MkDocs, links of Obsidian.
"""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Callable
from itertools import pairwise

from matbaa.figures import figcaption

#: None of these patterns searches beyond the next opening of its kind, so that all are linear.
_HIGHLIGHT = re.compile(
    r"{%-?[ ]?highlight[ ]+(\w+)[^%{]*%}\n?((?:[^{]|{(?!%))*+){%-?[ ]?endhighlight[ ]?-?%}"
)
#: Liquid's marks around examples of its own tags.
_RAW = re.compile(r"{%-?[ ]?(?:end)?raw[ ]?-?%}\n?")
_FIGURE = re.compile(r"{{<[ ]?figure\s([^<>{}]*)>}}")
_QUOTED = re.compile(r"(\w+)=\"([^\"]*)\"")
#: `{{< youtube abc >}}`, `{{< x user="who" id="123" >}}`, `{% youtube "abc" %}`
_PLAYER = re.compile(
    r"{[{%][<%]?[ ]?(?P<name>youtube|vimeo|tweet|x|twitter|instagram|dailymotion|tiktok)[ ]"
    r"(?P<said>[^{}<>%]{1,200}?)[ ]?/?[>%]?[}%]}"
)
_ID, _WHO = re.compile(r"(?:\bid=)?[\"']?([\w-]{5,40})[\"']?"), re.compile(r"\buser=\"?(\w{1,30})")
_PLAYERS = {
    "youtube": "https://www.youtube.com/embed/{id}",
    "vimeo": "https://player.vimeo.com/video/{id}",
    "dailymotion": "https://www.dailymotion.com/embed/video/{id}",
    "instagram": "https://www.instagram.com/p/{id}/",
}
#: Liquid tags and variables, Hugo shortcodes, kramdown's attribute lists, identifiers of headings.
_TEMPLATE = re.compile(
    r"{%(?:[^%{]|%(?!})|{(?!%))*+%}|{{[<%][^{}]*}}|{{-?[\w.|'\" :/(),-]{1,200}-?}}|{:[^{}\n]*}|"
    r"{#[\w.: -]{1,100}}[ \t]*$",
    re.M,
)
#: JavaScript in MDX: statements up to the next blank line, comments, strings, other expressions.
_STATEMENT = re.compile(
    r"^(?:import\s(?:['\"{*]|[\w$]{1,80}(?:,[^\n]{1,200})?\sfrom\s)|export\s(?:const|let|default|function)\b)"
    r"[^\n]*(?:\n(?!\s*\n|import\s|export\s)[^\n]+)*",
    re.M,
)
_COMMENT = re.compile(r"{/\*(?:[^*{]|\*(?!/)|{(?!/\*))*+\*/}")
_STRING = re.compile(r"{\s*(?:'([^'{}\n]*)'|\"([^\"{}\n]*)\"|`([^`{}\n]*)`)\s*}")
_EXPRESSION = re.compile(r"(?<![=\w]){[^{}\n]{1,200}}")
_FENCED = re.compile(r"^(?:```|~~~)", re.M)
#: `:::note Good to know`, `:::tip[Good to know]`, and the closing `:::`.
_NOTE = re.compile(r"^:{3,}[ \t]*(?:\{[^{}\n]*\}|\w*)[ \t]*(?:\[([^\[\]\n]*)\]|([^\n]*))$", re.M)
#: `!!! note "Good to know"`, and the indented text below it.
_INDENTED_NOTE = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ ][\w -]{1,40}(?:\"([^\"\n]*)\")?[ \t]*\n"
    r"((?:(?:[ ]{4}|\t)[^\n]*\n|[ \t]*\n)+)",
    re.M,
)
_TASK = re.compile(r"^(\s{0,12}[-*+] )\[[ xX]\] ", re.M)
_ALERT = re.compile(r"^(> ?)\[!\w{3,20}\][+-]?[ \t]*", re.M)
_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\]")


def without_templates(markdown: str, *, is_mdx: bool = False) -> str:
    """Markdown without the template code of site generators; players and pictures as HTML.

    In MDX, JavaScript is removed too. Code between fences stays as it is.
    """
    text = _without_notes(markdown)
    if "{" not in text and not is_mdx:
        return text
    text = _HIGHLIGHT.sub(r"```\1\n\2\n```", text)
    text = _FIGURE.sub(lambda found: _figure(dict(_QUOTED.findall(found[1]))), text)
    text = _outside_fences(_without_tags, _RAW.sub("", text))
    return _outside_fences(_script_out, text) if is_mdx or _COMMENT.search(text) else text


def _without_notes(text: str) -> str:
    if ":::" in text:
        text = _NOTE.sub(lambda found: _headed(found[1] or found[2]), text)
    if "!!! " in text or "???" in text:
        text = _INDENTED_NOTE.sub(
            lambda found: _headed(found[1]) + textwrap.dedent(found[2].expandtabs(4)), text
        )
    if "[!" in text:
        text = _ALERT.sub(r"\1", text)
    if "- [" in text or "* [" in text:
        text = _TASK.sub(r"\1", text)
    if "[[" in text:
        text = _WIKI_LINK.sub(lambda found: "" if found[1] else found[3] or found[2], text)
    return text


def _headed(title: str | None) -> str:
    return f"\n**{title.strip()}**\n\n" if title and title.strip() else "\n"


def _without_tags(text: str) -> str:
    return _TEMPLATE.sub("", _PLAYER.sub(_player, text))


def _outside_fences(change: Callable[[str], str], text: str) -> str:
    """The text, changed except between code fences, where templates and scripts are examples."""
    fences = [found.start() for found in _FENCED.finditer(text)]
    edges = [0, *fences, len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))


def _script_out(text: str) -> str:
    text = _COMMENT.sub("", _STATEMENT.sub("", text))
    text = _STRING.sub(lambda found: found[1] or found[2] or found[3] or "", text)
    return _EXPRESSION.sub("", text)


def _player(found: re.Match[str]) -> str:
    """A player's shortcode as a frame, which the sanitiser turns into a card; empty if unknown."""
    said, name = found["said"], found["name"]
    numbers = [number for number in _ID.findall(re.sub(r"\buser=\S+", "", said)) if number != "id"]
    address = _PLAYERS.get(name)
    if not numbers:
        return ""
    if address is None:
        who = _WHO.search(said)
        if name == "tiktok" or not numbers[-1].isdigit():
            return ""
        address = f"https://x.com/{who[1] if who else 'i'}/status/{{id}}"
    return f'\n\n<iframe src="{address.format(id=numbers[-1])}"></iframe>\n\n'


def _figure(attributes: dict[str, str]) -> str:
    caption = attributes.get("caption") or attributes.get("title") or ""
    said = {"src": attributes.get("src", ""), "alt": attributes.get("alt") or caption}
    return f"\n\n<figure>{shown(said, caption, attributes.get('attr', ''))}</figure>\n\n"


def shown(said: dict[str, str], caption: str, credit: str = "") -> str:
    """A picture with its caption and credit, if any, as HTML."""
    image = "".join(f' {name}="{html.escape(value)}"' for name, value in said.items())
    return f"<img{image}>" + figcaption(html.escape(caption, quote=False), credit)
