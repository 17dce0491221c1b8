"""The one place where text is normalised for matching; readers never see what it returns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from matbaa.language.memo import Memo

#: Harakat and Quranic marks, tatweel, zero-width and bidi controls, byte order mark, soft hyphen.
_UNSEEN = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]"
)
#: Letters of the Arabic script that writers and keyboards use for one another.
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و",
    "ة": "ه", "ۀ": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "ڪ": "ك",
}  # fmt: skip


_DIGIT = re.compile(r"[^\D0-9]")
_ACCENTS = re.compile("[\u0300-\u036f]")


def fold(text: str) -> str:
    """Reduce `text` to what it has in common with its other spellings.

    Compatibility forms are unified (NFKC), case is folded, digits of every script become ASCII,
    the Arabic alef, ya, ta marbuta, kaf and hamza carriers become one letter each, and harakat,
    tatweel and invisible controls disappear. Marks of other scripts stay: they are letters there.
    """
    if text.isascii():
        return text.casefold()
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).casefold())
    # Replacing one letter after another is ten times as fast as `translate`.
    for letter, folded in _ARABIC.items():
        plain = plain.replace(letter, folded)
    return _DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), plain)


def unaccented(text: str) -> str:
    """`text` decomposed (NFD), without the accents of Latin, Greek and Cyrillic letters."""
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text))


#: `fold` for single words, which come again and again.
fold_word: Callable[[str], str] = Memo(fold).__getitem__

_PREFIX = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل|[وفبلك](?=.{4}))(?=.{3})")
_SUFFIXES = {
    "هما", "كما", "تها", "هم", "هن", "ها", "نا", "ات", "ون", "ين", "ان", "وا", "يه", "ته", "ه", "ي",
}  # fmt: skip
_LEAST = 3


def light_stem(word: str) -> str:
    """A folded word of the Arabic script without article, clitics and commonest endings.

    After the light stemmers of Larkey, Ballesteros and Connell, "Light Stemming for Arabic
    Information Retrieval" (2007); at least three letters are left.
    """
    if prefix := _PREFIX.match(word):
        word = word[prefix.end() :]
    for size in (3, 2, 1):
        if word[-size:] in _SUFFIXES and len(word) >= _LEAST + size:
            return word[:-size]
    return word
