"""Phrases: runs of content words within a clause, counted over their inflections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold
from matbaa.language.reading import (
    Reading,
    Run,
    Word,
    read,
    without_elision,
    without_genitive,
)
from matbaa.language.words import EDGES, primary
from matbaa.prose.connectives import own_letters

#: Words that a phrase has at most.
LONGEST = 4

#: The article with what is written onto it: `وال`, `بال`, `لل`.
_ARTICLE = regex.compile(r"(?!والد|والي$)[وف]?(?:[بك]?ال|لل)(?=\p{L}{2})")
_LEAST_ACCUSATIVE = 5
#: `وأ`, `لإنقاذ`, `بأقصى`, `بمحكمة`: hardly any word has these two letters for its own first ones.
_JOINED = regex.compile(r"[ولب][أإآ]\p{L}{2}|[بو]م\p{L}{3}|و\d")

#: What makes an Arabic adjective of a name.
_ARTICLES = ("", "ال")
_BELONGING = ("ي", "ية", "يه", "يين", "يون")

#: Hebrew conjunctions and prepositions that are written onto their word.
_HEBREW = frozenset("ובלמכש")

#: Number of the word that a phrase starts with, the run of words it stands in, its place there.
Occurrence = tuple[int, Run, int]


@dataclass
class Phrase:
    """A phrase, told by the stems of its words, and where it occurs in whatever inflection."""

    stems: tuple[str, ...]
    occurrences: list[Occurrence]
    #: How many of them are in the title: the first ones.
    in_title: int
    source: Phrases
    #: Its words where it first occurs.
    words: list[Word]

    @property
    def begins_small(self) -> bool:
        """Whether its first word stands without a capital somewhere in the text."""
        alone = self.source.occurrences[self.stems[:1]]
        return any(run.words[at].text[0].islower() for _, run, at in alone)

    @property
    def only_opens(self) -> bool:
        """Whether it stands nowhere but at the beginning of sentences."""
        return not self.in_title and all(run.start + at == 0 for _, run, at in self.occurrences)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The stems of its words, in no order."""
        return frozenset(self.stems)

    def before(self) -> list[Word | None]:
        """The words that stand before it, none where a stop word or a mark does."""
        return [run.words[at - 1] if at else None for _, run, at in self.occurrences]

    def behind(self) -> list[Word | None]:
        """The words that stand behind it, none where a stop word or a mark does."""
        size = len(self.stems)
        return [
            run.words[at + size] if at + size < len(run.words) else None
            for _, run, at in self.occurrences
        ]

    @property
    def keeps_clitic(self) -> bool:
        """Whether nothing tells that a letter of its first word is not the word's own."""
        first = self.words[0]
        return _without_clitic(first, self.source.vocabulary) == first.text

    @property
    def shown_words(self) -> list[Word]:
        """Its words where they first stand as they are shown, but for endings."""
        return self.words if len(self.occurrences) == 1 else self._words(self._shown_places()[0])

    @property
    def shown(self) -> str:
        """The form it most often has, without the capital that only sentences begin with; of Arabic
        ones rather a name than the adjective made of it, a single noun rather with its article.
        """
        if len(self.occurrences) == 1:
            return self._form(self.words)
        written = Counter(tuple(self._words(each)) for each in self._shown_places())
        forms: Counter[str] = Counter()
        for words, count in written.items():
            forms[self._form(words)] += count
        names = _names(forms) if len(self.stems) == 1 else forms
        return max(names, key=lambda form: forms[form])

    def _shown_places(self) -> list[Occurrence]:
        """Where its form is taken from: not from where every word has a capital, nor German verbs
        that have the stem of a noun.
        """
        places = self.occurrences
        if self.words[0].text[:1].isupper():
            places = [each for each in places if each[1].start + each[2]] or places
        if self.source.language == "de":
            places = [each for each in places if self._words(each)[-1].text[:1].isupper()] or places
            if len(self.stems) > 1:
                places = [p for p in places if self._words(p)[0].text.endswith("e")] or places
        return places

    def _words(self, occurrence: Occurrence) -> list[Word]:
        _, run, at = occurrence
        return run.words[at : at + len(self.stems)]

    def _form(self, words: Sequence[Word]) -> str:
        """One occurrence as it would stand alone."""
        first, *others = words
        shown = [without_elision(_without_clitic(first, self.source.vocabulary))]
        shown += [word.text for word in others]
        return " ".join([*shown[:-1], without_genitive(shown[-1])])


class Company(NamedTuple):
    """What stands around a word wherever it occurs."""

    #: It comes more than once, and always behind the same word; always before the same one.
    led: bool
    followed: bool
    #: It stands somewhere with no definite Arabic word before it, as no adjective does.
    opens: bool


class Phrases:
    """All phrases of one to four words without a stop word in them, those of the title first."""

    def __init__(self, sentences: Sequence[str], title: str, language: str | None) -> None:
        lines = [read(text, language) for text in (title, *sentences)]
        #: By their stems, each in the order of the text.
        self.occurrences: dict[tuple[str, ...], list[Occurrence]] = {}
        #: Those of the title, and how often they are in it.
        self.in_title: dict[tuple[str, ...], int] = {}
        self.language = primary(language)
        self.vocabulary = Counter(chain.from_iterable(line.words for line in lines))
        #: Whether the text tells the Arabic `ة` and `ه` apart.
        self.spelt = any("ة" in text for text in (title, *sentences))
        self._accusatives = _with_tanwin([title, *sentences])
        self._companies: dict[str, Company] = {}
        number = 0
        for line in lines:
            self._take(line, number)
            number += len(line.words)
            if line is lines[0]:
                self.in_title = {stems: len(found) for stems, found in self.occurrences.items()}

    def _take(self, line: Reading, number: int) -> None:
        occurrences = self.occurrences
        for run in line.runs:
            stems, first = tuple([word.stem for word in run.words]), number + run.start
            for at, end in _spans(len(stems)):
                key = stems[at:end]
                if key in occurrences:
                    occurrences[key].append((first + at, run, at))
                else:
                    occurrences[key] = [(first + at, run, at)]

    def phrase(self, stems: tuple[str, ...]) -> Phrase:
        """The phrase of these stems."""
        occurrences, count = self.occurrences[stems], self.in_title.get(stems, 0)
        _, run, at = occurrences[0]
        return Phrase(stems, occurrences, count, self, run.words[at : at + len(stems)])

    def is_accusative(self, folded: str) -> bool:
        """Whether an Arabic word is an indefinite accusative: its vowel sign says so, or the text
        has the same word without the ending.
        """
        if folded[-1] != "ا" or len(folded) < _LEAST_ACCUSATIVE:
            return False
        bare, known = folded[:-1], self.vocabulary
        return folded in self._accusatives or known[bare] > 0 or known[f"ال{bare}"] > 0

    def company(self, stem: str) -> Company:
        """What a single word has around it, which is asked for again and again."""
        if stem not in self._companies:
            self._companies[stem] = _company(self.occurrences[stem,])
        return self._companies[stem]


def _company(occurrences: Sequence[Occurrence]) -> Company:
    """What stands around a word; most have company of many kinds, which the first ones tell."""
    befores, behinds, opens = set(), set(), False
    for _, run, at in occurrences:
        words = run.words
        opens = opens or at == 0 or not words[at - 1].definite
        befores.add(words[at - 1].stem if at else None)
        behinds.add(words[at + 1].stem if at + 1 < len(words) else None)
        if opens and len(befores) > 1 and len(behinds) > 1:
            break
    often = len(occurrences) > 1
    return Company(
        often and len(befores) == 1 and None not in befores,
        often and len(behinds) == 1 and None not in behinds,
        opens,
    )


def _names(forms: Iterable[str]) -> list[str]:
    """Those of a single word's forms that are no Arabic adjective made of another one, with the
    article if any has it.
    """
    made = {
        f"{article}{each}{end}" for each in forms for article in _ARTICLES for end in _BELONGING
    }
    names = [form for form in forms if form not in made]
    return [form for form in names if form.startswith("ال")] or names


def only(words: Sequence[Word | None]) -> str | None:
    """The stem of the words, if they are all the same one."""
    if len(words) > 1 and (words[0] is None or words[-1] is None):
        return None
    stems = {word.stem if word else "" for word in words}
    return stems.pop() or None if len(stems) == 1 else None


def _with_tanwin(texts: Sequence[str]) -> frozenset[str]:
    """The folded words of `texts` whose vowel sign says that they are indefinite accusatives."""
    marked = [text for text in texts if "\u064b" in text]
    words = (word.strip(EDGES) for text in marked for word in text.split() if "\u064b" in word)
    return frozenset(map(fold, words))


@lru_cache(maxsize=128)
def _spans(length: int) -> list[tuple[int, int]]:
    """Start and end of all phrases in a run of so many words."""
    return [
        (at, end) for at in range(length) for end in range(at + 1, min(at + LONGEST, length) + 1)
    ]


def _without_clitic(word: Word, vocabulary: Counter[str]) -> str:
    """An Arabic or Hebrew word without the conjunction or preposition written onto it, if it has
    one: it has when it bears the article, or when the article knows its rest better.
    """
    if match := _ARTICLE.match(word.text):
        return "ال" + word.text[match.end() :]
    if _JOINED.match(word.text):
        return word.text[1:]
    rest = word.folded[1:]
    if word.folded[:1] in _HEBREW and len(rest) > 2:
        known = vocabulary[rest] + vocabulary["ה" + rest]
        return word.text[1:] if known >= vocabulary[word.folded] else word.text
    if word.folded[:1] in "وفبلك" and len(rest) > 3:
        known = vocabulary[rest] + vocabulary["ال" + rest]
        least = 1 if clitic().match(word.folded) else vocabulary[word.folded]
        if known and known >= least:
            return word.text[1:]
    return word.text


@lru_cache(maxsize=1)
def clitic() -> regex.Pattern[str]:
    """A word such as `لكرة`, `بحياتها`: its first letter is rather a preposition than its own."""
    return regex.compile(rf"(?!{'|'.join(own_letters('ar'))})[لبكو]\p{{L}}{{3,}}")
