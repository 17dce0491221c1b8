"""The one place where text is normalised for matching; readers never see what it returns."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

#: Harakat and Quranic marks, tatweel, zero-width and bidi controls, byte order mark, soft hyphen.
_UNSEEN = regex.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]"
)
#: Letters of the Arabic script that writers and keyboards use for one another.
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك",
}  # fmt: skip


@lru_cache(maxsize=1)
def _folding() -> dict[int, str]:
    table = {ord(letter): folded for letter, folded in _ARABIC.items()}
    for code in range(0x80, 0x11000):
        if unicodedata.category(chr(code)) == "Nd":
            table[code] = str(unicodedata.decimal(chr(code)))
    return table


def fold(text: str) -> str:
    """Reduce `text` to what it has in common with its other spellings.

    Compatibility forms are unified (NFKC), case is folded, digits of every script become ASCII,
    the Arabic alef, ya, ta marbuta, kaf and hamza carriers become one letter each, and harakat,
    tatweel and invisible controls disappear. Marks of other scripts stay: they are letters there.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _UNSEEN.sub("", plain).translate(_folding())


_PREFIX = regex.compile(r"^(?:[وف]?[بك]?ال|[وف]?لل|[وفبلك](?=.{4}))(?=.{3})")
_SUFFIX = regex.compile(r"(?<=.{3})(?:هما|كما|تها|هم|هن|ها|نا|ات|ون|ين|ان|وا|يه|ته|ه|ي)$")


def light_stem(word: str) -> str:
    """A folded word of the Arabic script without article, clitics and commonest endings.

    After the light stemmers of Larkey, Ballesteros and Connell, "Light Stemming for Arabic
    Information Retrieval" (2007); at least three letters are left.
    """
    return _SUFFIX.sub("", _PREFIX.sub("", word))
