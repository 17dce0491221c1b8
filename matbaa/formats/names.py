"""Recognises the names of persons by their form, in all scripts."""

from __future__ import annotations

import re

#: A word of a name. It is not `\\w+`, which excludes the vowel signs of Indian and other scripts.
WORD = r"[^\W\d_][^\s\d,،、፣፤፦።;&:()\[\]/|!?؟«»“”\"<>{}=@]*"
#: A name of two to five words.
NAME = rf"{WORD}(?:\s+{WORD}){{1,4}}"
_NAME = re.compile(NAME)
#: A character of a script without spaces, and a whole name in one.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_NAME = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{2,6}|[\uac00-\ud7af]{2,4}")
#: The most letters of a particle such as "de" or "van" in a name.
_PARTICLE = 3


def is_name(text: str) -> bool:
    """Whether `text` looks like a name of two to five words. In scripts with capitals the first and
    the last word are capitalised, and all others except particles.
    """
    if _NAME.fullmatch(text) is None:
        return False
    words = text.split()
    low = [len(word) for word in words if word[0].islower() and word == word.lower()]
    is_told = all(length <= _PARTICLE for length in low) and len(words) - len(low) >= 2
    return is_told and not words[0][0].islower() and not words[-1][0].islower()


def is_unspaced(text: str) -> bool:
    """Whether `text` looks like a Chinese, Japanese or Korean name without a space."""
    return _DENSE_NAME.fullmatch(text) is not None


def is_dense(text: str) -> bool:
    """Whether `text` has Chinese, Japanese or Korean characters."""
    return _DENSE.search(text) is not None
