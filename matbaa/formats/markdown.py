"""Markdown, with the front matter and extensions of Hugo, Jekyll and Eleventy."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from matbaa.errors import Rejected
from matbaa.formats import front_matter
from matbaa.formats.base import Context
from matbaa.formats.draft import draft
from matbaa.formats.html_bylines import byline_in
from matbaa.formats.raw.ends import without_notebook
from matbaa.formats.site_generators import shown, without_templates
from matbaa.story import Parsed

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

NAME = "markdown"

_HEAD = re.compile(r"\s*(?:---|\+\+\+|;;;)[ \t]*\n[^\n]*[:=\[{]")
_HEADING = re.compile(r"#{1,2} \S[^\n]*\n\s*\S")
#: Marks that are not written by accident: headings, links, images, fences, bold.
_MARKS = re.compile(
    r"^(?:#{1,6} \S|```|~~~|!\[|\* \S.*\n\* |- \S.*\n- |> \S)"
    r"|\[[^\]\n]{1,200}\]\([^)\n]{1,500}\)|\*\*\S[^*\n]{0,200}\*\*",
    re.M,
)
#: Characters that end a run of plain text in markdown-it, which costs microseconds for each.
_MARK = re.compile(r"[!#$%&*+\-:<=>@\[\\\]^_`{}~]")
#: Characters that may open a construct, for whose end it then searches: three times the cost.
_OPENING = re.compile(r"[!\[*_`<&~]")
_BRACKET = re.compile(r"[\[\]]")
#: The beginning of a document in MDX.
_MODULE = re.compile(r"\s*import\s[^\n]{1,300}\sfrom\s['\"]")
_MOST_MARKS = 60_000
#: A limit, because every line is tried as the start of every kind of block.
_MOST_LINES = 20_000
_DEEPEST = 100


def can_parse(content: str, context: Context) -> bool:
    """Whether it has front matter, a Markdown file name, or at least two Markdown marks."""
    if (context.name or "").lower().endswith((".md", ".mdx", ".markdown", ".mdown", ".mkd")):
        return True
    if _HEAD.match(content[:2_000]):
        return True
    return is_marked(content)


def is_marked(content: str) -> bool:
    """Whether text starts with a heading, or has at least two Markdown marks."""
    start = without_notebook(content[:20_000].lstrip())
    if start.startswith("<"):
        return False
    return _HEADING.match(start) is not None or len(_MARKS.findall(start)) > 1


def parse(content: str, context: Context) -> list[Parsed]:
    """The one article of a Markdown file. Raises Rejected for front matter that cannot be read."""
    head, body = front_matter.split(content.replace("\r\n", "\n"))
    fields = front_matter.fields(head, context.name)
    guessed = {"published", "slug"} if not head else set()
    is_mdx = (context.name or "").lower().endswith(".mdx") or _MODULE.match(body) is not None
    markup = to_html(without_templates(without_notebook(body), is_mdx=is_mdx))
    found = None if fields["authors"] else byline_in(markup, context)
    if found is None:
        return [draft(NAME, {**fields, "body": markup}, guessed=guessed)]
    fields["published"] = fields["published"] or found.published
    body = markup[: found.start] + markup[found.end :]
    told = {**fields, "authors": found.authors, "body": body}
    return [draft(NAME, told, guessed={*guessed, "authors"})]


def to_html(markdown: str) -> str:
    """CommonMark with tables, strikethrough, footnotes and definition lists as HTML, not sanitised.

    Raises Rejected for text that would take too long: each mark costs microseconds, open brackets
    more.
    """
    if len(_MARK.findall(markdown)) + 2 * len(_OPENING.findall(markdown)) > _MOST_MARKS:
        raise Rejected("body", f"more than {_MOST_MARKS:,} Markdown marks")
    if markdown.count("\n") > _MOST_LINES:
        raise Rejected("body", f"more than {_MOST_LINES:,} lines of Markdown")
    if _nested_brackets(markdown) > _DEEPEST:
        raise Rejected("body", f"brackets nested deeper than {_DEEPEST} (max_nesting)")
    return str(_renderer().render(markdown))


def _nested_brackets(markdown: str) -> int:
    depth = deepest = 0
    for bracket in _BRACKET.findall(markdown):
        depth = depth + 1 if bracket == "[" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    options = {"html": True, "maxNesting": 50}
    renderer = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    renderer.use(footnote_plugin).use(deflist_plugin)
    renderer.add_render_rule("footnote_ref", _note_mark)
    renderer.add_render_rule("footnote_anchor", lambda *_: "")
    renderer.add_render_rule("image", _picture)
    return renderer


def _picture(_renderer: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """A picture. Its title becomes the caption, for which Markdown has no other place."""
    token = tokens[index]
    alt = _renderer.renderInlineAsText(token.children, options, env)
    said = {"src": str(token.attrs.get("src", "")), "alt": alt}
    caption = str(token.attrs.get("title", ""))
    return f"<figure>{shown(said, caption)}</figure>" if caption else shown(said, "")


def _note_mark(_renderer: Any, tokens: Any, index: int, *_: Any) -> str:
    """A footnote's number, without a link, since listings and feeds show only parts of a text."""
    return f"<sup>{tokens[index].meta['id'] + 1}</sup>"
