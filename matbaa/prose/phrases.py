"""Phrases: runs of content words within a clause, with all inflected forms counted together."""

from __future__ import annotations

from collections import Counter, defaultdict
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

#: The most words of a phrase.
LONGEST = 4

#: The Arabic article with prefixes: `وال`, `بال`, `لل`.
_ARTICLE = regex.compile(r"(?!والد|والي$)[وف]?(?:[بك]?ال|لل)(?=\p{L}{2})")
_LEAST_ACCUSATIVE = 5
#: Words whose first letter is almost certainly a prefix, because few words begin with these two
#: letters: `وأ`, `لإنقاذ`, `بأقصى`, `بمحكمة`.
_JOINED = regex.compile(r"[ولب][أإآ]\p{L}{2}|[بو]م\p{L}{3}|و\d")

#: Prefixes and suffixes that turn an Arabic name into its relational adjective.
_ARTICLES = ("", "ال")
_BELONGING = ("ي", "ية", "يه", "يين", "يون")

_FIRST_HEBREW = "\u05d0"
#: Hebrew conjunctions and prepositions that are attached to the next word.
_HEBREW = frozenset("ובלמכש")

#: Index of a phrase's first word in the text, the run of words it is in, its index in that run.
Occurrence = tuple[int, Run, int]


@dataclass
class Phrase:
    """A phrase, identified by the stems of its words, with all occurrences in any inflection."""

    stems: tuple[str, ...]
    occurrences: list[Occurrence]
    #: The number of occurrences in the title; they come first.
    in_title: int
    source: Phrases
    #: The words of its first occurrence.
    words: list[Word]

    @property
    def begins_small(self) -> bool:
        """Whether its first word occurs in lower case somewhere in the text."""
        alone = self.source.words[self.stems[0]]
        return any(run.words[at].text[0].islower() for _, run, at in alone)

    @property
    def only_opens(self) -> bool:
        """Whether it occurs only at the beginning of sentences."""
        _, run, at = self.occurrences[0]
        if self.in_title or run.start + at:
            return False
        return all(run.start + at == 0 for _, run, at in self.occurrences[1:])

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The set of the stems of its words."""
        return frozenset(self.stems)

    def before(self) -> list[Word | None]:
        """The word before each occurrence; None for a stop word or punctuation mark."""
        return [run.words[at - 1] if at else None for _, run, at in self.occurrences]

    def behind(self) -> list[Word | None]:
        """The word after each occurrence; None for a stop word or punctuation mark."""
        size = len(self.stems)
        return [
            run.words[at + size] if at + size < len(run.words) else None
            for _, run, at in self.occurrences
        ]

    @property
    def keeps_clitic(self) -> bool:
        """Whether there is no evidence that the first letter of its first word is a prefix."""
        first = self.words[0]
        return _without_clitic(first, self.source) == first.text

    @property
    def shown_words(self) -> list[Word]:
        """The words of the first occurrence that can be displayed, with their endings."""
        return self.words if len(self.occurrences) == 1 else self._words(self._shown_places()[0])

    @property
    def shown(self) -> str:
        """Its most frequent form, not counting capitals at the start of a sentence. In Arabic, a
        single name is preferred to its adjective, and a noun with its article to one without.
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
        """The occurrences from which the displayed form is taken: if possible not the start of a
        sentence, and in German not a verb with the stem of a noun.
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
        """The form of one occurrence without prefixes, elisions and genitive endings."""
        first, *others = words
        shown = [without_elision(_without_clitic(first, self.source))]
        shown += [word.text for word in others]
        return " ".join([*shown[:-1], without_genitive(shown[-1])])


class Company(NamedTuple):
    """Which words adjoin a word in all its occurrences."""

    #: It occurs more than once, and always after the same word; always before the same word.
    led: bool
    followed: bool
    #: It occurs somewhere without a definite Arabic word before it, so it is not just an adjective.
    opens: bool


class Phrases:
    """All phrases of one to four words of a text that contain no stop word, the title's first."""

    def __init__(self, sentences: Sequence[str], title: str, language: str | None) -> None:
        lines = [read(text, language) for text in (title, *sentences)]
        #: The occurrences of each single word by its stem, in the order of the text.
        self.words: dict[str, list[Occurrence]] = defaultdict(list)
        #: The occurrences of each longer phrase by its stems.
        self.longer: dict[tuple[str, ...], list[Occurrence]] = {}
        self.language = primary(language)
        self._lines = lines
        #: Whether the text distinguishes the Arabic `ة` from `ه`.
        self.spelt = self.language == "ar" and any("ة" in text for text in (title, *sentences))
        self._accusatives = _with_tanwin([title, *sentences])
        self._companies: dict[str, Company] = {}
        self._take(lines[0], 0)
        #: How often each phrase of the title occurs in the title.
        self.in_title = {stems: len(places) for stems, places in self.longer.items()}
        self.in_title |= {(stem,): len(places) for stem, places in self.words.items()}
        number = len(lines[0].words)
        for line in lines[1:]:
            self._take(line, number)
            number += len(line.words)
        places = chain(self.words.values(), self.longer.values())
        #: The last place at which a phrase occurs for the first time, in words.
        self.last = max([each[0][0] for each in places], default=0)

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word occurs, folded; most languages do without it."""
        return Counter(chain.from_iterable(line.words for line in self._lines))

    def _take(self, line: Reading, number: int) -> None:
        words, longer = self.words, self.longer
        for run in line.runs:
            stems, first = tuple([word.stem for word in run.words]), number + run.start
            places = [(first + at, run, at) for at in range(len(stems))]
            for stem, place in zip(stems, places, strict=True):
                words[stem].append(place)
            for at, end in _spans(len(stems)):
                key = stems[at:end]
                if key in longer:
                    longer[key].append(places[at])
                else:
                    longer[key] = [places[at]]

    def phrase(self, stems: tuple[str, ...]) -> Phrase:
        """The phrase with these stems; KeyError if it does not occur."""
        occurrences = self.longer[stems] if len(stems) > 1 else self.words[stems[0]]
        _, run, at = occurrences[0]
        words = run.words[at : at + len(stems)]
        return Phrase(stems, occurrences, self.in_title.get(stems, 0), self, words)

    def is_accusative(self, folded: str) -> bool:
        """Whether an Arabic word is an indefinite accusative: it has the vowel sign somewhere, or
        the text also contains the word without the ending.
        """
        if folded[-1] != "ا" or len(folded) < _LEAST_ACCUSATIVE:
            return False
        bare, known = folded[:-1], self.vocabulary
        return folded in self._accusatives or known[bare] > 0 or known[f"ال{bare}"] > 0

    def company(self, stem: str) -> Company:
        """The company of a single word; cached, because it is needed many times."""
        if stem not in self._companies:
            self._companies[stem] = _company(self.words[stem])
        return self._companies[stem]


def _company(occurrences: Sequence[Occurrence]) -> Company:
    """The company of a word. Most words have different neighbours, so it usually stops early."""
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
    """The forms of a single word that are not an Arabic adjective made from another one; only
    those with the article, if there are any.
    """
    bare = [each.removesuffix("ة") for each in forms]  # `رياضة`, `رياضية`
    made = {f"{article}{each}{end}" for each in bare for article in _ARTICLES for end in _BELONGING}
    names = [form for form in forms if form not in made]
    return [form for form in names if form.startswith("ال")] or names


def only(words: Sequence[Word | None]) -> str | None:
    """The common stem of `words`, or None if they differ or one is missing."""
    if len(words) > 1 and (words[0] is None or words[-1] is None):
        return None
    stems = {word.stem if word else "" for word in words}
    return stems.pop() or None if len(stems) == 1 else None


def _with_tanwin(texts: Sequence[str]) -> frozenset[str]:
    """The folded words of `texts` with a tanwin fatha, the vowel sign of indefinite accusatives."""
    marked = [text for text in texts if "\u064b" in text]
    words = (word.strip(EDGES) for text in marked for word in text.split() if "\u064b" in word)
    return frozenset(map(fold, words))


@lru_cache(maxsize=128)
def _spans(length: int) -> list[tuple[int, int]]:
    """The start and end of every phrase of two or more words in a run of `length` words."""
    return [
        (at, end) for at in range(length) for end in range(at + 2, min(at + LONGEST, length) + 1)
    ]


def _without_clitic(word: Word, source: Phrases) -> str:
    """An Arabic or Hebrew word without its attached conjunction or preposition. It is taken to have
    one if the article follows, if its first letters suggest one, or if the text contains the rest
    of the word often enough.
    """
    if word.text < _FIRST_HEBREW:  # Latin, Greek, Cyrillic
        return word.text
    if match := _ARTICLE.match(word.text):
        return "ال" + word.text[match.end() :]
    if _JOINED.match(word.text):
        return word.text[1:]
    rest = word.folded[1:]
    if word.folded[:1] in _HEBREW and len(rest) > 2:
        counts = source.vocabulary
        known = counts[rest] + counts["ה" + rest]
        return word.text[1:] if known >= counts[word.folded] else word.text
    if word.folded[:1] in "وفبلك" and len(rest) > 3:
        counts = source.vocabulary
        known = counts[rest] + counts["ال" + rest]
        least = 1 if clitic().match(word.folded) else counts[word.folded]
        if known and known >= least:
            return word.text[1:]
    return word.text


@lru_cache(maxsize=1)
def clitic() -> regex.Pattern[str]:
    """Matches words whose first letter is probably an attached preposition: `لكرة`, `بحياتها`."""
    return regex.compile(rf"(?!{'|'.join(own_letters('ar'))})[لبكو]\p{{L}}{{3,}}")
