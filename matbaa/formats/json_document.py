"""Parses JSON from producers within limits, with errors that name what is wrong."""

from __future__ import annotations

import codecs
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
#: The end of a key.
_KEY = re.compile(rb'"\s*:')
_STEP = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def load(content: str | bytes, limits: Limits, *, field: str = "content") -> Any:
    """The JSON value of `content`. Raises Rejected if it exceeds a limit or is not JSON."""
    most = limits.max_body_bytes * ESCAPED
    if len(content) > most:
        raise Rejected(field, f"larger than {most:,} bytes ({ESCAPED} times max_body_bytes)")
    if _too_deep(content, limits.max_json_depth):
        raise Rejected(field, f"nested deeper than {limits.max_json_depth} levels (max_json_depth)")
    try:
        return orjson.loads(_without_mark(content))
    except orjson.JSONDecodeError as error:
        raise Rejected(field, f"not JSON: {_problem(error)}") from None


def load_object(content: str | bytes, limits: Limits, *, field: str = "content") -> dict[str, Any]:
    """The JSON object of `content`. Raises Rejected if it is something else, and like `load`."""
    value = load(content, limits, field=field)
    if not isinstance(value, dict):
        raise Rejected(field, f"must be a JSON object, but is a {_kind(value)}")
    return value


def _without_mark(content: str | bytes) -> str | bytes:
    """`content` without a byte order mark, which may be ignored (RFC 8259, section 8.1)."""
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    return content.removeprefix(codecs.BOM_UTF8)


def _problem(error: orjson.JSONDecodeError) -> str:
    """What is wrong, in words for those who write articles, with the remedy."""
    if "UTF-8" in error.msg:
        return "some of its characters cannot be read; save or send it as Unicode (UTF-8)"
    if "surrogate" in error.msg:
        place = f"line {error.lineno} column {error.colno}"
        return f"an escape such as \\ud83d is only half of a character ({place}); write both halves"
    return str(error)


def refuse_repeated(content: str | bytes, value: Any) -> None:
    """Raises Rejected naming the key, if an object in `content`, which `load` read as `value`, has
    a key twice: which of the values counts is not defined (RFC 8259, section 4).
    """
    text = content if isinstance(content, bytes) else content.encode(errors="replace")
    if len(_KEY.findall(text)) == _keys(value):
        return  # what looks like a key in a text can only add to the first number
    json.loads(_without_mark(content), object_pairs_hook=_once, parse_int=str, parse_float=str)


def _keys(value: Any) -> int:
    """How many keys all objects in a JSON value have."""
    if isinstance(value, dict):
        return len(value) + sum(map(_keys, value.values()))
    return sum(map(_keys, value)) if isinstance(value, list) else 0


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
