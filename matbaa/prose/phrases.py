"""Phrases: runs of content words within a clause, counted over their inflections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import regex

from matbaa.language.reading import Word, read, without_elision, without_genitive

#: Words that a phrase has at most.
LONGEST = 4

#: The article with what is written onto it: `وال`, `بال`, `لل`.
_ARTICLE = regex.compile(r"[وف]?(?:[بك]?ال|لل)(?=\p{L}{2})")
#: `وأ`, `لإنقاذ`, `بأقصى`, `بمحكمة`: hardly any word has these two letters for its own first ones.
_JOINED = regex.compile(r"[ولب][أإآ]\p{L}{2}|بم\p{L}{3}")


@dataclass(slots=True)
class Phrase:
    """A phrase, told by the stems of its words."""

    stems: tuple[str, ...]
    #: Number of the word it first starts with.
    first: int
    vocabulary: Counter[str]
    #: Runs of words that it occurs in, in whatever inflection, and where.
    occurrences: list[tuple[list[Word], int]] = field(default_factory=list)
    in_title: bool = False
    in_text: bool = False
    #: How often it opens a sentence.
    opens: int = 0

    @property
    def words(self) -> list[Word]:
        """Its words where it first occurs."""
        return self._words(*self.occurrences[0])

    @property
    def keeps_clitic(self) -> bool:
        """Whether nothing tells that a letter of its first word is not the word's own."""
        first = self.words[0]
        return _without_clitic(first, self.vocabulary) == first.text

    @property
    def shown(self) -> str:
        """The form it most often has."""
        if len(self.occurrences) == 1:
            return self._form(*self.occurrences[0])
        forms = Counter(self._form(*occurrence) for occurrence in self.occurrences)
        return max(forms, key=lambda form: forms[form])

    def _words(self, run: list[Word], at: int) -> list[Word]:
        return run[at : at + len(self.stems)]

    def _form(self, run: list[Word], at: int) -> str:
        """One occurrence as it would stand alone."""
        first, *others = self._words(run, at)
        shown = [without_elision(_without_clitic(first, self.vocabulary))]
        shown += [word.text for word in others]
        return " ".join([*shown[:-1], without_genitive(shown[-1])])


def phrases(sentences: Iterable[str], title: str, language: str | None) -> list[Phrase]:
    """All phrases of one to four words without a stop word in them, those of the title first."""
    lines = [read(text, language) for text in (title, *sentences)]
    vocabulary = Counter(chain.from_iterable(line.words for line in lines))
    found: dict[tuple[str, ...], Phrase] = {}
    number = 0
    for line in lines:
        for start, run in line.runs:
            stems = tuple([word.stem for word in run])
            for at, end in _spans(len(run)):
                key = stems[at:end]
                phrase = found.get(key)
                if phrase is None:
                    phrase = found[key] = Phrase(key, number + start + at, vocabulary)
                phrase.occurrences.append((run, at))
                if line is lines[0]:
                    phrase.in_title = True
                else:
                    phrase.in_text = True
                    phrase.opens += start + at == 0
        number += len(line.words)
    return list(found.values())


@lru_cache(maxsize=128)
def _spans(length: int) -> list[tuple[int, int]]:
    """Start and end of all phrases in a run of so many words."""
    return [
        (at, end) for at in range(length) for end in range(at + 1, min(at + LONGEST, length) + 1)
    ]


def _without_clitic(word: Word, vocabulary: Counter[str]) -> str:
    """An Arabic word without the conjunction or preposition written onto it, if it has one: it has
    when it bears the article, or when the article knows its rest better.
    """
    if match := _ARTICLE.match(word.text):
        return "ال" + word.text[match.end() :]
    if _JOINED.match(word.text):
        return word.text[1:]
    rest = word.folded[1:]
    if word.folded[:1] in "وفبلك" and len(rest) > 3:
        known = vocabulary[rest] + vocabulary["ال" + rest]
        if known and known >= vocabulary[word.folded]:
            return word.text[1:]
    return word.text
