"""Validates ninjs items by IPTC's schemas, with tolerance for the dialects of agencies."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from matbaa.errors import Rejected

if TYPE_CHECKING:
    import jsonschema_rs

_FOLDER = Path(__file__).parent / "schemas" / "ninjs"
#: Known versions of ninjs, newest first.
VERSIONS = ("3.1", "3.0", "2.2", "2.1", "2.0", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1")
_DRAFTS = ("2.x-dev", "1.x-dev")
#: Misuses of names that ninjs reserves: they may only have a suffix after an underscore.
_RESERVED = re.compile(r"(?:body|description|headline)(?![A-Za-z])(?!_[A-Za-z0-9]+$|$)")
_ONLY_IN_2 = frozenset({"headlines", "bodies", "descriptions"})
_ONLY_IN_3 = frozenset(
    {
        "versionCreated",
        "firstCreated",
        "pubStatus",
        "contentCreated",
        "plannedCoverage",
        "eventDetails",
    }
)


def check(item: dict[str, Any], version: str | None = None) -> list[str]:
    """Warnings about an item that is acceptable as ninjs of `version`, else of the version that it
    declares, else of any version.

    An item with a text may lack a `uri`, have a `type` of the agency's own, write a number as a
    string, and have unknown properties. Without a text an unknown property is rejected, because it
    may be a misspelt name of the text. Raises Rejected naming the property at fault.
    """
    version = version or declared(item)
    for candidate in [version] if version else _candidates(item):
        if _validator(candidate).is_valid(item):
            return []
    return _tolerated(item, version or _candidates(item)[0])


def declared(item: dict[str, Any]) -> str | None:
    """The version that an item declares, if it is a known one."""
    for name, versions in (("$standard", "1"), ("standard", "23")):
        standard = item.get(name)
        if isinstance(standard, dict):
            version = str(standard.get("version", ""))
            if version in VERSIONS and version[0] in versions:
                return version
    return None


#: Properties of Superdesk's dialect that are read although ninjs does not have them.
_READ = frozenset({"abstract", "authors", "guid", "service"})


def _candidates(item: dict[str, Any]) -> list[str]:
    major = "3" if _ONLY_IN_3 & item.keys() else "2" if _ONLY_IN_2 & item.keys() else "1"
    ordered = [version for version in VERSIONS if version.startswith(major)]
    return [*ordered, *_DRAFTS, *(version for version in VERSIONS if version not in ordered)]


def _tolerated(item: dict[str, Any], version: str) -> list[str]:
    unknown: list[str] = []
    for error in _validator(version).iter_errors(item):
        field, kind = _field(error), error.kind.as_dict()
        if "unexpected" in kind:
            unknown += [f"{field}.{name}".removeprefix("item.") for name in kind["unexpected"]]
        elif not (has_text(item) and _is_minor(field, error)):
            raise Rejected(field, f"{_short(error.message)} (ninjs {version})")
    if reserved := next(filter(_RESERVED.match, unknown), None):
        raise Rejected(reserved, f"is not a valid property name in ninjs {version}")
    if unknown and not has_text(item):
        raise Rejected(
            unknown[0], f"is not a property of ninjs {version}, and the item has no body"
        )
    unknown = [name for name in unknown if name not in _READ]
    return (
        [f"Ignored, because not part of ninjs {version}: {', '.join(unknown[:20])}."]
        if unknown
        else []
    )


def _is_minor(field: str, error: jsonschema_rs.ValidationError) -> bool:
    """Whether an error is tolerable: no `uri`, an unknown `type`, a number as string or reverse."""
    kind = error.kind.name
    if kind == "type":
        return isinstance(error.instance, str | int | float)
    return (field, kind) in {("item", "required"), ("type", "enum")}


def has_text(item: dict[str, Any]) -> bool:
    """Whether a body property of any version has a value."""
    return any(value for name, value in item.items() if name.startswith(("body_", "bodies")))


def _field(error: jsonschema_rs.ValidationError) -> str:
    path = "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.instance_path
    )
    return path.lstrip(".") or "item"


def _short(message: str) -> str:
    return message if len(message) <= 300 else f"{message[:200]} ... {message[-80:]}"


@cache
def _validator(version: str) -> jsonschema_rs.Validator:
    import jsonschema_rs

    schema = orjson.loads((_FOLDER / f"{version}.json").read_bytes())
    return jsonschema_rs.validator_for(schema, retriever=_never_fetched, validate_formats=False)


def _never_fetched(uri: str) -> dict[str, Any]:
    """An empty schema for those that schemas refer to by URL: nothing is ever fetched."""
    return {}
