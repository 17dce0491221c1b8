"""The wire contract: what a producer sends, validated.

`docs/submission.schema.json` is generated from `Submission` (`python -m matbaa.schema`).
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import ValidationError as PydanticError
from pydantic_core import PydanticCustomError

from matbaa import remedies
from matbaa.errors import Rejected

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
#: Any printable id a producer already uses: a number, a URN, a URL.
ArticleId = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]+$"
    ),
]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$")]
WebUrl = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=2_000, pattern=r"^https?://\S+$")
]


_COMMAS = ",،;؛、，፣"
_COMMA = re.compile(f"[{_COMMAS}]")


class BodyFormat(StrEnum):
    """The format of `body`. A document of another format is sent in an envelope, see `Envelope`."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


class PubStatus(StrEnum):
    """Whether readers may see the article (ninjs `pubstatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


def _whole(value: Any) -> Any:
    """Reject booleans and strings, which pydantic would convert to a number."""
    if isinstance(value, bool | str):
        raise PydanticCustomError("int_type", "is not a number")
    return value


Whole = Annotated[int, BeforeValidator(_whole)]


#: A limit, because each author has a page on the site.
MOST_AUTHORS = 200


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Author(_Wire):
    """A person or desk that is named in the byline."""

    name: Name
    url: WebUrl | None = None
    role: Line | None = None
    email: Line | None = None


class Image(_Wire):
    """A picture that belongs to the article; the first one is its lead image."""

    url: WebUrl
    alt: Line | None = None
    caption: Line | None = None
    credit: Line | None = None
    width: Annotated[Whole, Field(gt=0)] | None = None
    height: Annotated[Whole, Field(gt=0)] | None = None


def _moment(value: Any) -> Any:
    """Reject numbers as dates: one could mean seconds, milliseconds or a year."""
    is_number = isinstance(value, str) and value.strip().lstrip("+-").replace(".", "").isdigit()
    if isinstance(value, int | float) or is_number:
        raise PydanticCustomError("datetime_type", "is a number, not a date and time")
    return value


Moment = Annotated[datetime, BeforeValidator(_moment)]


def _authors(value: Any) -> Any:
    """Accept one name or author, or a list of names and authors."""
    if isinstance(value, str | dict):
        value = [value]
    if isinstance(value, list):
        return [{"name": item} if isinstance(item, str) else item for item in value]
    return value


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _tags(value: Any) -> Any:
    """Accept a list, or one text with tags between commas."""
    if not isinstance(value, str):
        return value
    return [tag for part in _COMMA.split(value) if (tag := part.strip())]


def _id(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


_Listed = Annotated[list[Name], Field(max_length=100)]
#: These accept what producers commonly write: a number as an id, one value instead of a list.
OwnId = Annotated[
    ArticleId | None, BeforeValidator(_id, json_schema_input_type=ArticleId | int | None)
]
Authors = Annotated[
    list[Author],
    BeforeValidator(_authors, json_schema_input_type=list[Author | Name] | Author | Name),
]
#: At most 100 tags of 200 characters, as in a list; any of them may be empty.
_TagsText = Annotated[
    str,
    StringConstraints(
        pattern=rf"^[^{_COMMAS}]{{0,200}}([{_COMMAS}][^{_COMMAS}]{{0,200}}){{0,99}}$"
    ),
]
Tags = Annotated[_Listed, BeforeValidator(_tags, json_schema_input_type=_Listed | _TagsText)]
Summary = Annotated[
    list[Line] | None,
    BeforeValidator(_one_or_many, json_schema_input_type=list[Line] | Line | None),
]


class Submission(_Wire):
    """One article as a producer submits it. Only `body` is required: missing values are inferred or
    generated, given values are kept. Times without an offset are in the site's time zone.
    """

    id: OwnId = Field(
        None, description="Your own stable id of the article; the hash of the content if absent."
    )
    site: Name | None = Field(
        None, description="Key of the site that publishes it; the first site if absent."
    )
    also_on: list[Name] = Field(
        default=[],
        max_length=50,
        description="Other sites that also publish it, each as an article `<id>@<site>`.",
    )
    revision: Annotated[Whole, Field(ge=1, lt=2**63)] | None = Field(
        None, description="Number of this version; readers see the highest one."
    )
    language: LanguageTag | None = Field(
        None, description="BCP 47 language of the article; detected if absent."
    )
    title: Line | None = Field(None, description="Headline.")
    subtitle: Line | None = Field(None, description="Standfirst, shown under the headline.")
    body: str = Field(
        description="The article's text, written in `format`.",
        json_schema_extra={"pattern": r"\S"},
    )
    format: BodyFormat | None = Field(None, description="The format of `body`; detected if absent.")
    summary: Summary = Field(None, description="Your own summary, a list of sentences.")
    description: Line | None = Field(None, description="Your own meta description.")
    slug: Line | None = Field(None, description="Your own slug, the last part of the URL.")
    authors: Authors = Field(default=[], max_length=MOST_AUTHORS)
    section: Name | None = None
    tags: Tags = Field(default=[])
    place: Line | None = Field(None, description="Where it was reported from (dateline).")
    published: Moment | None = Field(None, description="When it was first published.")
    updated: Moment | None = Field(None, description="When it was last changed.")
    publish_at: Moment | None = Field(None, description="Embargo: not published before this time.")
    expire_at: Moment | None = Field(None, description="When the article is taken down.")
    images: list[Image] = Field(default=[], max_length=200)
    canonical_url: WebUrl | None = Field(
        None, description="URL of the original, if it was published elsewhere."
    )
    translations: dict[LanguageTag, WebUrl] = Field(
        default={}, max_length=100, description="URLs of the article in other languages, by tag."
    )
    status: PubStatus = PubStatus.USABLE
    correction: Line | None = Field(None, description="What was corrected; shown to readers.")
    comments: Annotated[Whole, Field(ge=0)] | None = Field(None, description="Number of comments.")
    views: Annotated[Whole, Field(ge=0)] | None = Field(None, description="Number of views.")
    source: Line | None = Field(None, description="Agency or desk it comes from.")


class Envelope(_Wire):
    """A document in another format, sent unchanged. `format` is a name in `matbaa.formats`, or is
    detected. The other fields override what the document says.
    """

    content: str = Field(description="The document.")
    encoding: Annotated[str, StringConstraints(pattern="^(text|base64)$")] = "text"
    format: Name | None = None
    name: Line | None = Field(None, description="File name, a hint for the format.")
    id: OwnId = None
    site: Name | None = None
    revision: Annotated[Whole, Field(ge=1, lt=2**63)] | None = None
    language: LanguageTag | None = None
    title: Line | None = None
    section: Name | None = None
    tags: Tags = Field(default=[])
    publish_at: Moment | None = None


def rejected(error: PydanticError) -> Rejected:
    """A validation error of pydantic as a rejection that names the first invalid field with the
    reason, and the other invalid fields.
    """
    fields = (Envelope if error.title == Envelope.__name__ else Submission).model_fields
    first, *more = error.errors(include_url=False)
    others = ", ".join(dict.fromkeys(remedies.place(each["loc"]) for each in more[:5]))
    also = f" (also wrong: {others})" if others else ""
    return Rejected(remedies.place(first["loc"]) or "article", remedies.said(first, fields) + also)
