"""Parses JSON from producers within limits, with errors that name what is wrong."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import orjson

from matbaa.errors import Rejected
from matbaa.formats.base import Limits

#: Factor for escapes: an Arabic letter takes two bytes, but six as `\uXXXX`.
ESCAPED = 3
#: A string, closed or not (so that the scan remains linear), or a bracket.
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+\\?"?|[\[{\]}]', re.DOTALL)
_STEP = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def load(content: str | bytes, limits: Limits, *, field: str = "content") -> Any:
    """The JSON value of `content`. Raises Rejected if it exceeds a limit or is not JSON."""
    most = limits.max_body_bytes * ESCAPED
    if len(content) > most:
        raise Rejected(field, f"larger than {most:,} bytes ({ESCAPED} times max_body_bytes)")
    if _too_deep(content, limits.max_json_depth):
        raise Rejected(field, f"nested deeper than {limits.max_json_depth} levels (max_json_depth)")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Rejected(field, f"not JSON: {error}") from None


def load_object(content: str | bytes, limits: Limits, *, field: str = "content") -> dict[str, Any]:
    """The JSON object of `content`. Raises Rejected if it is something else, and like `load`."""
    value = load(content, limits, field=field)
    if not isinstance(value, dict):
        raise Rejected(field, f"must be a JSON object, but is a {_kind(value)}")
    return value


def refuse_repeated(content: str | bytes) -> None:
    """Raises Rejected naming the key, if an object in `content`, which `load` accepts, has a key
    twice: which of the values counts is not defined (RFC 8259, section 4).
    """
    json.loads(content, object_pairs_hook=_once, parse_int=str, parse_float=str)


def _once(pairs: list[tuple[str, Any]]) -> None:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Rejected(twice[:80], "is given twice in the same JSON object; keep one of the two")


def _too_deep(content: str | bytes, limit: int) -> bool:
    """Whether brackets outside strings are nested deeper than `limit`, in one pass."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    if data.count(b"[") + data.count(b"{") <= limit:
        return False
    level = 0
    for token in _TOKEN.finditer(data):
        level += _STEP.get(token[0], 0)
        if level > limit:
            return True
    return False


def _kind(value: Any) -> str:
    names = {list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")


@lru_cache(maxsize=2)
def peek(content: str, limits: Limits) -> Any:
    """The JSON value of `content`, None if it is not JSON or exceeds a limit; for `can_parse`."""
    if content.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return load(content, limits)
    except Rejected:
        return None
