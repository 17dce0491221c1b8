"""Caches results for pieces of text, since most words of running text have occurred before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar, cast
from weakref import WeakValueDictionary

T = TypeVar("T")

#: The most pieces in all memos of a process together before old ones are removed. As many older
#: ones may still be kept; both together take about 13 MB. With 30,000, an eighth fewer pieces are
#: computed again, without a measurable gain.
CAPACITY = 20_000
#: Longer pieces (URLs, whole sentences in scripts without spaces) rarely recur and are not cached.
_LONGEST = 32


class Memo(dict[str, T]):
    """A dict that computes missing values by `work` and keeps them. When all memos of the process
    together are full, each drops the entries not looked up since the last time this happened.
    """

    _all: ClassVar[WeakValueDictionary[int, Memo[Any]]] = WeakValueDictionary()
    _kept: ClassVar[int] = 0

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work
        self._before: dict[str, T] = {}
        Memo._all[id(self)] = self

    def __missing__(self, piece: str) -> T:
        value = self._before.get(piece) or self._work(piece)
        if value == piece:  # one string in memory instead of two
            value = cast(T, piece)
        if len(piece) <= _LONGEST:
            self[piece] = value
            Memo._kept += 1
            if Memo._kept > CAPACITY:
                _forget()
        return value


def _forget() -> None:
    for memo in list(Memo._all.values()):
        memo._before = memo.copy()
        memo.clear()
    Memo._kept = 0
