"""Search on a static site: an index in parts that are numbered from the oldest article.

Every article has a permanent number on its site: 0, 1, 2, ... The newest articles are in one small
open file. 128 articles make a block and 32 blocks a volume; both are written when they are full and
change only when one of their articles does. Their postings are split by the first letters of the
terms, so that a browser fetches one small file per word and part, newest part first.

Publishing an article thus writes one object, however many were published before it. The theme's
`search.js` reads these files; it folds and stems a query exactly as `terms` does.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Literal

import orjson
import regex

from matbaa.language.normalize import fold, light_stem, unaccented
from matbaa.pages.values import Entry, Page

#: Articles in a block, a volume, and a shelf: a file with what is displayed of them.
BLOCK = 128
VOLUME = 4_096
SHELF = 32
#: Files that the postings of a block are split into; a volume has 32 times as many.
_BLOCK_BUCKETS = 16
_SIZES = {"block": BLOCK, "volume": VOLUME}
_BUCKETS = {"block": _BLOCK_BUCKETS, "volume": _BLOCK_BUCKETS * VOLUME // BLOCK}

OPEN_PATH = "search/open.json"

_UNSPACED = (
    r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}"
    r"\p{Script=Khmer}\p{Script=Myanmar}ー"
)
_RUN = regex.compile(rf"(?V1)[{_UNSPACED}]+|[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]+")
_IS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
_ARABIC_SCRIPT = regex.compile(r"\p{Script=Arabic}")
_LONGEST_TERM = 24
#: The weight of a term: `_IN_TITLE` for the title, `_IN_SUBJECTS` for section, tags and authors,
#: and the number of its occurrences in the text, at most `_IN_TEXT`.
_IN_TITLE, _IN_SUBJECTS, _IN_TEXT = 8, 4, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The data of an article in the index."""

    number: int
    path: str
    title: str
    description: str
    language: str
    direction: str
    #: ISO 8601 with an offset.
    published: str
    section: str
    #: Weights by term, see `terms`.
    terms: dict[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A full block or volume; `index` numbers those of its `kind` from 0, the oldest first."""

    kind: Literal["block", "volume"]
    index: int

    @property
    def first(self) -> int:
        """The number of its oldest article."""
        return self.index * _SIZES[self.kind]

    @property
    def end(self) -> int:
        """The number after its newest article."""
        return self.first + _SIZES[self.kind]


def terms(text: str) -> Iterable[str]:
    """The terms of `text`: folded words without accents, stems in the Arabic script, pairs of
    letters in scripts without spaces.
    """
    folded = fold(text)
    runs = _RUN.findall(folded)
    if not _IS_UNSPACED.search(folded):
        return [term for term in map(_term, runs) if term]
    return chain.from_iterable(map(_parts, runs))


def _parts(run: str) -> list[str]:
    if _IS_UNSPACED.match(run):
        return [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return [term] if (term := _term(run)) else []


def record(entry: Entry, text: str, number: int) -> Record:
    """The record of an article with its number on the site; `text` is its running text."""
    weights = Counter({term: min(n, _IN_TEXT) for term, n in Counter(terms(text)).items()})
    subjects = " ".join([entry.section or "", *entry.tags, *entry.authors])
    weights.update(dict.fromkeys(terms(entry.title), _IN_TITLE))
    weights.update(dict.fromkeys(terms(subjects), _IN_SUBJECTS))
    return Record(
        number=number,
        path=entry.path,
        title=entry.title,
        description=entry.description,
        language=entry.language,
        direction=entry.direction,
        published=entry.published.isoformat(timespec="minutes"),
        section=entry.section or "",
        terms=dict(weights),
    )


def dump(record: Record) -> bytes:
    """A record as JSON, to be stored; `load` reads it."""
    return orjson.dumps(record)


def load(kept: bytes | str) -> Record:
    """The record that `dump` wrote."""
    return Record(**orjson.loads(kept))


def parts(total: int) -> list[Part]:
    """The full parts of a site that has assigned `total` numbers, oldest first: all full volumes,
    then the remaining full blocks.
    """
    volumes = total // VOLUME
    blocks = range(volumes * VOLUME // BLOCK, total // BLOCK)
    return [Part("volume", n) for n in range(volumes)] + [Part("block", n) for n in blocks]


def part_of(number: int, total: int) -> Part | None:
    """The part with the article of this number; None if that is in the open file."""
    if number < total // VOLUME * VOLUME:
        return Part("volume", number // VOLUME)
    return Part("block", number // BLOCK) if number < total // BLOCK * BLOCK else None


def line(record: Record) -> bytes:
    """The record of an article in the open file."""
    return orjson.dumps([*_shown(record), _by_weight(record.terms)])


def open_page(lines: Iterable[bytes], ready: Sequence[Part]) -> Page:
    """The open file: the newest articles, and the list of stored parts for the older ones.

    `lines` are the records of all articles that are not in a `ready` part: while a part is being
    written, its articles remain in the open file.
    """
    body = {
        "shelf": SHELF,
        "parts": [[part.kind, part.index, part.first, _BUCKETS[part.kind]] for part in ready],
        "records": [orjson.Fragment(each) for each in lines],
    }
    return _page(OPEN_PATH, body)


def part_pages(part: Part, records: Iterable[Record]) -> list[Page]:
    """The files of a full part. `records` come oldest first, without articles that were taken down,
    and are read only once.
    """
    # For each term a flat list: index in the part and weight of each article.
    postings: dict[str, list[int]] = defaultdict(list)
    shelves: dict[int, list[list[Any]]] = defaultdict(list)
    places: list[int] = []
    for record in records:
        places.append(record.number - part.first)
        for term, weight in record.terms.items():
            postings[term] += (places[-1], weight)
        if part.kind == "block":
            shelves[record.number // SHELF].append(_shown(record))
    return _posting_pages(part, postings, len(places)) + [
        _page(f"search/shelf/{number}.json", shelf) for number, shelf in shelves.items()
    ]


def _posting_pages(part: Part, postings: Mapping[str, list[int]], total: int) -> list[Page]:
    """The files with the postings of a part with `total` articles."""
    count = _BUCKETS[part.kind]
    buckets: dict[int, dict[str, Any]] = {number: {} for number in range(count)}
    for term, found in sorted(postings.items()):
        is_common = len(found) // 2 > total // 2
        # 0 marks a term in most articles of the part, which does not help to find one.
        buckets[bucket(term, count)][term] = 0 if is_common and total > SHELF else found
    return [
        _page(f"search/{part.kind}/{part.index}/{number}.json", body)
        for number, body in buckets.items()
    ]


def _shown(record: Record) -> list[Any]:
    return [
        record.number,
        record.path,
        record.title,
        record.description,
        record.language,
        record.direction,
        record.published[:10],
        record.section,
    ]


def _by_weight(weights: dict[str, int]) -> dict[str, str]:
    groups: dict[str, list[str]] = defaultdict(list)
    for term, weight in sorted(weights.items()):
        groups[str(weight)].append(term)
    return {weight: " ".join(group) for weight, group in sorted(groups.items())}


@lru_cache(maxsize=4_096)
def _term(run: str) -> str:
    plain = unicodedata.normalize("NFC", unaccented(run))
    stem = light_stem(plain) if _ARABIC_SCRIPT.search(plain) else plain
    return stem[:_LONGEST_TERM]


def bucket(term: str, count: int) -> int:
    """The index of the file, of `count`, that has a term. It depends on the first two characters,
    so that the beginning of a word is found in the same file as the word.
    """
    number = 0
    for character in term[:2]:
        number = (number * 31 + ord(character)) % 4_294_967_296
    return number % count


def _page(path: str, body: Any) -> Page:
    return Page(path, "search-index", "application/json", orjson.dumps(body))
