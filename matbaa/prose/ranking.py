"""Ranks sentences by how well they say what an article is about; tells which can stand alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from matbaa.language.normalize import fold
from matbaa.language.reading import read
from matbaa.language.sentences import is_balanced
from matbaa.language.terms import terms
from matbaa.language.words import primary
from matbaa.prose import arabic
from matbaa.prose.arabic_clauses import is_joined
from matbaa.prose.cleaning import Sentence, running_text
from matbaa.prose.connectives import early_pointers, pointing
from matbaa.prose.leaning import first_words, leans
from matbaa.prose.lines import is_finished
from matbaa.prose.no_news import is_foreign, is_list, is_table, says_whom_to_call

#: Only this many first sentences are candidates. News states its point early, and the limit keeps
#: the work linear in the length of the text.
HORIZON = 60

#: What was mentioned before: `المدرسة المذكورة آنفا`, `the aforementioned school`.
_ABOVE = re.compile("آنفا|سالفة? الذكر|aforementioned|above-mentioned|susmentionn")
_ELLIPSIS = re.compile(r"(?:…|\.\.+)[\"”»]?$")
#: A sentence repeats another one if they share at least this share of the smaller set of terms.
_REPEATED = 0.85
#: A sentence of fewer words is an exclamation or a caption.
_FEWEST = 4
#: An incomplete sentence of more words is a run of headlines.
_ENDLESS = 80
#: From this many asterisks on they are the marks of a list.
_LISTED = 2
#: A name or title in quotation marks at the start of a sentence, which is no quotation.
_NAME = re.compile(
    r"""(?:"[^".,،!?؟]{2,24}"|«[^».,،!?؟]{2,24}»|“[^”.,،!?؟]{2,24}”|「[^」。、！？]{2,24}」)(?=\s?[^\W\d_])"""
)
_QUESTION_MARKS = "?؟？"


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a sentence's score, found by random search and evaluated by cross-validation, see
    `docs/summaries.md`.
    """

    #: For the position, divided by 1 + `position_decay` per sentence before; for the first
    #: sentence.
    position: float = 1.6
    position_decay: float = 0.3
    lead: float = 0.3
    #: For the share of the title's terms that the sentence has; for the article's terms in it.
    title: float = 0.4
    coverage: float = 1.5
    #: Coverage is divided by the number of words raised to this power; 0 favours long sentences.
    length_power: float = 0.05
    #: A term counts less the later it occurs, and more if the title has it.
    term_decay: float = 0.025
    title_boost: float = 1.4
    #: The share of a term's weight that is lost once a chosen sentence contains the term.
    novelty: float = 0.75
    #: Penalties: the sentence depends on the one before, is a question, is a quotation, or has
    #: fewer than `shortest` words.
    dangling: float = 0.9
    question: float = 0.7
    quotation: float = 0.1
    short: float = 0.45
    shortest: int = 10
    #: The most words of a summary: the first value, plus the second for each sentence asked for.
    #: The first sentence is exempt.
    words: float = 45.0
    words_each: float = 15.0
    #: A further sentence must score at least this share of the first one's score, in summaries of
    #: up to two sentences and of more. The share grows with the part of the title already covered.
    enough: tuple[float, float] = (0.2, 0.1)
    sated: float = 0.65


class Candidate(NamedTuple):
    """A sentence with the properties that its rank depends on."""

    sentence: Sentence
    terms: frozenset[str]
    words: int
    #: It depends on the sentence before it, or refers to an earlier one by a word near its start.
    dangling: bool
    pointing: bool
    question: bool
    quotation: bool
    #: Joined to the sentence before it by the Arabic conjunction `و`.
    joined: bool
    #: Complete, with every quotation and bracket closed, and in the article's language.
    whole: bool

    @property
    def stands_alone(self) -> bool:
        """Whether a reader understands it without its context."""
        return self.whole and not (
            self.dangling or self.pointing or self.question or self.quotation
        )


class Ranking:
    """The candidates of an article in their order of importance."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        title: str,
        language: str | None,
        weights: Weights | None = None,
    ) -> None:
        self.candidates = [_candidate(sentence, language) for sentence in sentences[:HORIZON]]
        self._title = frozenset(terms(title, language))
        self._given = weights or Weights()
        self._language = language

    def order(self) -> list[int]:
        """The positions of all candidates, the most important first."""
        scores = [self._base[at] + self._coverage(at, set()) for at in range(len(self.candidates))]
        return sorted(range(len(scores)), key=lambda at: -scores[at])

    def points_back(self, at: int) -> bool:
        """Whether a candidate other than the first refers to something named in an earlier one."""
        words = fold(self.candidates[at].sentence.text).split() if at else []
        if not pointing(self._language).isdisjoint(words):
            return True
        return primary(self._language) == "ar" and arabic.refers_back(words)

    def choose(self, count: int) -> list[int]:
        """Positions of at most `count` candidates that together say most, in reading order."""
        chosen: list[int] = []
        covered: set[str] = set()
        first = 0.0
        while len(chosen) < count and (best := self._next(chosen, covered, count)):
            score, at = best
            if chosen and score < self._threshold(covered, count) * first:
                break
            first = first or score
            chosen.append(at)
            covered |= self.candidates[at].terms
        return sorted(chosen)

    def _threshold(self, covered: set[str], count: int) -> float:
        told = self._title_share(covered) if self._title else 0.5
        return self._given.enough[count > 2] + self._given.sated * (told - 0.5)

    def _title_share(self, told: Set[str]) -> float:
        """The share of the title's terms in `told`, weighted by their weight in the article."""
        return self._told_of_title(told) / self._whole_title

    def _told_of_title(self, told: Set[str]) -> float:
        weight = self._weight
        return sum([weight[term] for term in self._title & told if term in weight])

    @cached_property
    def _whole_title(self) -> float:
        return self._told_of_title(self._title) or 1.0

    def _next(self, chosen: list[int], covered: set[str], count: int) -> tuple[float, int] | None:
        used = sum(self.candidates[at].words for at in chosen)
        room = self._given.words + self._given.words_each * count - used
        fitting = [
            (self._base[at] + self._coverage(at, covered), -at)
            for at, candidate in enumerate(self.candidates)
            if at not in chosen and (not chosen or candidate.words <= room)
        ]
        fitting.sort(reverse=True)
        for score, at in fitting:
            if self._is_led_up_to(-at, chosen) and not self._is_told(-at, chosen):
                return score, -at
        return None if chosen or not fitting else (fitting[0][0], -fitting[0][1])

    def _is_told(self, at: int, chosen: Sequence[int]) -> bool:
        """Whether a candidate and one of the chosen sentences have nearly the same terms."""
        candidate = self.candidates[at]
        return any(self._repeats(candidate, self.candidates[other]) for other in chosen)

    @staticmethod
    def _repeats(candidate: Candidate, other: Candidate) -> bool:
        """Whether one of two sentences adds hardly anything to the other."""
        shared = len(candidate.terms & other.terms)
        return shared >= _REPEATED * max(1, min(len(candidate.terms), len(other.terms)))

    def _is_led_up_to(self, at: int, chosen: Sequence[int]) -> bool:
        """Whether what a candidate depends on, if anything, is in a chosen sentence before it."""
        candidate = self.candidates[at]
        if at == 0 or not (candidate.joined or candidate.dangling or candidate.pointing):
            return True
        leans = candidate.dangling or candidate.pointing
        return at - 1 in chosen if leans else min(chosen, default=at) < at

    @cached_property
    def _weight(self) -> dict[str, float]:
        """The weight of each term by where and how often it occurs, and whether in the title."""
        weight: dict[str, float] = defaultdict(float)
        for at, candidate in enumerate(self.candidates):
            for term in candidate.terms:
                weight[term] += 1 / (1 + self._given.term_decay * at)
        for term, value in weight.items():
            once = 0.5 if value <= 1 else 1.0
            weight[term] = value * once * (1 + self._given.title_boost * (term in self._title))
        return weight

    @cached_property
    def _fullest(self) -> float:
        return max((self._covered(at, set()) for at in range(len(self.candidates))), default=0) or 1

    def _coverage(self, at: int, covered: set[str]) -> float:
        return self._given.coverage * self._covered(at, covered) / self._fullest

    def _covered(self, at: int, covered: set[str]) -> float:
        """The weight of a candidate's terms, with those already covered discounted."""
        candidate, weight, worth = self.candidates[at], self._weight, self._worth[at]
        if covered:
            repeated = sum([weight[term] for term in candidate.terms & covered])
            worth -= self._given.novelty * repeated
        return worth / float(max(5, candidate.words) ** self._given.length_power)

    @cached_property
    def _worth(self) -> list[float]:
        """The total weight of the terms of each candidate."""
        weight = self._weight
        return [sum([weight[term] for term in each.terms]) for each in self.candidates]

    @cached_property
    def _base(self) -> list[float]:
        return [self._intrinsic(at, candidate) for at, candidate in enumerate(self.candidates)]

    def _intrinsic(self, at: int, candidate: Candidate) -> float:
        given = self._given
        return (
            given.position / (1 + given.position_decay * at)
            + given.lead * (at == 0)
            + given.title * self._title_share(candidate.terms)
            - given.dangling * candidate.dangling
            - given.question * candidate.question
            - given.quotation * candidate.quotation
            - given.short * (candidate.words < given.shortest)
            - 5 * (not candidate.whole)
            - 3 * (at > 0 and candidate.words > _ENDLESS and not candidate.whole)
        )


@lru_cache(maxsize=4)
def ranking_of(text: str, title: str = "", language: str | None = None) -> Ranking:
    """The ranking of the running text of `text`."""
    return Ranking(running_text(text, title, language).sentences, title, language)


def _candidate(sentence: Sentence, language: str | None) -> Candidate:
    text = sentence.text
    first = first_words(text)
    found = read(text, language)
    words = found.size
    return Candidate(
        sentence,
        frozenset(found.terms),
        words,
        sentence.spoken or leans(text, first, language),
        not early_pointers(language).isdisjoint(first) or _ABOVE.search(text) is not None,
        any(map(text.__contains__, _QUESTION_MARKS)),
        sentence.spoken or (text[:1] in "\"«“„‘'「" and _NAME.match(text) is None),
        primary(language) == "ar" and is_joined(text),
        words >= _FEWEST
        and is_finished(text)
        and text.count("*") < _LISTED
        and is_balanced(text)
        and not _ELLIPSIS.search(text[-4:])
        and not says_whom_to_call(text)
        and not is_table(text, words)
        and not is_list(text, words)
        and not is_foreign(text, words, len(found.terms), language),
    )
