"""JSON as producers send it: bounded, and with an answer that names what is wrong."""

from __future__ import annotations

from typing import Any

import orjson

from matbaa.errors import Rejected
from matbaa.formats.base import Limits


def load(content: str | bytes, limits: Limits, *, field: str = "content") -> Any:
    """The value that `content` is. Raises Rejected over a limit or where it is not JSON."""
    if len(content) > limits.max_body_bytes * 2:
        raise Rejected(field, f"larger than {limits.max_body_bytes * 2:,} bytes (max_body_bytes)")
    if depth(content) > limits.max_json_depth:
        raise Rejected(field, f"nested deeper than {limits.max_json_depth} levels (max_json_depth)")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Rejected(field, f"not JSON: {error}") from None


def load_object(content: str | bytes, limits: Limits, *, field: str = "content") -> dict[str, Any]:
    """The object that `content` is. Raises Rejected."""
    value = load(content, limits, field=field)
    if not isinstance(value, dict):
        raise Rejected(field, f"must be a JSON object, is a {_kind(value)}")
    return value


def depth(content: str | bytes) -> int:
    """An upper bound of how deep `content` is nested, counted without parsing it."""
    data = content.encode(errors="replace") if isinstance(content, str) else content
    opened = data.count(b"[") + data.count(b"{")
    if opened <= 40:
        return opened
    return _measured_depth(data)


def _measured_depth(data: bytes) -> int:
    import re

    level = deepest = 0
    for token in re.finditer(rb'"(?:[^"\\]|\\.)*+"|[\[{\]}]', data, re.DOTALL):
        mark = token[0]
        if mark in b"[{":
            level += 1
            deepest = max(deepest, level)
        elif mark in b"]}":
            level -= 1
    return deepest


def _kind(value: Any) -> str:
    names = {list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return names.get(type(value), "null")
