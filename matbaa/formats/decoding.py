"""Decodes bytes by BOM, declared charset, UTF-8, or the best guess; rejects what is not text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from matbaa.errors import Rejected

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How an XML declaration starts without a BOM (XML 1.0, appendix F.1).
_XML_STARTS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_NOT_TEXT = (
    (b"\x1f\x8b", "is gzip-compressed; send what is in it"),
    (b"PK\x03\x04", "is a ZIP archive; send the documents in it"),
    (b"PK\x05\x06", "is a ZIP archive; send the documents in it"),
    (b"BZh", "is bzip2-compressed; send what is in it"),
    (b"\xfd7zXZ", "is xz-compressed; send what is in it"),
    (b"\x28\xb5\x2f\xfd", "is zstandard-compressed; send what is in it"),
    (b"{\\rtf", "is a rich text file (RTF); send its text"),
    (b"7z\xbc\xaf", "is a 7z archive; send the documents in it"),
    (b"Rar!", "is a RAR archive; send the documents in it"),
    (b"\x89PNG", "is a PNG image, not a document"),
    (b"GIF8", "is a GIF image, not a document"),
    (b"\xff\xd8\xff", "is a JPEG image, not a document"),
    (b"RIFF", "is a media file, not a document"),
    (b"%PDF-", "is a PDF; send its text"),
    (b"\xd0\xcf\x11\xe0", "is a Microsoft Office document; send its text"),
    (b"\x7fELF", "is a program, not a document"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)|<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]+)""",
    re.I,
)
_MAIL = re.compile(rb"\s*(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){3}")
#: Labels that in practice mean a larger charset
#: (https://encoding.spec.whatwg.org/#names-and-labels).
_LARGER = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
}
#: Python codecs that are not charsets of documents.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
#: For each charset, the lower-case letters of its script (in a wrong charset they turn into
#: capitals or signs), and sequences that any longer text in it contains.
_SCRIPTS = {
    "cp1256": ("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06af\u060c]", "ال|في |را | از "),
    "iso-8859-6": ("[\u0621-\u063a\u0641-\u064a\u060c\u061f]", "ال|في "),
    "cp1251": ("[а-яёіїєґ]", "ст|но|то|на|не|ен|пр"),
    "koi8-u": ("[а-яёіїєґ]", "ст|но|то|на|не|ен|пр"),
    "cp1253": ("[ά-ώ]", "ου|το|και|τη|ος"),
    "cp1255": ("[\u05d0-\u05ea]", "ים|של|את|ות| ה"),
}
#: Particles and commonest characters of Japanese, Chinese and Korean.
_COMMON_HAN = re.compile("[のはをにがでとた的是了在一不有人我年大国國이은는의에가을다로]")
_WELL_FORMED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_LATIN = re.compile(rb"[A-Za-z ]")
#: The characters of Windows-1252 in place of Latin-1's control characters, with their bytes.
_BYTES = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_SIGNS = "".join(map(chr, _BYTES))
_OTHER, _ACCENTED = re.compile(f"[^\x00-\xff{_SIGNS}]"), re.compile("[^\x00-\x7f]")
#: The three UTF-8 bytes of general punctuation (U+2000 to U+203F), read as Windows-1252.
_MARK = re.compile(f"â€[\x80-\xbf{_SIGNS}]")
_LONGEST_GUESS = 20_000


def decode(data: bytes) -> str:
    """Decode `data`. In this order: by its BOM; by the charset that the document declares, unless
    that is a one-byte charset and the document is well-formed UTF-8; as UTF-8, if necessary with
    replacement characters; in the charset in which it looks most like a text of its script (for
    Arabic, cp1256 and ISO 8859-6). Raises Rejected if it is not text.
    """
    for start, reason in _NOT_TEXT:
        if data.startswith(start):
            raise Rejected("content", reason)
    for start, encoding in (*_BOMS, *_XML_STARTS):
        if data.startswith(start):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = _as_declared(data)
    if text is None:
        text = _undeclared(data)
    if text.count("\x00") > len(text) // 100:
        raise Rejected("content", "is binary, not text")
    return repaired(text)


def _as_declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4_096])
    if declared is None:
        return None
    label = (declared[1] or declared[2]).decode("ascii").lower()
    encoding = _LARGER.get(label, label)
    if encoding.startswith(("utf-16", "utf-32")) or encoding in _NO_CHARSETS:
        return None
    one_byte = encoding.startswith(("cp12", "iso-8859", "windows-", "koi8", "mac"))
    for candidate in ["utf-8", encoding] if one_byte else [encoding, "utf-8"]:
        try:
            return data.decode(candidate)
        except (LookupError, UnicodeError):
            continue
    return None


def _undeclared(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _MAIL.match(data[:4_096]):
        # Parts of a message have their own charsets: the e-mail format recovers the bytes.
        return data.decode("ascii", errors="surrogateescape")
    if _is_broken_utf8(data):
        return data.decode("utf-8", errors="replace")
    return _guessed(data)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether at least half of the non-ASCII bytes are well-formed UTF-8."""
    rest = _WELL_FORMED.sub(b"", data)
    return len(data) - len(rest) >= sum(byte >= 0x80 for byte in rest)


def _guessed(data: bytes) -> str:
    """The text in the most likely charset: of the script whose lower-case letters prevail, Western
    for Latin letters, otherwise UTF-8 with replacement characters.
    """
    sample = data[:_LONGEST_GUESS]
    encoding, likeliness = max(
        ((name, _likeliness(sample, name, *signs)) for name, signs in _SCRIPTS.items()),
        key=lambda pair: pair[1],
    )
    if likeliness > 0.85:
        return data.decode(encoding, errors="replace")
    if len(_LATIN.findall(sample)) * 2 > len(sample):
        return data.decode("cp1252", errors="replace")
    return _east_asian(data) or data.decode("utf-8", errors="replace")


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
    """The text in an East Asian two-byte charset, or None. These charsets are so strict that a
    longer text is valid in few of them.
    """
    for encoding in ("cp932", "gb18030", "cp949", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(data) >= 60 and len(_COMMON_HAN.findall(text)) * 20 > len(text):
            return text
    return None


def repaired(text: str, fewest: int = 10) -> str:
    """Repair UTF-8 that was decoded as Latin-1 or Windows-1252: the whole text, or only quotation
    marks and dashes in it. Other text is returned unchanged.

    A text with at least `fewest` accented letters is never well-formed UTF-8 in those charsets by
    accident, and nobody writes the three characters of such a mark.
    """
    if text.isascii():
        return text
    if _OTHER.search(text) is None and len(_ACCENTED.findall(text)) >= fewest:
        with suppress(UnicodeError):
            return _read_again(text)
    return _MARK.sub(lambda found: _read_again(found[0]), text) if "â€" in text else text


def _read_again(text: str) -> str:
    return text.translate(_BYTES).encode("latin-1").decode("utf-8")
