"""The front matter of a Markdown file: YAML, TOML or JSON, with the names that Hugo, Jekyll,
Eleventy and others use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from matbaa.errors import Rejected

#: Front matter between two fences, lines of three dashes or pluses.
_FENCED = re.compile(
    r"\ufeff?\s*(?P<fence>---|\+\+\+|;;;)[ \t]*(?:yaml|toml|json)?\n"
    r"(?P<head>.*?)^(?P=fence)[ \t]*(?:\n|\Z)",
    re.S | re.M,
)
_LONGEST, _DEEPEST = 100_000, 40
#: A dotted TOML name; each of its parts creates a table.
_DOTTED = re.compile(r"^[^=\n\"']*(?:\.[^=\n.\"']*){40}", re.M)
_NAMED_BY_DATE = re.compile(r"(?:.*/)?(\d{4}-\d\d-\d\d)-([^/]+?)\.(?:md|markdown|html?)$", re.I)

_TITLE = ("title", "headline")
_SUBTITLE = ("subtitle", "standfirst", "dek", "lede", "strapline")
_AUTHOR = ("author", "authors", "byline", "by")
_PUBLISHED = (
    "date",
    "published",
    "publishdate",
    "publish_date",
    "pubdate",
    "published_at",
    "created",
)
_UPDATED = (
    "lastmod",
    "updated",
    "last_modified_at",
    "modified",
    "updated_at",
    "last_updated",
    "mtime",
)
_TAGS = ("tags", "tag", "keywords", "topics")
_SECTION = ("section", "category", "categories", "rubric")
_DESCRIPTION = ("description", "summary", "excerpt", "abstract")
_IMAGE = (
    "image",
    "images",
    "cover",
    "featured_image",
    "featureimage",
    "thumbnail",
    "hero",
    "banner",
)
_LANGUAGE = ("lang", "language", "locale")
_ID = ("id", "guid", "uuid", "uid")
_FALSE = frozenset({"false", "no", "off", "0"})


def split(content: str) -> tuple[dict[str, Any], str]:
    """The front matter as a mapping with names in lower case, and the text below it.

    Raises Rejected if it is not YAML, TOML or JSON, or longer than 100,000 characters.
    """
    found = _FENCED.match(content)
    if found is None:
        return {}, content
    head = found["head"]
    if len(head) > _LONGEST:
        raise Rejected("content", f"the front matter is longer than {_LONGEST:,} characters")
    values = _toml(head) if found["fence"] == "+++" else _yaml(head)
    if not isinstance(values, dict):
        return {}, content
    return {str(name).lower(): value for name, value in values.items()}, content[found.end() :]


def _yaml(head: str) -> Any:
    import yaml

    try:
        _refuse_costly(head)
        # The base loader keeps all values as strings: "no" is not false, 1e3 not a number.
        return yaml.load(head, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes only strings
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        problem = getattr(error, "problem", None) or str(error)
        raise Rejected("content", f"the front matter is not YAML: {problem}") from None


def _refuse_costly(head: str) -> None:
    """Raise Rejected for aliases, which can expand beyond memory, and for deep nesting."""
    import yaml

    depth = 0
    for event in yaml.parse(head, Loader=yaml.CBaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise Rejected(
                "content", f"the front matter has an alias (*{event.anchor}); write it out"
            )
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise Rejected("content", f"the front matter is nested deeper than {_DEEPEST}")


def _toml(head: str) -> Any:
    if _DOTTED.search(head):
        raise Rejected("content", f"the front matter is nested deeper than {_DEEPEST}")
    try:
        return tomllib.loads(head)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Rejected("content", f"the front matter is not TOML: {error}") from None


def fields(head: dict[str, Any], name: str | None) -> dict[str, Any]:
    """A submission's fields from front matter, and from a file name with a date and slug."""
    named = _NAMED_BY_DATE.search(name or "")
    return {
        "id": _first(head, _ID),
        "title": _first(head, _TITLE),
        "subtitle": _first(head, _SUBTITLE),
        "authors": _authors(head),
        "published": _first(head, _PUBLISHED) or (named[1] if named else None),
        "updated": _first(head, _UPDATED),
        "expire_at": _first(head, ("expirydate", "expire_at", "expires")),
        "publish_at": _first(head, ("publish_at", "embargo")),
        "section": _first(head, _SECTION),
        "tags": [*_many(head, _TAGS), *_many(head, ("categories",))],
        "description": _first(head, _DESCRIPTION),
        "slug": _first(head, ("slug",)) or (named[2] if named else None),
        "language": _first(head, _LANGUAGE),
        "place": _first(head, ("location", "place", "dateline")),
        "source": _first(head, ("source", "agency")),
        "canonical_url": _first(head, ("canonical_url", "canonicalurl", "canonical")),
        "images": [_image(value) for value in _many(head, _IMAGE, whole=True)],
        "status": "withheld" if _is_draft(head) else "usable",
    }


def _first(head: dict[str, Any], names: Iterable[str]) -> Any:
    return next(iter(_many(head, names)), None)


def _many(head: dict[str, Any], names: Iterable[str], *, whole: bool = False) -> list[Any]:
    """The value of the first of `names` that occurs, as a list of plain values.

    A string may contain several tags, separated by commas or, as in Jekyll, by spaces.
    """
    for name in names:
        value = head.get(name)
        values = value if isinstance(value, list) else [value]
        kinds = (str, int, date, datetime, dict) if whole else (str, int, date, datetime)
        found = [each for each in values if isinstance(each, kinds) and each != ""]
        if len(found) == 1 and isinstance(found[0], str) and name in {*_TAGS, "categories"}:
            return re.split(
                r"\s*,\s*" if "," in found[0] or name != "categories" else r"\s+", found[0]
            )
        if found:
            return found
    return []


def _authors(head: dict[str, Any]) -> list[dict[str, Any]]:
    authors = [_person(value) for value in _many(head, _AUTHOR, whole=True)]
    translators = _many(head, ("translator", "translators"))
    return [*authors, *({"name": name, "role": "translator"} for name in translators)]


def _person(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return {key: value.get(key) for key in ("name", "url", "role", "email")}
    return {"name": value}


def _image(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {"url": value}
    url = value.get("url") or value.get("src") or value.get("image") or value.get("path")
    return {"url": url, **{key: value.get(key) for key in ("alt", "caption", "credit")}}


def _is_draft(head: dict[str, Any]) -> bool:
    draft, published = str(head.get("draft", "false")), str(head.get("published", "true"))
    return draft.lower() not in _FALSE or published.lower() in _FALSE
