"""What was worked out for a piece of text, kept: running text has few pieces that are new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from weakref import WeakValueDictionary

T = TypeVar("T")

#: Pieces that a process learns before it forgets older ones, of all memos together: some 15 MB.
CAPACITY = 30_000
#: Longer ones (addresses, whole sentences of scripts without spaces) hardly come again.
_LONGEST = 32


class Memo(dict[str, T]):
    """The value of `work` for each piece of text that is looked up. When all memos of the process
    together are full, each forgets what was not looked up since it last happened.
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
