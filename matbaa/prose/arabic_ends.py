"""Finds an end of a shortened Arabic sentence that breaks an expression: a noun before its name,
the first half of a score, an adjective before its preposition.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from matbaa.language.normalize import fold_word
from matbaa.prose import arabic
from matbaa.prose.connectives import listed, openings

#: What is counted in a result; folded.
_COUNTED = regex.compile(r"[وب]?(?:هدف|اهداف|هدفين|نقطه|نقاط|نقطتين|صوت|صوتا|اصوات)$|\d+$")
#: Opens the other half of a result: `بهدفين مقابل هدف`, `بهدف دون رد`.
_AGAINST = regex.compile(r"(?:مقابل|لهدف|لهدفين|دون|بدون|بلا)$")
#: Adjectives and participles that `مع` completes: `متناف مع`, `المتزامنة مع`.
_ALONG = regex.compile(
    r"[وب]?(?:ال)?(?:متناف|متعارض|متزامن|متناقض|متماش|متوافق|متطابق|منسجم|تزامن|تماشي|تناقض)"
    r"(?:يه|يا|ي|ا|ه|ات|ين|ان)?$"
)
#: Words that begin another part of the sentence: a conjunction, a preposition, a definite noun.
_BEGINS = regex.compile(r"[وف]\p{L}{3,}|[بك]?ال|لل|ان$|من$|عن$|علي$|الي$|او$|ثم$")
#: How many last characters of a cut are looked for in its sentence, and the word after them.
_END, _AFTER = 24, regex.compile(r"[ \u00a0]+([\"«“(]?)([\p{L}\p{M}]+)")


def is_broken(kept: Sequence[str], cut: str, sentence: str) -> bool:
    """Whether the word that follows `cut` in `sentence` belongs to its last word. `kept` are the
    folded words of the cut.
    """
    after = _word_after(cut, sentence)
    if not kept or not after:
        return False
    last = kept[-1]
    if after == "مع":
        return _ALONG.match(last) is not None
    if _AGAINST.match(after):
        return any(map(_COUNTED.match, kept[-2:]))
    return last in listed("before_names", "ar") and not _opens(after)


def _word_after(cut: str, sentence: str) -> str:
    """The folded word that follows the end of `cut`, with a mark that opens a quotation before it;
    "" if another mark or nothing follows.
    """
    end = cut[-_END:].rstrip(" .،")
    after = _AFTER.match(sentence.partition(end)[2]) if end else None
    return after[1] + fold_word(after[2]) if after else ""


def _opens(word: str) -> bool:
    """Whether a word begins another part of the sentence, and so is no name."""
    is_preposition = (word,) in openings("ar").prepositions or (word,) in openings("ar").trailing
    is_verb = arabic.VERB.match(word) is not None and word not in listed("no_verbs", "ar")
    return is_preposition or is_verb or _BEGINS.match(word) is not None
