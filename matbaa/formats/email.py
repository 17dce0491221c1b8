"""E-mail (RFC 822 and MIME): the article is the body, or a document attached to it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import text
from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.decoding import decode, repaired
from matbaa.formats.draft import draft
from matbaa.formats.mail_text import of_article
from matbaa.formats.raw_marks import labelled
from matbaa.formats.word_html import first_line, with_lists, without_labels, without_letter
from matbaa.language.normalize import fold, unaccented
from matbaa.story import Parsed

NAME = "email"

_HEADER = re.compile(
    r"\s*(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t]+[^\n]*\n)*+){2,200}", re.ASCII
)
_KNOWN = re.compile(
    r"^(?:From|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Subject|Date|To):",
    re.I | re.M,
)
#: Those that are read here or by Python's parser, of the message and of its parts.
_READ_HEADER = re.compile(
    r"^(From|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]{1,30}):[^\n]*+"
    r"(?:\n[ \t][^\n]*+)*+",
    re.I | re.M,
)
_LONGEST_HEADER, _MOST_PARTS = 4_000, 1_000
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg|rv|tr|رد|إعادة توجيه)\s*:\s*)+", re.I)
_SIGNATURE = re.compile(r"^-- ?$", re.M)
#: The same in HTML, within a few elements at most, since each start looks that far; and where mail
#: programs keep a signature and what they quote.
_HTML_SIGNATURE = re.compile(
    r"(?:^|<(?:br|p|div)\b[^<>]*>)\s*(?:<(?:div|span|p)\b[^<>]*>\s*){0,5}--(?:&nbsp;|\s)*<(?:br|/)"
    r"|<\w+\b[^<>]*\b(?:class=[\"']?(?:gmail_(?:signature|quote)|moz-(?:signature|cite))"
    r"|id=[\"']?(?:appendonsend|divRplyFwdMsg|Signature))|<blockquote\b[^<>]*\btype=[\"']?cite",
    re.I,
)
_CID = re.compile(r"<img\b[^<>]*\bsrc=[\"']?cid:[^<>]*>", re.I)
_MARKUP = re.compile(r"(?:<|&lt;)(?:p|div|br)\b", re.I)
_WORD = re.compile(r"\w{3,}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.S)
#: Characters of a headline in the text that stands for the subject.
_HEADLINE = range(20, 151)
#: Rows at the top that may name a field.
_HEAD = 14
#: What looks of plain text, and no header, tell.
_GUESSED = frozenset({"place", "tags", "subtitle"})
#: Attachments that may hold the article, best first.
_DOCUMENTS = (".json", ".xml", ".md", ".markdown", ".html", ".htm", ".txt")


def can_parse(content: str, context: Context) -> bool:
    """Header lines at the start, at least two of them those of e-mail."""
    head = _HEADER.match(content[:20_000])
    return head is not None and len({it.lower() for it in _KNOWN.findall(head[0])}) >= 2


def parse(content: str, context: Context) -> list[Parsed]:
    """The articles of a message. Raises Rejected where it holds no text."""
    message = _read(content)
    documents = sorted(_documents(message), key=lambda part: _DOCUMENTS.index(_suffix(part)))
    if documents:
        return [_completed(parsed, message) for parsed in _attached(documents[0], context)]
    if (value := _value(message)) is not None:
        return [_completed(parsed, message) for parsed in _parsed(value, context)]
    told = _headers(message)
    fields = _signed(told, _read_body(message, told["title"], context))
    if not fields.get("body"):
        raise Rejected("content", "the message holds no text")
    guessed = _GUESSED & {name for name, value in fields.items() if value}
    return [draft(NAME, fields, guessed=guessed, warnings=_left_out(message))]


def _signed(told: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """What the header tells and what was read; the byline names the authors, but the header has
    the address of the one who sends an article of his own.
    """
    names = [[fold(each["name"]) for each in it.get("authors", [])] for it in (told, read)]
    return {**told, **read, **({"authors": told["authors"]} if names[0] == names[1] else {})}


def _read(content: str) -> EmailMessage:
    """Bytes that `decoding` could not know the charset of are in `content` as surrogates."""
    _refuse_costly(content)
    data = content.lstrip().encode("utf-8", "surrogateescape")
    try:
        message = message_from_bytes(data, policy=policy.default)
        message.walk()
    except (RecursionError, ValueError) as error:
        raise Rejected("content", f"not a message that can be read: {error}") from None
    return message


def _refuse_costly(content: str) -> None:
    """Raises Rejected for what Python's parser takes long for: parts, and long headers."""
    if content.count("\n--") > _MOST_PARTS:
        raise Rejected("content", f"more than {_MOST_PARTS:,} lines that may part it (--)")
    for header in _READ_HEADER.finditer(content):
        if len(header[0]) > _LONGEST_HEADER:
            raise Rejected(
                "content", f"the header {header[1]} is longer than {_LONGEST_HEADER:,} characters"
            )


def _headers(message: EmailMessage) -> dict[str, Any]:
    name, address = parseaddr(_header(message, "From"))
    surname, comma, first = name.partition(", ")
    name = f"{first} {surname}" if comma and "," not in first else name
    return {
        "id": _header(message, "Message-ID").strip("<> "),
        "title": _PREFIX.sub("", _header(message, "Subject")),
        "authors": [{"name": name or address.partition("@")[0], "email": address}],
        "published": _header(message, "Date"),
        "language": _header(message, "Content-Language").partition(",")[0],
    }


def _header(message: EmailMessage, name: str) -> str:
    """A header, decoded; some are so wrong that Python's parser gives up on them."""
    try:
        return repaired(" ".join(str(message.get(name, "")).split()), fewest=1)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if isinstance(part, EmailMessage) and not part.is_multipart():
            yield part


def _suffix(part: EmailMessage) -> str:
    name = part.get_filename() or ""
    return next((suffix for suffix in _DOCUMENTS if name.lower().endswith(suffix)), "")


def _documents(message: EmailMessage) -> list[EmailMessage]:
    return [part for part in _parts(message) if _suffix(part)]


def _attached(part: EmailMessage, context: Context) -> list[Parsed]:
    data = part.get_payload(decode=True)
    named = replace(context, name=part.get_filename())
    return _parsed(data if isinstance(data, bytes) else b"", named)


def _completed(parsed: Parsed, message: EmailMessage) -> Parsed:
    """The attached document, with what only the message says."""
    missing = {
        name: value
        for name, value in draft(NAME, _headers(message)).submission
        if value
        and name in {"title", "published", "authors"}
        and not getattr(parsed.submission, name)
    }
    return replace(parsed, submission=parsed.submission.model_copy(update=missing))


def _read_body(message: EmailMessage, subject: str, context: Context) -> dict[str, Any]:
    """The article's text, and what it says itself of place, headline and list of points."""
    by_type = {part.get_content_type(): part for part in reversed(list(_parts(message)))}
    if "text/html" in by_type:
        markup = _CID.sub("", _HTML_SIGNATURE.split(_text(by_type["text/html"]))[0])
        return _of_html(with_lists(without_letter(markup)), subject)
    if "text/plain" not in by_type:
        return {}
    found = _plain(_text(by_type["text/plain"]))
    if "<" in found and _MARKUP.search(found):
        return {"body": html.unescape(found) if "&lt;p&gt;" in found else found}
    return _of_text(found, subject, context)


def _of_html(markup: str, subject: str) -> dict[str, Any]:
    markup, stated = without_labels(markup)
    if stated:
        return {"body": markup, **_said(stated)}
    line = first_line(markup)
    is_headline = len(line) in _HEADLINE and not line.endswith((".", ":", ",", "؟", "?", "!"))
    is_title = is_headline and _says_again(subject, line)
    return {"body": markup, **({"title": line} if is_title else {})}


def _said(stated: dict[str, str]) -> dict[str, Any]:
    """Fields that rows at the top of the text name; a standfirst is the description too."""
    fields: dict[str, Any] = {name: told for name, told in stated.items() if name != "byline"}
    if "subtitle" in stated:
        fields["description"] = stated["subtitle"]
    return {**fields, **({"authors": authors_of(stated["byline"])} if "byline" in stated else {})}


def _of_text(found: str, subject: str, context: Context) -> dict[str, Any]:
    """What plain text holds below its subject; a headline in it that says the same more fully is
    the article's.
    """
    if not found.strip():
        return {}
    (parsed,) = text.parse(found, replace(context, title=subject or None))
    read = parsed.submission
    names = ("body", "place", "tags", "subtitle")
    fields: dict[str, Any] = {name: getattr(read, name) for name in names}
    if read.authors:
        fields["authors"] = [author.model_dump(exclude_none=True) for author in read.authors]
    if read.title and _says_again(subject, read.title):
        fields["title"] = read.title
    elif subject and read.title and fold(read.title) != fold(subject):
        fields["subtitle"] = read.subtitle or read.title
    rows = [row.strip() for row in found.splitlines() if row.strip()][:_HEAD]
    return {**fields, **_said(dict(told for row in reversed(rows) if (told := labelled(row))))}


def _says_again(subject: str, headline: str) -> bool:
    words = _words(subject)
    return len(words & _words(headline)) * 2 >= max(len(words), 1)


def _words(text: str) -> set[str]:
    """Those that count, without accents: subjects are often written so."""
    return set(_WORD.findall(unaccented(fold(text))))


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, AttributeError):
        data = part.get_payload(decode=True)
        return decode(data) if isinstance(data, bytes) else ""


def _plain(content: str) -> str:
    """The article in plain text: greeting, sign-off, signature and what is quoted are cut."""
    unsigned = _SIGNATURE.split(content.replace("\r\n", "\n"))[0]
    rows = [row for row in unsigned.split("\n") if not row.lstrip().startswith(">")]
    start, end = of_article(rows)
    return "\n".join(rows[start:end])


def _value(message: EmailMessage) -> str | None:
    """A text that is JSON, as forms and content systems mail it, and mail programs break it."""
    texts = (_text(part) for part in _parts(message) if part.get_content_type() == "text/plain")
    text = next(texts, "").strip()
    is_object = text.startswith("{") and text.endswith("}")
    return _STRING.sub(lambda string: " ".join(string[0].splitlines()), text) if is_object else None


def _parsed(document: str | bytes, context: Context) -> list[Parsed]:
    from matbaa import formats

    return formats.parse(document, context=context)


def _left_out(message: EmailMessage) -> list[str]:
    """What the message brings and no reader gets: files by their names, pictures without."""
    parts = list(_parts(message))
    names = [str(part.get_filename()) for part in parts if part.get_filename()]
    unnamed = sum(
        part.get_content_maintype() == "image" and not part.get_filename() for part in parts
    )
    said = [f"Attached, not published: {', '.join(names[:10])}."] if names else []
    if unnamed:
        said.append(f"{unnamed} picture(s) within the text, not published: name their web address.")
    return said
