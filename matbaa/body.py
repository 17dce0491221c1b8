"""The body of an article: turns a sanitised fragment, however marked up, into plain blocks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matbaa.body_figures import Figures, markup_of, taken
from matbaa.body_headings import promote
from matbaa.characters import balanced
from matbaa.embeds import card_of
from matbaa.links import anchor
from matbaa.submission import Image

_CONTAINERS = frozenset(
    [
        *("div", "section", "article", "main", "header", "footer", "aside", "nav", "center"),
        *("address", "details", "hgroup", "body", "html", "td", "li", "dd"),
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LEAVES = frozenset({"pre", "table", "dl"})
_BLOCKS = (
    _CONTAINERS | _HEADINGS | _LEAVES | {"p", "ul", "ol", "blockquote", "figure", "hr", "summary"}
)
#: Inline elements that can be dropped without a change for readers, unless they state a language.
_PLAIN = frozenset({"span", "small", "ins", "abbr", "dfn", "bdi", "time"})
_LINE_BREAK = "<br>"
_PARAGRAPH_BREAK = re.compile(r"(?:[ \xa0]?<br>[ \xa0]?){2,}")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_TAGS = re.compile(r"<[^<>]*>")
#: The number of a footnote after a punctuation mark, which is not part of the running text.
_NOTE = re.compile(r"(?<=[.!?…؟۔。،,;:»”’\"')])<sup>(?:<[^<>]*>)*\[?\d{1,3}\]?(?:<[^<>]*>)*</sup>")


@dataclass(slots=True)
class Body:
    """The blocks of a body as HTML, and their texts and pictures."""

    blocks: list[str] = field(default_factory=list)
    #: The running text, one string per paragraph.
    paragraphs: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    #: Texts of listings and tables, which are not running text.
    set_aside: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)

    @property
    def html(self) -> str:
        """All blocks, each on a line."""
        return "\n".join(self.blocks)


#: Returns the `lang` and `dir` attributes of a paragraph from its text, if it needs any.
Marking = Callable[[str], str]


def read(
    fragment: str, *, title: str | None = None, images: Mapping[str, Image] | None = None
) -> Body:
    """The blocks of a sanitised `fragment`, without a heading that repeats `title`.

    Loose text, the content of containers, and text between double line breaks become paragraphs;
    headings start at `h2`; each picture becomes a figure in its place, described by `images` (by
    address) where the fragment does not describe it.
    """
    tree = LexborHTMLParser(fragment)
    body = Body(figures=Figures(images or {}))
    if tree.body is None:
        return body
    reader = _Reader(body, _levels(tree.body), squeezed(title or ""))
    reader.flow(tree.body)
    promote(body.blocks, body.paragraphs, body.headings)
    if not body.paragraphs:
        body.paragraphs.extend(body.set_aside)
    return body


def first_heading(fragment: str) -> str | None:
    """The text of the first heading in a sanitised fragment, if it comes before all paragraphs."""
    node = LexborHTMLParser(fragment).css_first("h1, h2, p, li, h3")
    return squeezed(node.text()) or None if node is not None and node.tag in {"h1", "h2"} else None


def squeezed(text: str) -> str:
    """`text` on one line, with each run of white space as one space."""
    return " ".join(text.split())


def _levels(root: LexborNode) -> dict[str, str]:
    """The new tag for each heading: the highest level becomes `h2`, none is lower than `h4`."""
    used = sorted({node.tag or "" for node in root.css("h2, h3, h4, h5, h6")})
    levels = {tag: f"h{min(number, 4)}" for number, tag in enumerate(used, 2)}
    return {**levels, "h1": "h2"}


class _Reader:
    """Walks a fragment and adds blocks to a body."""

    def __init__(self, body: Body, levels: dict[str, str], title: str) -> None:
        self.body = body
        self.levels = levels
        self.title = title.casefold()

    def flow(self, node: LexborNode) -> None:
        """The children of a container: inline runs become paragraphs, blocks are added."""
        self.body.blocks.extend(self.blocks(node))

    def blocks(self, node: LexborNode, text: bool = True) -> list[str]:
        found: list[str] = []
        run: list[LexborNode] = []
        for child in node.iter(include_text=True):
            if _is_inline(child):
                run.append(child)
            else:
                found += self.paragraphs(run, "", text)
                run = []
                found += self.block(child, text)
        return found + self.paragraphs(run, "", text)

    def block(self, node: LexborNode, text: bool) -> list[str]:
        tag = node.tag or ""
        if tag in {"p", "summary"}:
            return self.paragraphs(list(node.iter(include_text=True)), _spoken(node), text)
        if tag in _HEADINGS:
            return self.heading(node)
        if tag in {"ul", "ol"}:
            return self.listing(node, text)
        if tag == "blockquote":
            inner = "\n".join(self.blocks(node, text))
            return [f"<blockquote{_spoken(node)}>{inner}</blockquote>"] if inner else []
        if tag == "figure":
            return self.figure(node)
        if tag in _LEAVES:
            return self.leaf(node)
        if tag == "hr":
            return ["<hr>"]
        return self.blocks(node, text)

    def paragraphs(self, nodes: list[LexborNode], spoken: str, text: bool) -> list[str]:
        """An inline run as paragraphs, its pictures as figures after it."""
        pictures: list[LexborNode] = []
        markup = "".join(_inline(node, pictures) for node in nodes)
        markup = _SPACES.sub(" ", markup) if pictures else markup
        found = []
        for part in _PARAGRAPH_BREAK.split(markup) if _LINE_BREAK in markup else [markup]:
            part = balanced(_trimmed(part))
            read = _NOTE.sub("", part) if "<sup>" in part else part
            plain = squeezed(_unescaped(_TAGS.sub(" " if "<br>" in part else "", read)))
            if plain and not self._is_title(plain):
                found.append(f"<p{spoken}>{part}</p>")
                if text:
                    self.body.paragraphs.append(plain)
        return found + self.body.figures.each(pictures)

    def heading(self, node: LexborNode) -> list[str]:
        pictures: list[LexborNode] = []
        markup = "".join(_inline(child, pictures) for child in node.iter(include_text=True))
        markup = balanced(_trimmed(markup.replace(_LINE_BREAK, " ")))
        text = squeezed(_unescaped(_TAGS.sub("", markup)))
        shown = self.body.figures.each(pictures)
        if not text or self._is_title(text):
            return shown
        self.body.headings.append(text)
        tag = self.levels[node.tag or "h2"]
        return [f"<{tag}{_spoken(node)}>{markup}</{tag}>", *shown]

    def _is_title(self, text: str) -> bool:
        """Whether a heading repeats the title before the first paragraph."""
        return bool(self.title) and not self.body.paragraphs and text.casefold() == self.title

    def listing(self, node: LexborNode, text: bool) -> list[str]:
        items = []
        for child in node.iter():
            inner = self.blocks(child, text) if child.tag == "li" else self.block(child, text)
            if len(inner) == 1 and inner[0].startswith("<p>"):
                inner = [inner[0][3:-4]]
            if inner:
                items.append(f"<li>{''.join(inner)}</li>")
        start = node.attributes.get("start") or ""
        numbered = f' start="{start}"' if node.tag == "ol" and start.isdigit() else ""
        tag = node.tag
        return [f"<{tag}{numbered}{_spoken(node)}>{''.join(items)}</{tag}>"] if items else []

    def leaf(self, node: LexborNode) -> list[str]:
        """Tables and listings unchanged; a table with a single cell is replaced by its content."""
        cells = node.css("td, th") if node.tag == "table" else []
        if len(cells) == 1:
            return self.blocks(cells[0])
        text = squeezed(node.text(separator=" "))
        if not text:
            return []
        self.body.set_aside.append(text)
        for image in node.css("img"):
            self._in_place(image)
        return [node.html or ""]

    def _in_place(self, node: LexborNode) -> None:
        """Keep a picture within a table if it can be shown, otherwise remove it."""
        image = self.body.figures.take(node)
        made = image and LexborHTMLParser(markup_of(image)).css_first("img")
        if made:
            node.replace_with(made)
        else:
            node.decompose()

    def figure(self, node: LexborNode) -> list[str]:
        if node.attributes.get("class") == "embed" and (card := card_of(node)):
            return [card]
        if any(inner != node for inner in node.css("figure")):
            return self.gallery(node)
        credit = taken(node, "span.credit", LexborNode.text)
        caption = taken(node, "figcaption", _caption)
        pictures = node.css("img")
        # The caption of several pictures is put under the last one.
        said = [("", "")] * (len(pictures) - 1) + [(caption, squeezed(credit))]
        made = map(self.body.figures.figure, pictures, *zip(*said, strict=True))
        if kept := [figure for figure in made if figure]:
            return kept
        return [*self.blocks(node), *([f"<p>{caption}</p>"] if caption else [])]

    def gallery(self, node: LexborNode) -> list[str]:
        """The figures within a figure, then their common captions as paragraphs."""
        captions = [child for child in node.iter() if child.tag == "figcaption"]
        shown = [said for caption in captions if (said := _caption(caption))]
        for caption in captions:
            caption.decompose()
        return [*self.blocks(node), *(f"<p>{said}</p>" for said in shown)]


def _is_inline(node: LexborNode) -> bool:
    """Whether a node is text, or an inline element without a block in it."""
    tag = node.tag or ""
    if tag in _BLOCKS:
        return False
    return tag == "-text" or not any(inner.tag in _BLOCKS for inner in _descendants(node))


def _descendants(node: LexborNode) -> Iterator[LexborNode]:
    return (inner for inner in node.css("*") if inner != node)


def _inline(node: LexborNode, pictures: list[LexborNode]) -> str:
    """Inline markup without superfluous elements; pictures in it are moved to `pictures`."""
    tag = node.tag or ""
    if tag == "-text":
        return _SPACES.sub(" ", html.escape(node.text_content or "", quote=False))
    if tag == "img":
        pictures.append(node)
        return ""
    if tag in {"br", "wbr"}:
        return f"<{tag}>"
    inner = "".join(_inline(child, pictures) for child in node.iter(include_text=True))
    spoken = _spoken(node)
    if not inner.strip() or tag not in _INLINE or (tag in _PLAIN and not spoken):
        return inner
    if tag == "a":
        return anchor(node.attributes.get("href") or "", inner)
    return f"<{tag}{spoken}>{inner}</{tag}>"


_INLINE = frozenset(
    [
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd"),
        *("mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup"),
        *("time", "u", "var"),
    ]
)


def _trimmed(markup: str) -> str:
    """Markup without white space and line breaks at its ends."""
    while (rest := markup.strip().removeprefix(_LINE_BREAK).removesuffix(_LINE_BREAK)) != markup:
        markup = rest
    return markup


def _unescaped(text: str) -> str:
    """The inverse of `html.escape`; `html.unescape` takes a hundred times as long."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _spoken(node: LexborNode) -> str:
    """The `lang` and `dir` that an element states, as attributes."""
    attributes = node.attributes
    stated = ((name, attributes.get(name)) for name in ("lang", "dir"))
    return "".join(f' {name}="{html.escape(value)}"' for name, value in stated if value)


def _caption(node: LexborNode) -> str:
    markup = "".join(_inline(child, []) for child in node.iter(include_text=True))
    return _trimmed(markup)
