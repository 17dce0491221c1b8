"""From a submission to a story: clean, structured, in a known language."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from matbaa.errors import Rejected
from matbaa.formats import markdown, text
from matbaa.formats.base import Context
from matbaa.sanitize import clean_html
from matbaa.story import Parsed, Story
from matbaa.submission import BodyFormat, Submission

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi", "prs"})


def compose(parsed: Parsed, context: Context) -> Story:
    """The story of what a format understood. Raises Rejected where there is no text or no title."""
    submission = parsed.submission
    tree = LexborHTMLParser(clean_html(_body(submission), max_nesting=context.limits.max_nesting))
    body = tree.body
    if body is None:
        raise Rejected("body", "no text is left in it")
    title = submission.title or _take_title(body)
    paragraphs = _paragraphs(body)
    if not paragraphs:
        raise Rejected("body", "no text is left in it")
    title = title or paragraphs[0][:120]
    running = "\n\n".join(paragraphs)
    language = _language(running, submission.language or context.language)
    return Story(
        format=parsed.format,
        language=language,
        direction="rtl" if language.split("-")[0] in _RTL else "ltr",
        title=title,
        subtitle=submission.subtitle,
        authors=tuple(submission.authors),
        published=_aware(submission.published, context.zone),
        updated=_aware(submission.updated, context.zone),
        publish_at=_aware(submission.publish_at, context.zone),
        expire_at=_aware(submission.expire_at, context.zone),
        section=submission.section,
        tags=tuple(submission.tags),
        place=submission.place,
        description=submission.description,
        summary=tuple(submission.summary) if submission.summary else None,
        slug=submission.slug,
        html="".join(child.html or "" for child in body.iter(include_text=True)).strip(),
        text=running,
        headings=tuple(node.text(strip=True) for node in body.css("h2, h3, h4")),
        images=tuple(submission.images),
        comments=submission.comments,
        views=submission.views,
        canonical_url=submission.canonical_url,
        correction=submission.correction,
        source=submission.source,
        status=submission.status,
        guessed=parsed.guessed,
        warnings=parsed.warnings,
    )


def _body(submission: Submission) -> str:
    if submission.format is BodyFormat.HTML:
        return submission.body
    if submission.format is BodyFormat.MARKDOWN:
        return markdown.to_html(submission.body)
    if submission.format is None and submission.body.lstrip().startswith("<"):
        return submission.body
    return text.to_html(submission.body)


def _take_title(body: LexborNode) -> str | None:
    heading = body.css_first("h1")
    if heading is None:
        return None
    title = heading.text(strip=True)
    heading.decompose()
    return title or None


def _paragraphs(body: LexborNode) -> list[str]:
    texts = (" ".join(node.text().split()) for node in body.css("p, li, blockquote, div"))
    return [found for found in texts if found]


def _language(running: str, hint: str | None) -> str:
    try:
        from matbaa.language.detect import detect_language
    except ImportError:
        return hint or ("ar" if any("\u0600" <= char <= "\u06ff" for char in running) else "en")
    return detect_language(running, hint)


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)
