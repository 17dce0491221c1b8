"""Guesses the charset of text that declares none and is not UTF-8."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from matbaa.language.detect import detect_language

#: For each charset, the lower-case letters of its script (in a wrong charset they turn into
#: capitals or signs), and sequences that any longer text in it contains.
_SCRIPTS = {
    "cp1256": ("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06af\u060c]", "ال|في |را | از "),
    "iso-8859-6": ("[\u0621-\u063a\u0641-\u064a\u060c\u061f]", "ال|في "),
    "cp1251": ("[а-яёіїєґ]", "ст|но|то|на|не|ен|пр"),
    "koi8-u": ("[а-яёіїєґ]", "ст|но|то|на|не|ен|пр"),
    "cp866": ("[а-яё]", "ст|но|то|на|не|ен|пр"),
    "iso-8859-5": ("[а-яёіїє]", "ст|но|то|на|не|ен|пр"),
    "cp1253": ("[ά-ώ]", "ου|το|και|τη|ος"),
    "cp1255": ("[\u05d0-\u05ea]", "ים|של|את|ות| ה"),
    "cp874": ("[\u0e01-\u0e3a\u0e40-\u0e4d]", "การ|ที่|และ|ของ|ใน|มี|เป็น|วัน"),
}
_SURE = 0.85
_LATIN = re.compile(rb"[A-Za-z ]")
#: A non-ASCII byte next to a Latin letter: an accented letter within a word.
_ACCENTED = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_HIGH = re.compile(rb"[\x80-\xff]")
#: Charsets of Latin-script languages that need letters which Windows-1252 lacks.
_OTHER_LATIN = {
    "tr": ("cp1254",),
    "az": ("cp1254",),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro", "bs"), ("cp1250", "iso-8859-2")),
    **dict.fromkeys(("lt", "lv"), ("cp1257",)),
}
#: Accented letters within words; in a wrong charset some of them are signs.
_WITHIN = re.compile(r"[^\W\d_][^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f][^\W\d_]")
_LONGEST_GUESS = 20_000
#: Unicode's categories of characters that are not printable but occur in texts.
_INVISIBLE = frozenset({"Cf", "Zs", "Zl", "Zp"})
#: How many two-byte characters are enough to decide; the share of them that must be common, and
#: for Japanese, the share that must be kana.
_FEWEST_PAIRS, _MOSTLY, _KANA = 20, 0.85, 0.15


@dataclass(frozen=True, slots=True)
class _Pairs:
    """A two-byte charset, and the first bytes of its characters in common use: punctuation,
    syllables, and the ideographs of the standard's first level, which holds the frequent ones.
    """

    name: str
    common: frozenset[int]
    #: First bytes of kana, which every Japanese text contains.
    kana: frozenset[int] = frozenset()
    lowest_second: int = 0xA1
    #: The charset that the first bytes refer to, if it is another one with the same characters.
    rows_of: str | None = None


def _rows(*ranges: tuple[int, int]) -> frozenset[int]:
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in ranges))


_SIGNS = (0xA1, 0xA3)
_JAPANESE = _rows(_SIGNS, (0xA4, 0xA5), (0xB0, 0xCF))
#: JIS X 0208, KS X 1001, GB 2312 and Big5. The rows of Hangul are among those of common Chinese
#: characters, so Korean is tried before Chinese.
_PAIRS = (
    _Pairs("cp932", _JAPANESE, _rows((0xA4, 0xA5)), rows_of="euc_jp"),
    _Pairs("euc_jp", _JAPANESE, _rows((0xA4, 0xA5))),
    _Pairs("cp949", _rows(_SIGNS, (0xB0, 0xC8))),
    _Pairs("gb18030", _rows(_SIGNS, (0xB0, 0xD7))),
    _Pairs("big5", _rows((0xA1, 0xC6)), lowest_second=0x40),
)


def guessed(data: bytes) -> str | None:
    """Decode `data` in the charset in which it looks most like a text of its script; None if it
    looks like none of them.
    """
    if (text := _east_asian(data)) is not None:
        return text
    sample = data[:_LONGEST_GUESS]
    encoding = _latin(sample) if _is_latin(sample) else _script(sample)
    if encoding is None and len(_LATIN.findall(sample)) * 2 > len(sample):
        encoding = _latin(sample)
    return data.decode(encoding, errors="replace") if encoding else None


def _is_latin(sample: bytes) -> bool:
    return len(_ACCENTED.findall(sample)) * 2 > len(_HIGH.findall(sample))


def _script(sample: bytes) -> str | None:
    """The one-byte charset of a non-Latin script that `sample` is most likely in, if any."""
    encoding, likeliness = max(
        ((name, _likeliness(sample, name, *signs)) for name, signs in _SCRIPTS.items()),
        key=lambda pair: pair[1],
    )
    return encoding if likeliness > _SURE else None


def _likeliness(data: bytes, encoding: str, letters: str, common: str) -> float:
    """The share of a script's lower-case letters, and of its common sequences, in the non-ASCII
    characters; 0 if there are too few of them.
    """
    text = data.decode(encoding, errors="replace")
    others = "".join(char for char in text if char > "\x7f")
    if len(others) < 12:
        return 0.0
    usual = len(re.findall(common, text)) / len(others)
    return len(re.findall(letters, others)) / len(others) + min(usual, 0.2)


def _east_asian(data: bytes) -> str | None:
    """The text in the first two-byte charset that decodes all of it to mostly common characters."""
    for pairs in _PAIRS:
        try:
            text = data.decode(pairs.name)
        except UnicodeDecodeError:
            continue
        if _is_written_in(pairs, text[:_LONGEST_GUESS]):
            return text
    return None


def _is_written_in(pairs: _Pairs, text: str) -> bool:
    """Whether most non-ASCII characters of `text` are in common use in that charset."""
    written = (char.encode(pairs.rows_of or pairs.name, "ignore") for char in text if char > "\x7f")
    others = [char for char in written if char]
    if len(others) < _FEWEST_PAIRS:
        return False
    two = [char for char in others if len(char) == 2 and char[1] >= pairs.lowest_second]
    kana = _count(two, pairs.kana)
    is_common = _count(two, pairs.common) >= _MOSTLY * len(others)
    return is_common and (not pairs.kana or kana >= _KANA * len(others))


def _count(pairs: Iterable[bytes], rows: frozenset[int]) -> int:
    return sum(pair[0] in rows for pair in pairs)


def _latin(sample: bytes) -> str:
    """Windows-1252, or the charset of the language detected from the unaccented letters."""
    western = sample.decode("cp1252", errors="replace")
    candidates = _OTHER_LATIN.get(detect_language(western), ("cp1252",))
    return max(candidates, key=lambda name: len(_WITHIN.findall(sample.decode(name, "replace"))))


def wide(data: bytes) -> str | None:
    """Decode UTF-16 without a byte order mark; None if `data` is something else.

    Spaces and line ends contain a zero byte, and decide the byte order.
    """
    if b"\x00" not in data[:4_096] or len(data) % 2:
        return None
    texts = [data.decode(name, errors="replace") for name in ("utf-16-le", "utf-16-be")]
    text = max(texts, key=lambda read: sum(map(read.count, " \n")))
    return text if "\ufffd" not in text and all(map(_is_written, set(text))) else None


def _is_written(char: str) -> bool:
    """Whether texts contain such a character: also joiners, direction marks, and all spaces."""
    return char.isprintable() or char in "\r\n\t" or unicodedata.category(char) in _INVISIBLE
