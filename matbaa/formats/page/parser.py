"""A whole web page: extracts the article and its metadata, without the rest of the page.

Trafilatura (Barbaresi, "Trafilatura", ACL 2021) chooses the text, which is then cleaned. Metadata
are combined from JSON-LD, meta elements, microdata and the visible header.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from matbaa.errors import Rejected
from matbaa.figures import figcaption, likeness
from matbaa.formats.base import Context, Limits
from matbaa.formats.markup_limits import refuse_costly
from matbaa.formats.page.authors import authors_of
from matbaa.formats.page.body import Block, blocks_of, key
from matbaa.formats.page.dates import PUBLISHED, dates_of
from matbaa.formats.page.figures import Figure, figures_of, lead_image
from matbaa.formats.page.markup import HtmlElement, Page, text_of, to_html
from matbaa.formats.page.quotes import keep_quotations
from matbaa.formats.page.subtitle import subtitle_of
from matbaa.formats.page.tags import tags_of
from matbaa.formats.page.title import title_of
from matbaa.formats.page.walls import CUT, before_paywall, refuse_wall
from matbaa.formats.word_document import is_document
from matbaa.formats.xml import refuse_nesting
from matbaa.language.detect import detect_language
from matbaa.story import Parsed
from matbaa.submission import BodyFormat, Submission

NAME = "page"

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])",
    re.I | re.S,
)
_HEAD = 4_000
#: A link within the page, as trafilatura writes it; and the number of a note.
_WITHIN, _NUMBER = re.compile(r"(?:https?://[^/?#]+)?#.*"), re.compile(r"\[?\d{1,3}\]?")
#: Elements with implausibly long class names or ids, which would slow down patterns on them.
_OVERNAMED = "//*[string-length(@class) > 2000 or string-length(@id) > 2000]"
#: Boxes amid the text, as Notion exports them: figures without a picture.
_CALLOUTS = "//figure[contains(concat(' ', @class, ' '), ' callout ')]"
_REMEDY = "send the page as readers see it, or the text itself"
#: Limits of metadata: characters of a text and of a name, number of pictures.
_LINE, _NAME, _PICTURES = 2_000, 200, 200


def can_parse(content: str, context: Context) -> bool:
    """Whether it is a document with a doctype, `html` or `head`, not one of a word processor."""
    return _PAGE.match(content[:_HEAD]) is not None and not is_document(content)


def parse(content: str, context: Context) -> list[Parsed]:
    """One article. Raises Rejected if the page has no text or exceeds a limit."""
    if len(content.encode()) > context.limits.max_body_bytes:
        raise Rejected("content", f"is larger than {context.limits.max_body_bytes} bytes")
    page = Page(_tree(content, context.limits))
    title = title_of(page)
    sample = page.linked.body() or ""
    blocks = blocks_of(page, context, title, page.language or context.language or "en")
    published, updated = dates_of(page, context)
    refuse_wall(title, blocks, is_dated=published is not None or bool(sample))
    blocks, is_cut = before_paywall(blocks)
    text = " ".join(block.line.text for block in blocks) or sample
    if not text:
        raise Rejected("content", f"has no article text; {_REMEDY}")
    language = _language(text, page.language, context.language)
    names = authors_of(page)[:20]
    body, images = _body(blocks, page, names) if blocks else (_paragraphs(sample), [])
    fields = _fields(page, title) | {"images": _images(page, images)}
    fields |= {"published": published, "updated": updated if updated != published else None}
    fields["authors"] = [{"name": name[:_NAME]} for name in names]
    known = {name: value for name, value in fields.items() if value}
    submission = Submission(body=body, format=BodyFormat.HTML, language=language, **known)
    return [Parsed(submission, NAME, _guessed(page, known), (CUT,) if is_cut else ())]


def _tree(content: str, limits: Limits) -> HtmlElement:
    from trafilatura.utils import load_html

    refuse_costly(content, limits, "content")
    tree = load_html(content)
    if tree is None:
        raise Rejected("content", "is not an HTML page")
    refuse_nesting(tree, limits.max_nesting)
    for element in tree.xpath(_OVERNAMED):
        for name in ("class", "id"):
            element.attrib.pop(name, None)
    for image in tree.iter("amp-img", "amp-anim"):
        image.tag = "img"
    for callout in tree.xpath(_CALLOUTS):
        _quote(callout)
    keep_quotations(tree)
    return tree


def _quote(callout: HtmlElement) -> None:
    """Make a callout a quotation, without its icon."""
    callout.tag = "blockquote"
    for icon in callout.xpath(".//*[contains(@class, 'icon')]"):
        icon.drop_tree()


def _language(text: str, claimed: str | None, hint: str | None) -> str:
    """The detected language of the text, with the region that the page claims if they agree."""
    found = detect_language(text, claimed or hint)
    same = claimed is not None and claimed.lower().split("-")[0] == found.lower().split("-")[0]
    return claimed if same and claimed else found


def _guessed(page: Page, known: dict[str, Any]) -> frozenset[str]:
    """The fields that were inferred from the visible page, not stated by its markup."""
    stated = {
        "title": bool(page.linked.text("headline") or page.first_meta("og:title")),
        "authors": bool(page.linked.authors() or page.first_meta("author", "article:author")),
        "published": bool(page.linked.text("datePublished") or page.first_meta(*PUBLISHED)),
        "language": page.language is not None,
    }
    return frozenset(name for name, is_stated in stated.items() if not is_stated) & {
        *known,
        "language",
    }


def _fields(page: Page, title: str | None) -> dict[str, Any]:
    return {
        "title": title[:_LINE] if title else None,
        "subtitle": subtitle_of(page, title),
        "description": _description(page),
        "section": _line(
            page.first_meta("article:section") or page.linked.text("articleSection"), _NAME
        ),
        "tags": tags_of(page),
        "canonical_url": page.url if page.url and len(page.url) <= _LINE else None,
        "source": _line(page.site_name, _LINE),
    }


def _description(page: Page) -> str | None:
    """The description of the article for search engines."""
    stated = page.first_meta("og:description", "description", "twitter:description")
    return _line(stated or page.linked.text("description"), _LINE)


def _line(text: str | None, longest: int) -> str | None:
    return " ".join(text.split())[:longest] or None if text else None


def _body(blocks: list[Block], page: Page, names: list[str]) -> tuple[str, list[Figure]]:
    """The blocks as HTML with the figures between them, and these figures. Portraits of the
    authors, whose `names` are given, are left out.
    """
    figures = figures_of(page, {key(block.line.text) for block in blocks})
    portraits = {key(name) for name in names}
    figures = [each for each in figures if each.caption or key(each.alt or "-") not in portraits]
    parts = [_figure_html(figure) for figure in figures if figure.after is None]
    for block in blocks:
        parts.append(_block_html(block))
        own = key(block.line.text)
        parts.extend(_figure_html(figure) for figure in figures if figure.after == own)
    return "\n".join(parts), figures


def _block_html(block: Block) -> str:
    if block.tag == "h1":
        block.element.tag = "h2"
    for link in block.element.iter("a"):
        if _WITHIN.fullmatch(link.get("href") or ""):
            _unlink(link)
    return to_html(block.element)


def _unlink(link: HtmlElement) -> None:
    """Make a link within the page plain text, or the number of a note, if it is one."""
    link.attrib.pop("href")
    if _NUMBER.fullmatch(text_of(link)):
        link.tag = "sup"


def _figure_html(figure: Figure) -> str:
    if figure.is_player:  # the sanitiser turns it into a link card
        return f'<iframe src="{escape(figure.url)}"></iframe>'
    image = f'<img src="{escape(figure.url)}" alt="{escape(figure.alt or "")}">'
    caption = figcaption(escape(figure.caption or "", quote=False), figure.credit or "")
    return f"<figure>{image}{caption}</figure>"


def _images(page: Page, figures: list[Figure]) -> list[dict[str, Any]]:
    """The lead image, then those in the text, each once, with the descriptions of all its sizes."""
    lead = lead_image(page)
    listed = [lead] if lead else []
    listed.extend(
        {"url": each.url, "alt": each.alt, "caption": each.caption, "credit": each.credit}
        for each in figures
        if not each.is_player
    )
    unique: dict[str, dict[str, Any]] = {}
    for image in listed:
        first = unique.setdefault(likeness(image["url"]), image)
        first |= {name: value for name, value in image.items() if value and not first.get(name)}
    kept = list(unique.values())
    return [
        {name: _line(value, _LINE) for name, value in image.items() if value}
        for image in kept[:_PICTURES]
    ]


def _paragraphs(text: str) -> str:
    rows = (row.strip() for row in text.splitlines())
    return "\n".join(f"<p>{escape(row, quote=False)}</p>" for row in rows if row)
