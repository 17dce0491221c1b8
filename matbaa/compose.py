"""Turns a submission into a story: sanitised, structured, in a known language."""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from matbaa import body as bodies
from matbaa.body_figures import MOST
from matbaa.characters import balanced, escaped_once, legible
from matbaa.errors import Rejected
from matbaa.formats import html, markdown, text
from matbaa.formats.base import Context
from matbaa.formats.markup_limits import refuse_costly
from matbaa.language import detect
from matbaa.language.normalize import fold
from matbaa.language.stopwords import stopwords
from matbaa.prose.datelines import without_dateline
from matbaa.sanitize import clean_html
from matbaa.story import Parsed, Story
from matbaa.submission import Author, BodyFormat, Image, Submission

#: The most characters of a title taken from the first line or sentence of a text.
_LONGEST_LINE = 120
_SENTENCE = re.compile(rf".{{20,{_LONGEST_LINE}}}?[.!?؟。](?=\s|$)")
_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(r"[^\W_]")
_PLAIN_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.S)
#: A share of function words that most paragraphs exceed, and none in another language by chance.
_FUNCTION_WORDS = 0.2
_LOOKED_AT = 600
#: Only this many paragraphs are tested for their language.
_MOST_MARKED = 4_000
#: The language of a paragraph with fewer characters cannot be determined.
_TELLING = 12
_YEARS = range(1000, 9000)


def compose(parsed: Parsed, context: Context) -> Story:
    """The story of an article that a format has read.

    Raises the rejection of the format, if any, and Rejected("body", ...) if no text is left, no
    title can be found, the body exceeds the limits of size or nesting, it would expire before it
    is published, or it takes more than `limits.seconds` of CPU time (so that a busy machine does
    not cause a rejection).
    """
    if parsed.refused is not None:
        raise parsed.refused
    deadline = time.thread_time() + context.limits.seconds
    parsed = _structured(parsed, context)
    submission = parsed.submission
    fragment = _clean(submission, context)
    _check(deadline, context)
    title = _line(submission.title) or _line(bodies.first_heading(fragment))
    stated = {image.url: _described(image) for image in submission.images}
    body = bodies.read(fragment, title=title, images=stated)
    _drop_standfirst(body, _line(submission.subtitle))
    _check(deadline, context)
    if not any(_WORDS.search(paragraph) for paragraph in body.paragraphs):
        raise Rejected("body", "contains no text")
    title = title or _line(_take_title(body))
    if not title:
        raise Rejected("body", "has no title and no line that could serve as one; send a title")
    language, foreign = _language("\n\n".join(body.paragraphs), submission, context)
    _mark_foreign(body, language)
    body.blocks += body.figures.rest([stated[image.url] for image in submission.images])
    _check(deadline, context)
    times, wrong = _times(submission, context)
    missing = {name for name in ("title", "language") if not getattr(submission, name)}
    return Story(
        format=parsed.format,
        language=language,
        direction=detect.direction(language),
        title=title,
        images=_images(submission, body),
        guessed=frozenset(parsed.guessed | missing),
        warnings=(*parsed.warnings, *foreign, *wrong, *_lost(body)),
        **_read(body),
        **times,
        **_stated(submission),
    )


def _read(body: bodies.Body) -> dict[str, Any]:
    """The fields of the story that come from the body."""
    running = "\n\n".join(body.paragraphs)
    return {"html": body.html, "text": running, "headings": tuple(body.headings)}


def _structured(parsed: Parsed, context: Context) -> Parsed:
    """Infer the structure of plain text without a title: it may be text copied from a page."""
    submission = parsed.submission
    if submission.title or _format(submission) is not BodyFormat.TEXT:
        return parsed
    (found,) = text.parse(submission.body, context)
    update = {
        name: value
        for name, value in found.submission
        if name in {"body", "format"} or (value and not getattr(submission, name))
    }
    guessed = frozenset(name for name in found.guessed if name in update)
    return Parsed(
        submission.model_copy(update=update),
        parsed.format,
        parsed.guessed | guessed,
        (*parsed.warnings, *found.warnings),
    )


def _format(submission: Submission) -> BodyFormat:
    if submission.format is not None:
        return submission.format
    if html.is_markup(submission.body):
        return BodyFormat.HTML
    return BodyFormat.MARKDOWN if markdown.is_marked(submission.body) else BodyFormat.TEXT


def _clean(submission: Submission, context: Context) -> str:
    limits = context.limits
    if len(submission.body.encode(errors="replace")) > limits.max_body_bytes:
        raise Rejected("body", f"larger than {limits.max_body_bytes:,} bytes (max_body_bytes)")
    markup = _MARKUP[_format(submission)](legible(submission.body))
    refuse_costly(markup, limits)
    base = submission.canonical_url
    return legible(clean_html(markup, max_nesting=limits.max_nesting, base=base))


_MARKUP: dict[BodyFormat, Callable[[str], str]] = {
    BodyFormat.HTML: escaped_once,
    BodyFormat.MARKDOWN: markdown.to_html,
    BodyFormat.TEXT: text.to_html,
}


def _check(deadline: float, context: Context) -> None:
    if time.thread_time() > deadline:
        raise Rejected(
            "body", f"took more than {context.limits.seconds} s of CPU time (parse_seconds)"
        )


def _drop_standfirst(body: bodies.Body, standfirst: str | None) -> None:
    """Remove the first paragraph, perhaps below a picture, if the page shows the same text as its
    standfirst.
    """
    if standfirst is None or body.paragraphs[:1] != [standfirst] or len(body.paragraphs) < 2:
        return
    first = (at for at, block in enumerate(body.blocks[:2]) if _PLAIN_PARAGRAPH.fullmatch(block))
    if (at := next(first, None)) is not None:
        del body.paragraphs[0], body.blocks[at]


def _take_title(body: bodies.Body) -> str:
    """The first paragraph if it is short, which is then removed, else the first sentence."""
    first = body.paragraphs[0]
    whole = bool(body.blocks) and _PLAIN_PARAGRAPH.fullmatch(body.blocks[0]) is not None
    if whole and len(first) <= _LONGEST_LINE and len(body.paragraphs) > 1:
        del body.paragraphs[0], body.blocks[0]
        return first
    first = without_dateline(first)
    sentence = _SENTENCE.match(first)
    if sentence is not None:
        return sentence[0]
    if len(first) <= _LONGEST_LINE:
        return first
    return (
        first[:_LONGEST_LINE].rpartition(" ")[0] + "…"
        if " " in first[:_LONGEST_LINE]
        else first[:_LONGEST_LINE]
    )


def _language(running: str, submission: Submission, context: Context) -> tuple[str, list[str]]:
    """The stated language, unless the text has the opposite direction, else the detected one; and
    a warning if they conflict.
    """
    stated = submission.language and submission.language.replace("_", "-")
    if not stated:
        return detect.detect_language(running, context.language), []
    if detect.way_of(running) in {None, detect.direction(stated)}:
        return stated, []
    found = detect.detect_language(running, stated)
    return found, [f"The language was given as {stated}, but the text is in {found}."]


def _mark_foreign(body: bodies.Body, language: str) -> None:
    """Give each paragraph in another language its `lang` and `dir`."""
    own = stopwords(language)
    for number, block in enumerate(body.blocks[:_MOST_MARKED]):
        plain = _PLAIN_PARAGRAPH.fullmatch(block)
        if plain is not None and len(plain[1]) >= _TELLING:
            other = (
                None if _is_told(plain[1], own) else detect.paragraph_language(plain[1], language)
            )
            if other is not None and not _begins_in(plain[1], language, other):
                attributes = f'lang="{other}" dir="{detect.direction(other)}"'
                body.blocks[number] = f"<p {attributes}>{plain[1]}</p>"


def _begins_in(paragraph: str, language: str, other: str) -> bool:
    """Whether a paragraph that seems to be in `other` begins in a script with the direction of
    `language`: then it only quotes `other`, and keeps the direction of `language`.
    """
    if detect.direction(language) == detect.direction(other):
        return False
    ways = (unicodedata.bidirectional(character) for character in _TAG.sub("", paragraph))
    first = next((way for way in ways if way in {"L", "R", "AL"}), None)
    return first is not None and (first == "L") == (detect.direction(language) == "ltr")


def _is_told(paragraph: str, own: frozenset[str]) -> bool:
    """Whether function words alone show that a paragraph is in the article's language."""
    found = fold(paragraph[:_LOOKED_AT]).split()
    return sum(map(own.__contains__, found)) > len(found) * _FUNCTION_WORDS


def _lost(body: bodies.Body) -> list[str]:
    lost, beyond = body.figures.lost, body.figures.beyond
    told = [f"Left out {lost} image(s) without a web address."] if lost else []
    return told + ([f"Left out {beyond} image(s) beyond the first {MOST}."] if beyond else [])


def _times(submission: Submission, context: Context) -> tuple[dict[str, Any], list[str]]:
    """The times with an offset, without those in implausible years, which a warning names.

    Raises Rejected if the article would expire before it is published.
    """
    times = {
        name: _aware(getattr(submission, name), context.zone)
        for name in ("published", "updated", "publish_at", "expire_at")
    }
    wrong = [name for name, moment in times.items() if moment and moment.year not in _YEARS]
    kept = {name: None if name in wrong else moment for name, moment in times.items()}
    begins, ends = kept["publish_at"], kept["expire_at"]
    if begins and ends and ends <= begins:
        raise Rejected("expire_at", "must be after publish_at")
    return kept, [
        f"{name}: ignored, because the year {times[name]:%Y} is out of range." for name in wrong
    ]


def _aware(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone)


def _stated(submission: Submission) -> dict[str, Any]:
    """The fields that the story takes over from the submission."""
    lines = ("subtitle", "section", "place", "description", "slug", "correction", "source")
    return {
        **{name: _line(getattr(submission, name)) for name in lines},
        "authors": tuple(_author(author) for author in submission.authors),
        "tags": tuple(found for tag in submission.tags if (found := _line(tag))),
        "summary": _lines(submission.summary) or None,
        "comments": submission.comments,
        "views": submission.views,
        "canonical_url": submission.canonical_url,
        "translations": {tag.replace("_", "-"): at for tag, at in submission.translations.items()},
        "status": submission.status,
    }


def _line(value: str | None) -> str | None:
    return balanced(" ".join(legible(value).split())) or None if value else None


def _lines(values: list[str] | None) -> tuple[str, ...]:
    return tuple(found for value in values or [] if (found := _line(value)))


def _author(author: Author) -> Author:
    name = _line(author.name) or author.name
    return author if name == author.name else author.model_copy(update={"name": name})


def _images(submission: Submission, body: bodies.Body) -> tuple[Image, ...]:
    """The images of the submission, then those of the body, each once."""
    by_url = {image.url: image for image in (*submission.images, *reversed(body.figures.images))}
    order = dict.fromkeys(image.url for image in (*submission.images, *body.figures.images))
    return tuple(_described(by_url[url]) for url in order)


def _described(image: Image) -> Image:
    return image.model_copy(
        update={name: _line(getattr(image, name)) for name in ("alt", "caption", "credit")}
    )
