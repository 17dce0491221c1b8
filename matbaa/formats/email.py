"""E-mail (RFC 822 and MIME): the article is the body or an attached document."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from matbaa.errors import Rejected
from matbaa.formats import text
from matbaa.formats.base import Context
from matbaa.formats.decoding import decode, repaired
from matbaa.formats.draft import draft
from matbaa.formats.labelled_rows import fields_of, form_in
from matbaa.formats.mail_quoted import sender_above
from matbaa.formats.mail_subjects import headline_of
from matbaa.formats.mail_text import (
    HTML_SIGNATURE,
    SIGNATURE,
    of_article,
    without_marked_end,
)
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
#: Headers, of the message and its parts, that are read here or by Python's parser.
_READ_HEADER = re.compile(
    r"^(From|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]{1,30}):[^\n]*+"
    r"(?:\n[ \t][^\n]*+)*+",
    re.I | re.M,
)
_LONGEST_HEADER, _MOST_PARTS = 4_000, 1_000
#: Charsets of a text whose letters they do not have: it was stated wrongly, or not at all.
_UNSTATED = frozenset({None, "us-ascii", "ascii"})
_CID = re.compile(r"<img\b[^<>]*\bsrc=[\"']?cid:[^<>]*>", re.I)
_MARKUP = re.compile(r"(?:<|&lt;)(?:p|div|br)\b", re.I)
_WORD = re.compile(r"\w{3,}")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.S)
#: Number of characters of a headline in the text that can replace the subject.
_HEADLINE = range(20, 151)
#: Fields that are inferred from the form of plain text, not from a header.
_GUESSED = frozenset({"place", "tags", "subtitle"})
#: Suffixes of attachments that may contain the article, best first.
_DOCUMENTS = (".json", ".xml", ".md", ".markdown", ".html", ".htm", ".txt")


def can_parse(content: str, context: Context) -> bool:
    """Whether it starts with header lines, at least two of which are typical of e-mail."""
    head = _HEADER.match(content[:20_000])
    return head is not None and len({it.lower() for it in _KNOWN.findall(head[0])}) >= 2


def parse(content: str, context: Context) -> list[Parsed]:
    """The articles of a message. Raises Rejected if it contains no text."""
    message = _read(content)
    documents = sorted(_documents(message), key=lambda part: _DOCUMENTS.index(_suffix(part)))
    if documents:
        return [_completed(parsed, message) for parsed in _attached(documents[0], context)]
    if (value := _value(message)) is not None:
        return [_completed(parsed, message) for parsed in _parsed(value, context)]
    told = _headers(message)
    fields = _signed(told, _read_body(message, told["title"], context))
    if not fields.get("body"):
        files = ", ".join(filter(None, (part.get_filename() for part in _parts(message))))
        remedy = f"; {files} cannot be read, send the text itself" if files else ""
        raise Rejected("content", f"the message contains no text{remedy[:300]}")
    guessed = _GUESSED & {name for name, value in fields.items() if value}
    return [draft(NAME, fields, guessed=guessed, warnings=_left_out(message))]


def _signed(told: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """The fields from the header (`told`), overridden by those from the body (`read`). If both name
    the same authors, the header's are kept, because they have e-mail addresses.
    """
    names = [[fold(each["name"]) for each in it.get("authors", [])] for it in (told, read)]
    return {**told, **read, **({"authors": told["authors"]} if names[0] == names[1] else {})}


def _read(content: str) -> EmailMessage:
    """The parsed message. `content` has surrogates for bytes that `decoding` could not decode."""
    _refuse_costly(content)
    data = content.lstrip().encode("utf-8", "surrogateescape")
    try:
        message = message_from_bytes(data, policy=policy.default)
        message.walk()
    except (RecursionError, ValueError) as error:
        raise Rejected("content", f"cannot be read as an email message: {error}") from None
    return message


def _refuse_costly(content: str) -> None:
    """Raise Rejected for messages that Python's parser is slow at: many parts, long headers."""
    if content.count("\n--") > _MOST_PARTS:
        raise Rejected(
            "content", f"more than {_MOST_PARTS:,} possible boundary lines (starting with --)"
        )
    for header in _READ_HEADER.finditer(content):
        if len(header[0]) > _LONGEST_HEADER:
            raise Rejected(
                "content", f"the header {header[1]} is longer than {_LONGEST_HEADER:,} characters"
            )


def _headers(message: EmailMessage) -> dict[str, Any]:
    name, address = parseaddr(_header(message, "From"))
    surname, comma, first = name.partition(", ")
    name = f"{first} {surname}" if comma and "," not in first else name or _spelled(address)
    return {
        "id": _header(message, "Message-ID").strip("<> "),
        "title": headline_of(_header(message, "Subject")),
        "authors": [{"name": name, "email": address}],
        "published": _header(message, "Date"),
        "language": _header(message, "Content-Language").partition(",")[0],
    }


def _spelled(address: str) -> str:
    """The name in an address such as `rana.haddad@paper.example`; empty if there is none."""
    parts = address.partition("@")[0].replace("_", ".").split(".")
    is_name = 2 <= len(parts) <= 3 and all(part.isalpha() and len(part) > 1 for part in parts)
    return " ".join(parts).title() if is_name else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header, decoded; empty if it is so malformed that Python's parser fails."""
    try:
        value = str(message.get(name, ""))
        if "\ufffd" in value:  # bytes without a stated charset
            raw = (told for key, told in message.raw_items() if key.lower() == name.lower())
            value = decode(str(next(raw, "")).encode("utf-8", "surrogateescape"))
        return repaired(" ".join(value.split()), fewest=1)
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
    """The attached document, completed by fields that only the message has."""
    missing = {
        name: value
        for name, value in draft(NAME, _headers(message)).submission
        if value
        and name in {"title", "published", "authors"}
        and not getattr(parsed.submission, name)
    }
    return replace(parsed, submission=parsed.submission.model_copy(update=missing))


def _read_body(message: EmailMessage, subject: str, context: Context) -> dict[str, Any]:
    """The fields that the body gives: the text, and perhaps the place, headline and key points."""
    by_type = {part.get_content_type(): part for part in reversed(list(_parts(message)))}
    if "text/html" in by_type:
        markup = _CID.sub("", without_marked_end(_text(by_type["text/html"]), HTML_SIGNATURE))
        markup, sender = without_letter(markup)
        return {**_sent_by(sender), **_of_html(with_lists(markup), subject, context)}
    if "text/plain" not in by_type:
        return {}
    found, sender = _plain(_text(by_type["text/plain"]))
    if "<" in found and _MARKUP.search(found):
        return {"body": html.unescape(found) if "&lt;p&gt;" in found else found}
    return {**_sent_by(sender), **_of_text(found, subject, context)}


def _sent_by(sender: dict[str, str] | None) -> dict[str, Any]:
    """The author of a forwarded message, unless a byline names another."""
    return {"authors": [sender]} if sender else {}


def _of_html(markup: str, subject: str, context: Context) -> dict[str, Any]:
    markup, stated = without_labels(markup)
    if stated:
        return {"body": markup, **_said(stated.items(), context)}
    line = first_line(markup)
    is_headline = len(line) in _HEADLINE and not line.endswith((".", ":", ",", "؟", "?", "!"))
    is_title = is_headline and (not subject or _says_again(subject, line))
    return {"body": markup, **({"title": line} if is_title else {})}


def _said(stated: Iterable[tuple[str, str]], context: Context) -> dict[str, Any]:
    """The fields that rows of the text name, apart from the text; of two for a field the first."""
    values = {field: value for field, value in reversed(list(stated)) if field != "body"}
    return fields_of(values, context, None)


def _of_text(found: str, subject: str, context: Context) -> dict[str, Any]:
    """The fields that plain text gives. A headline in it replaces the subject if there is none, or
    if it says the same more fully.
    """
    if not found.strip():
        return {}
    (parsed,) = text.parse(found, replace(context, title=subject or None))
    read = parsed.submission
    names = ("body", "place", "tags", "subtitle")
    fields: dict[str, Any] = {name: getattr(read, name) for name in names}
    if read.authors:
        fields["authors"] = [author.model_dump(exclude_none=True) for author in read.authors]
    if read.title and (not subject or _says_again(subject, read.title)):
        fields["title"] = read.title
    elif subject and read.title and fold(read.title) != fold(subject):
        fields["subtitle"] = read.subtitle or read.title
    return {**fields, **_said(form_in(found.splitlines()).values(), context)}


def _says_again(subject: str, headline: str) -> bool:
    words = _words(subject)
    return len(words & _words(headline)) * 2 >= max(len(words), 1)


def _words(text: str) -> set[str]:
    """The significant words, without accents, since subjects are often written without them."""
    return set(_WORD.findall(unaccented(fold(text))))


def _text(part: EmailMessage) -> str:
    try:
        content = str(part.get_content())
    except (LookupError, ValueError, AttributeError):
        content = ""
    if content and not (part.get_content_charset() in _UNSTATED and "\ufffd" in content):
        return content
    data = part.get_payload(decode=True)
    return decode(data) if isinstance(data, bytes) else content


def _plain(content: str) -> tuple[str, dict[str, str] | None]:
    """The article in plain text, without greeting, sign-off, signature and quoted messages; and
    the sender of the forwarded message, if it was forwarded.
    """
    text = without_marked_end(content.replace("\r\n", "\n"), SIGNATURE)
    rows = [row for row in text.split("\n") if not row.lstrip().startswith(">")]
    start, end = of_article(rows)
    return "\n".join(rows[start:end]), sender_above(rows[:start])


def _value(message: EmailMessage) -> str | None:
    """A text that is JSON, as forms and content systems send it, with line breaks inserted by mail
    programs removed; otherwise None.
    """
    texts = (_text(part) for part in _parts(message) if part.get_content_type() == "text/plain")
    text = next(texts, "").strip()
    is_object = text.startswith("{") and text.endswith("}")
    return _STRING.sub(lambda string: " ".join(string[0].splitlines()), text) if is_object else None


def _parsed(document: str | bytes, context: Context) -> list[Parsed]:
    from matbaa import formats

    return formats.parse(document, context=context)


def _left_out(message: EmailMessage) -> list[str]:
    """Warnings about parts that are not published: files by their names, unnamed pictures."""
    parts = list(_parts(message))
    names = [str(part.get_filename()) for part in parts if part.get_filename()]
    unnamed = sum(
        part.get_content_maintype() == "image" and not part.get_filename() for part in parts
    )
    said = [f"Attachments, not published: {', '.join(names[:10])}."] if names else []
    if unnamed:
        said.append(
            f"{unnamed} embedded picture(s) not published: refer to "
            "pictures by their web addresses."
        )
    return said
