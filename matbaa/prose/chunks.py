"""Chunks: the parts of a sentence between its commas, dashes and semicolons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile

import regex

from matbaa.language.normalize import fold_word
from matbaa.language.sentences import quotations
from matbaa.language.words import primary
from matbaa.prose import arabic
from matbaa.prose.connectives import Beginnings, Opening, openings

WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
#: A verb and its subject have at most this many words.
_BARE = 3
#: Endings of the gerund or present participle that opens an adjunct: `portant à 28 le nombre`.
_GERUNDS = {
    "en": regex.compile("ing$"),
    "es": regex.compile(r"\p{L}{2}(?:ando|iendo|yendo)$"),
    "fr": regex.compile(r"\p{L}{3}ant$"),
    "it": regex.compile(r"\p{L}{2}(?:ando|endo)$"),
    "pt": regex.compile(r"\p{L}{2}(?:ando|endo|indo)$"),
}
_JOINED_AIM = regex.compile(r"وال\p{L}{3,} (?:الي|علي|عن)$")
_BREAK = regex.compile(
    r"\s*[,،;؛，、；](?=\s|$|\p{L})|(?<!\d)\s+[—–-]{1,2}\s+|\s+[—–-]{1,2}\s+(?!\d)"
)


@dataclass(frozen=True)
class Chunk:
    """A chunk of a sentence and how it opens."""

    start: int
    end: int
    #: Its first words, folded, eight at most.
    opening: Opening
    words: int
    language: str

    @cached_property
    def adds_clause(self) -> bool:
        """It opens a clause that adds to a complete one (`while`, `وذلك`)."""
        if not self.start and self.opening and self.opening[0].startswith("و"):
            return not arabic.is_finite(self.opening[0][1:]) and self._adds  # `وقال المدير، ...`
        return self._adds

    @property
    def _adds(self) -> bool:
        return starts(self.opening, openings(self.language).clauses) or self._shaped(arabic.SO)

    @cached_property
    def opens(self) -> bool:
        """Its first words are listed as openings of added clauses or adjuncts."""
        return self.adds_clause or starts(self.opening, openings(self.language).adjuncts)

    @property
    def extends(self) -> bool:
        """It extends an adjunct right before it (Arabic): `، وبدعم الهيئة،`, `، أو في البيت،`."""
        if self.language != "ar" or not self.opening:
            return False
        first, *others = self.opening
        joined = first[0] == "و" and starts((first[1:], *others), openings("ar").adjuncts)
        joined = joined or starts(self.opening, openings("ar").adjuncts)
        return joined or any(each.match(first) for each in (arabic.MEANS, arabic.ALSO))

    @cached_property
    def is_adjunct(self) -> bool:
        """It is probably an adjunct, so that the sentence is complete without it."""
        if self.opens or self._shaped(arabic.ADJUNCT):
            return True
        if self.language == "ar":
            joined = _JOINED_AIM.match(" ".join(self.opening[:2]))  # `والحفاظ على أمن المنطقة`
            return joined is not None or all(map(arabic.TIME.match, self.opening))
        known = openings(self.language).reporting
        return not known.isdisjoint(self.opening) or self._is_participle

    @property
    def _is_participle(self) -> bool:
        ends = _GERUNDS.get(self.language)
        return bool(ends and self.opening and ends.search(self.opening[0]))

    @property
    def is_relative(self) -> bool:
        """It is a relative clause, after which the main clause may continue."""
        if self.language == "ar":
            return self._shaped(arabic.RELATIVE)
        short = bool(self.opening) and len(self.opening[0]) <= 4
        return short and self.opening[:1] in openings(self.language).adjuncts

    @property
    def has_subject(self) -> bool:
        """It names a subject that the main clause may not repeat (Arabic)."""
        return self._shaped(arabic.SUBJECT) or "ان" in self.opening[1:2]

    @property
    def is_nominal(self) -> bool:
        """It opens with its subject, so that the verb may come much later (Arabic)."""
        return self._shaped(arabic.DEFINITE)

    @property
    def is_verbal(self) -> bool:
        """It opens with a verb without `و`: a relative clause without a pronoun (Arabic)."""
        return self._shaped(arabic.VERB)

    @property
    def is_predicate(self) -> bool:
        """It opens like the predicate of a subject far before it (Arabic)."""
        return self._shaped(arabic.PREDICATE)

    @property
    def is_object(self) -> bool:
        """It opens with a genitive construct, like an object far behind its verb (Arabic):
        `أعمال البرنامج`.
        """
        shaped = (self._shaped(arabic.DEFINITE) or self.is_verbal) and self.language == "ar"
        return not shaped and any(map(arabic.DEFINITE.match, self.opening[1:2]))

    @property
    def is_conjoined(self) -> bool:
        """It is joined by `و` (Arabic)."""
        return self._shaped(arabic.CONJOINED)

    @property
    def is_complement(self) -> bool:
        """It opens with `أن` or its sisters (Arabic)."""
        return self.language == "ar" and not arabic.COMPLEMENTS.isdisjoint(self.opening[:1])

    @property
    def is_time(self) -> bool:
        """It is a short adverbial of time (Arabic)."""
        timely = self.language == "ar" and all(map(arabic.TIME.match, self.opening))
        return timely and self.words <= 5

    @property
    def continues(self) -> bool:
        """It opens like the continuation of a clause after an insertion (Arabic)."""
        return self._shaped(arabic.CONTINUES)

    @property
    def goes_on(self) -> bool:
        """It continues an interrupted clause and opens no new one (Arabic)."""
        return self.continues and not self.opens

    def _shaped(self, first_word: regex.Pattern[str]) -> bool:
        return self.language == "ar" and bool(self.opening and first_word.match(self.opening[0]))


@lru_cache(maxsize=256)
def chunks(sentence: str, language: str | None) -> tuple[Chunk, ...]:
    """The chunks of `sentence`; quotations and brackets are never split."""
    quoted = quotations(sentence)
    found, start = [], 0
    for match in _BREAK.finditer(sentence):
        if not inside(match.start(), quoted) and match.start() > start:
            found.append(_chunk(sentence, start, match.start(), primary(language)))
            start = match.end()
    return (*found, _chunk(sentence, start, len(sentence), primary(language)))


def _chunk(sentence: str, start: int, end: int, language: str) -> Chunk:
    words = WORD.findall(sentence, start, end)
    opening = tuple([folded for word in words[:8] if (folded := fold_word(word))])
    return Chunk(start, end, opening, len(words), language)


def fronted(found: Sequence[Chunk]) -> int:
    """The number of chunks before the main clause, which is never said to be empty."""
    if len(found) < 2 or not found[0].opens or _is_verb(found[0], found[1:]):
        return 0
    extending = takewhile(lambda chunk: chunk.extends, found[1:-1])
    at = 1 + len(list(extending))
    joins = found[0].language == "ar" and at + 1 < len(found) and found[at].is_conjoined
    opening = found[at + 1].opening[:1] if joins else ()
    verbal = bool(opening) and arabic.is_finite(opening[0])
    # `وعضو المجلس،` before the verb is another member of the adjunct
    return at + 1 if verbal and not arabic.is_finite(found[at].opening[0][1:]) else at


def _is_verb(first: Chunk, others: Sequence[Chunk]) -> bool:
    """Whether `ضمن` opens the main clause (`ضمن الفريق التأهل، بعد ...`): no other chunk does."""
    if first.language != "ar" or first.opening[0] != "ضمن":
        return False
    mains = (each.opening[0] for each in others if each.opening)
    return not any(arabic.is_finite(word) or arabic.DEFINITE.match(word) for word in mains)


def is_bare(kept: Sequence[Chunk], following: Chunk) -> bool:
    """Whether only a verb, its subject and an insertion are kept of an Arabic clause that goes on
    with a preposition: `يظهر سالم، بطل المدينة، في فيلم جديد`.
    """
    if len(kept) != 2 or kept[0].language != "ar" or kept[0].words > _BARE:
        return False
    return following.opening[:1] in openings("ar").prepositions and not kept[1].opens


def last_clause(sentence: str, language: str | None) -> int:
    """The start of the last chunk that is not followed by anything but adjuncts. After a relative
    clause the main clause may continue there.
    """
    *others, last = chunks(sentence, language)
    start = last.start
    while others and last.is_adjunct:
        last = others.pop()
        start = last.start
    return start


def inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a position lies within one of the spans."""
    return any(start <= at < end for start, end in spans)


@lru_cache(maxsize=64)
def word_starts(sentence: str) -> tuple[tuple[int, str], ...]:
    """The position and folded form of each word of `sentence` that follows a space."""
    found = [(word.start(), fold_word(word.group())) for word in WORD.finditer(sentence)]
    return tuple([(at, word) for at, word in found if word and sentence[at - 1].isspace()])


def starts(words: Opening, listed: Beginnings) -> bool:
    """Whether folded words begin with one of the listed openings."""
    if not words or words[0] not in listed.first_words:
        return False
    return any(words[:count] in listed for count in range(1, len(words) + 1))
