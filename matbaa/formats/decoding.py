"""Decodes bytes by BOM, declared charset, UTF-8, or the best guess; rejects what is not text."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from matbaa.errors import Rejected
from matbaa.formats import charsets

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
    (b"\x1f\x8b", "is gzip-compressed; send the document uncompressed"),
    (b"PK\x03\x04", "is a ZIP archive; send the documents in it"),
    (b"PK\x05\x06", "is a ZIP archive; send the documents in it"),
    (b"BZh", "is bzip2-compressed; send the document uncompressed"),
    (b"\xfd7zXZ", "is xz-compressed; send the document uncompressed"),
    (b"\x28\xb5\x2f\xfd", "is zstandard-compressed; send the document uncompressed"),
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
#: The escape sequence before Japanese in ISO-2022-JP, whose bytes are all ASCII.
_SHIFTED = b"\x1b$B"
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
#: In truncated or mixed UTF-8, at least so many bytes are well-formed for each that is not.
_MOSTLY = 4
_WELL_FORMED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: The characters of Windows-1252 in place of Latin-1's control characters, with their bytes.
_BYTES = {
    ord(bytes([byte]).decode("cp1252")): byte
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_SIGNS = "".join(map(chr, _BYTES))
#: The first UTF-8 bytes of Arabic letters, read as Windows-1256. Such a text has no alef: its byte
#: there is none that continues a character of UTF-8.
_LEADING = "\u0637\u0638"
_OTHER, _ACCENTED = re.compile(f"[^\x00-\xff{_SIGNS}]"), re.compile("[^\x00-\x7f]")
#: The three UTF-8 bytes of general punctuation (U+2000 to U+203F), read as Windows-1252.
_MARK = re.compile(f"â€[\x80-\xbf{_SIGNS}]")


def decode(data: bytes) -> str:
    """Decode `data`. In this order: by its BOM; by the charset that the document declares, unless
    that is a one-byte charset and the document is well-formed UTF-8; as UTF-8, if necessary with
    replacement characters; in the charset in which it looks most like a text of its script. Raises
    Rejected if it is not text.
    """
    for start, reason in _NOT_TEXT:
        if data.startswith(start):
            raise Rejected("content", reason)
    for start, encoding in (*_BOMS, *_XML_STARTS):
        if data.startswith(start):
            return data.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = charsets.wide(data) or _as_declared(data)
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
    is_mail = _MAIL.match(data[:4_096]) is not None
    if _SHIFTED in data and not is_mail:
        return data.decode("iso2022_jp", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if is_mail:
        # Parts of a message have their own charsets: the e-mail format recovers the bytes.
        return data.decode("ascii", errors="surrogateescape")
    if _is_broken_utf8(data):
        return data.decode("utf-8", errors="replace")
    return charsets.guessed(data) or data.decode("utf-8", errors="replace")


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most non-ASCII bytes are well-formed UTF-8. In text of a Chinese two-byte charset,
    half of them may be by chance.
    """
    rest = _WELL_FORMED.sub(b"", data)
    return len(data) - len(rest) >= _MOSTLY * sum(byte >= 0x80 for byte in rest)


def repaired(text: str, fewest: int = 10) -> str:
    """Repair UTF-8 that was decoded as Latin-1 or Windows-1252: the whole text, or only quotation
    marks and dashes in it; or Arabic that was decoded as Windows-1256. Other text is returned
    unchanged.

    A text with at least `fewest` accented letters is never well-formed UTF-8 in those charsets by
    accident, and nobody writes the three characters of such a mark.
    """
    if text.isascii():
        return text
    if "\u0627" not in text and sum(map(text.count, _LEADING)) >= fewest:
        with suppress(UnicodeError):
            return text.encode("cp1256").decode("utf-8")
    if _OTHER.search(text) is None and len(_ACCENTED.findall(text)) >= fewest:
        with suppress(UnicodeError):
            return _read_again(text)
    return _MARK.sub(lambda found: _read_again(found[0]), text) if "â€" in text else text


def _read_again(text: str) -> str:
    return text.translate(_BYTES).encode("latin-1").decode("utf-8")
