"""Makes a valid submission from the values in a foreign document, lenient about minor faults."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from pydantic import ValidationError

from matbaa.errors import Rejected
from matbaa.formats.moments import moment
from matbaa.story import Parsed
from matbaa.submission import MOST_AUTHORS, BodyFormat, Submission, rejected

T = TypeVar("T")

_LINES = frozenset({"title", "subtitle", "description", "place", "correction", "source", "slug"})
_NAMES = frozenset({"section", "site"})
_TIMES = frozenset({"published", "updated", "publish_at", "expire_at"})
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_URL = re.compile(r"https?://\S{1,1990}")
#: Only this many tags and pictures are read.
_LISTED = 2_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def draft(
    format: str,
    fields: Mapping[str, Any],
    *,
    guessed: Iterable[str] = (),
    warnings: Iterable[str] = (),
) -> Parsed:
    """The article with these fields of a `Submission`, whose body is HTML.

    Values may be empty, too long, malformed or contain markup. Minor faults are corrected by
    dropping or cutting the value; a warning names what was lost. Raises Rejected for a faulty id.
    """
    lost: list[str] = []
    values = {name: _value(name, value, lost) for name, value in fields.items()}
    kept = {name: value for name, value in values.items() if value not in (None, "", [], ())}
    try:
        submission = Submission.model_validate(
            {"body": "", "format": BodyFormat.HTML, **kept, "id": _id(fields.get("id"))}
        )
    except ValidationError as error:
        raise rejected(error) from None
    stated = frozenset(name for name in guessed if name in kept)
    return Parsed(submission, format, stated, (*warnings, *lost))


def each_apart(make: Callable[[T], Parsed], entries: Iterable[T], format: str) -> list[Parsed]:
    """The article of each entry of a document; a rejected entry does not affect the others.

    Raises Rejected if the only entry is rejected, because that rejects the document.
    """
    several = list(entries)
    if len(several) == 1:
        return [make(several[0])]
    return [_or_refused(make, entry, format) for entry in several]


def _or_refused(make: Callable[[T], Parsed], entry: T, format: str) -> Parsed:
    try:
        return make(entry)
    except Rejected as error:
        return Parsed(Submission(body=""), format, refused=error)


def line(value: Any, limit: int = 2_000) -> str:
    """`value` as one line of plain text of at most `limit` characters, cut between words."""
    text = str(value) if isinstance(value, str | int | float) else ""
    if "<" in text:
        text = _TAG.sub("", text)
    text = " ".join(html.unescape(text).split())
    text = "".join(char for char in text if unicodedata.category(char) != "Cc")
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def paragraphs(texts: Iterable[str]) -> str:
    """Plain paragraphs as HTML."""
    return "\n".join(f"<p>{html.escape(text, quote=False)}</p>" for text in texts if text)


def _value(name: str, value: Any, lost: list[str]) -> Any:
    if name in _LINES:
        return line(value)
    if name in _NAMES:
        return line(value, 200)
    if name in _TIMES:
        return _time(name, value, lost)
    if name in _SPECIAL:
        return _SPECIAL[name](value)
    return value


def _time(name: str, value: Any, lost: list[str]) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    found = moment(str(value))
    if found is None and str(value).strip():
        lost.append(
            f"{name}: {line(value, 60)!r} was ignored, because it is not a recognisable date."
        )
    return found


def _id(value: Any) -> str | None:
    return line(value) or None


def _url(value: Any) -> str | None:
    text = line(value)
    return text if _URL.fullmatch(text) else None


def _language(value: Any) -> str | None:
    """A language tag in the case that RFC 5646 (2.1.1) recommends: `zh-Hant`; None if invalid."""
    text = line(value, 60).replace("_", "-")
    if not _LANGUAGE.fullmatch(text):
        return None
    first, *others = text.lower().split("-")
    shaped = {2: str.upper, 4: str.title}
    return "-".join([first, *(shaped.get(len(part), str)(part) for part in others)])


def _revision(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) and int(text) > 0 else None


def _tags(values: Iterable[Any] | None) -> list[str]:
    return list(
        dict.fromkeys(
            found for value in islice(values or (), _LISTED) if (found := line(value, 200))
        )
    )[:100]


def _authors(values: Iterable[Any] | None) -> list[dict[str, Any]]:
    named = islice(values or (), MOST_AUTHORS)
    people = (value if isinstance(value, Mapping) else {"name": value} for value in named)
    by_name = {
        name: {
            "name": name,
            "url": _url(person.get("url")),
            "role": line(person.get("role")) or None,
            "email": line(person.get("email")) or None,
        }
        for person in people
        if (name := line(person.get("name"), 200))
    }
    return list(by_name.values())


def _images(values: Iterable[Mapping[str, Any]] | None) -> list[dict[str, Any]]:
    by_url = {
        url: {
            "url": url,
            **{key: line(image.get(key)) or None for key in ("alt", "caption", "credit")},
            **{key: _size(image.get(key)) for key in ("width", "height")},
        }
        for image in islice(values or (), _LISTED)
        if (url := _url(image.get("url")))
    }
    return list(by_url.values())[:200]


def _size(value: Any) -> int | None:
    return _revision(str(value).removesuffix("px"))


def _summary(value: Any) -> list[str]:
    texts = [value] if isinstance(value, str) else value or []
    return [found for text in texts if (found := line(text))]


_SPECIAL = {
    "authors": _authors,
    "canonical_url": _url,
    "images": _images,
    "language": _language,
    "revision": _revision,
    "summary": _summary,
    "tags": _tags,
}
