"""Cursors for keyset pagination: the sort keys of a page's last row, as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from matbaa.errors import Rejected

_BETWEEN = "~"


def cursor(moment: datetime, tie: object) -> str:
    """The cursor of a row in a list ordered by `moment` and then by `tie`."""
    return f"{moment.isoformat()}{_BETWEEN}{tie}"


def beyond(
    after: str, moment: InstrumentedAttribute[Any], tie: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """The condition for rows that follow the cursor `after` in descending order.

    Raises Rejected if `after` is not a cursor.
    """
    try:
        time, _between, rest = after.partition(_BETWEEN)
        keys: Sequence[Any] = (datetime.fromisoformat(time), tie.type.python_type(rest))
    except ValueError:
        raise Rejected("after", f"{after!r} is not the end of a list") from None
    types = (moment.type, tie.type)
    values = [literal(key, kind) for key, kind in zip(keys, types, strict=True)]
    return tuple_(moment, tie) < tuple_(*values)
