"""What a person's name looks like, in every script that newsrooms write."""

from __future__ import annotations

import re

#: A word of a name: vowel signs of Indian and other scripts are no `\\w`.
WORD = r"[^\W\d_][^\s\d,،、፣፤፦።;&:()\[\]/|!?؟«»“”\"<>{}=@]*"
#: Two to five of them.
NAME = rf"{WORD}(?:\s+{WORD}){{1,4}}"
_NAME = re.compile(NAME)
#: A script without spaces, and how long a name is in it.
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DENSE_NAME = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]{2,6}|[\uac00-\ud7af]{2,4}")
#: Letters of a word such as "de" or "van" in a name.
_PARTICLE = 3


def is_name(text: str) -> bool:
    """Two to five words, of which the first and the last and most others begin with a capital where
    the script has capitals.
    """
    if _NAME.fullmatch(text) is None:
        return False
    words = text.split()
    low = [len(word) for word in words if word[0].islower() and word == word.lower()]
    is_told = all(length <= _PARTICLE for length in low) and len(words) - len(low) >= 2
    return is_told and not words[0][0].islower() and not words[-1][0].islower()


def is_unspaced(text: str) -> bool:
    """A name as Chinese, Japanese and Korean write it, in one word."""
    return _DENSE_NAME.fullmatch(text) is not None


def is_dense(text: str) -> bool:
    """Whether it is written in a script without spaces, or with short names."""
    return _DENSE.search(text) is not None
