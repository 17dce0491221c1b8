"""Finds where a sentence can end earlier: before parts that its main clause does not need. Each
function handles one kind of such parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from matbaa.language.normalize import fold_word
from matbaa.language.sentences import quotations
from matbaa.language.words import primary
from matbaa.prose import arabic, arabic_clauses
from matbaa.prose.chunks import (
    Chunk,
    chunks,
    fronted,
    inside,
    is_bare,
    last_clause,
    starts,
    word_starts,
)
from matbaa.prose.connectives import openings
from matbaa.prose.verb_forms import tells_purpose

TRAIL = " \u00a0,،;؛:，、；—–-"

#: Conjunctions that also join the members of a list. They are taken to open a clause only after the
#: first comma of a sentence.
_COORDINATORS = frozenset(
    ["and", "but", "und", "aber", "et", "mais", "y", "pero", "e", "ma", "mas", "en"]
)
_RELATIVES = frozenset(["where", "which", "whose", "donde", "cuyo", "cuya", "dove", "onde", "dont"])
_PRONOUNS = frozenset(["الذي", "التي", "الذين", "اللذين", "اللتين", "والذي", "والتي", "والذين"])
#: `و` with a preposition: opens a further clause or member of a list.
_JOINED = frozenset(["ومن", "وفي", "وعلي", "وعن", "والي"])
#: Negations: a clause after one is needed to say what is denied (`لا وجود لقرار، يقضي ...`).
_NEGATIONS = frozenset(["لا", "لم", "لن", "ليس", "ليست", "عدم", "وجود"])
#: An Arabic clause of at least this many words is taken to have its subject and object.
COMPLETE = 9
#: A clause after `أن` must have more words than this, or it is taken to lack its predicate.
_LEAST_COMPLEMENT = 6
#: The verb of a clause after `أن`, or what stands for one.
_FINITE = regex.compile(f"{arabic.FINITE.pattern}|{arabic.PREDICATE.pattern}")
#: Nouns of time that may also be the second part of a construct.
_ENDS = frozenset(["بدايه", "نهايه"])
#: The last words of a sentence, this many, are taken to come after its predicate.
_TAIL = 9
#: The least number of words that a chunk keeps before a relative clause, after which an object may
#: follow.
_LEAST_BEFORE = 6
#: A `بين` is looked for among this many words before the `و` of its second member.
BETWEEN = 9
#: The least number of words of a chunk that are kept when it is cut.
_LEAST_KEPT = 4


def without_loose_end(cut: str, language: str | None) -> str:
    """`cut` without trailing punctuation, and without words that cannot end a sentence."""
    unending = openings(language).unending
    cut = cut.rstrip(TRAIL)
    while " " in cut and not unending.isdisjoint(fold_word(word) for word in _loose(cut)):
        cut = cut.rsplit(" ", 1)[0].rstrip(TRAIL)
    return cut


def _loose(cut: str) -> Iterator[str]:
    """The last word, and a relative pronoun right before it."""
    *_, before, last = ["", *cut.rsplit(" ", 2)]
    yield last.strip('«"“(')
    if fold_word(before) in _PRONOUNS:
        yield before


def chunk_cuts(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence` without its trailing adjuncts and clauses, the longest form first."""
    found = chunks(sentence, language)
    # If the sentence begins with a subordinate clause, the main clause follows the first comma.
    earliest = min(1, fronted(found))
    for last in range(len(found) - 2, earliest - 1, -1):
        cut = without_loose_end(sentence[: found[last].end], language)
        if _dispensable(found, last) and _tells(cut, language):
            yield cut


def _dispensable(found: Sequence[Chunk], last: int) -> bool:
    """Whether no part of the main clause comes after the chunk with index `last`."""
    kept, rest = found[: last + 1], found[last + 1 :]
    if leads_on(kept, rest) or is_bare(kept, rest[0]):
        return False
    if _are_adjuncts(kept, rest):
        return True
    adds = rest[0].adds_clause and (last == 0 or rest[0].opening[0] not in _COORDINATORS)
    fronted = last == 1 and kept[0].opens
    joined = (
        (rest[0].is_conjoined or not _JOINED.isdisjoint(rest[0].opening[:1]))
        and (last == 0 or fronted)
        and _is_complete(kept)
    )
    return (adds or joined) and not any(chunk.goes_on for chunk in rest[1:])


def leads_on(kept: Sequence[Chunk], rest: Sequence[Chunk]) -> bool:
    """Whether `rest` opens with a relative clause after which the main clause or a list continues,
    in languages other than Arabic: `..., and who were held, died`; `A, B, where it rains, and C`.
    """
    first, *others = rest
    if first.language == "ar" or not others:
        return False
    known = openings(first.language).adjuncts
    if first.opening[:1] and first.opening[0] in _COORDINATORS and first.opening[1:2] in known:
        return not all(chunk.is_adjunct for chunk in others)
    lists = len(kept) > 1 and others[0].opening[:1] and others[0].opening[0] in _COORDINATORS
    relative = first.is_relative or not _RELATIVES.isdisjoint(first.opening[:1])
    return relative and bool(lists)


def _are_adjuncts(kept: Sequence[Chunk], rest: Sequence[Chunk]) -> bool:
    """Whether `rest` consists of adjuncts only. After a complete Arabic clause one apposition may
    follow an adjunct, and a verb without `و` counts as a relative clause.
    """
    if all(chunk.is_adjunct for chunk in rest):
        return True
    if not _is_complete(kept):
        return False
    if arabic.PARTICIPLE.match(rest[0].opening[0]):  # the rest is what somebody also said
        return not any(chunk.is_predicate for chunk in rest)
    if rest[0].is_relative and all(chunk.is_conjoined or chunk.is_adjunct for chunk in rest[1:]):
        return not any(chunk.goes_on or chunk.is_predicate for chunk in rest)
    if rest[0].is_verbal and not _NEGATIONS.isdisjoint(kept[-1].opening + kept[0].opening):
        return False
    opens = (rest[0].is_adjunct and not rest[0].is_relative) or rest[0].is_verbal
    appositions = sum(not chunk.is_adjunct for chunk in rest[1:])
    return opens and appositions <= 1 and not any(chunk.goes_on for chunk in rest)


def _is_complete(kept: Sequence[Chunk]) -> bool:
    """Whether an Arabic clause that opens with its verb is long enough to contain its object."""
    if kept[0].language != "ar" or kept[0].is_nominal:
        return False
    return sum([chunk.words for chunk in kept if not chunk.is_adjunct]) >= COMPLETE


def trailing_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """Cuts before an adjunct that follows the verb without a comma."""
    found = chunks(sentence, language)
    if not openings(language).trailing or found[0].is_nominal or found[0].opens:
        return
    # In languages where the subject comes first, only the last chunk is sure to follow the verb.
    first = 0 if found[0].language == "ar" else len(found) - 1
    for last in range(len(found) - 1, first - 1, -1):
        kept = found[last]
        behind = all(chunk.is_adjunct for chunk in found[last + 1 :])
        if behind and (last == 0 or not kept.is_adjunct):
            yield from _cuts_within(sentence, kept, language, longest)


def _cuts_within(sentence: str, chunk: Chunk, language: str | None, longest: int) -> Iterator[str]:
    """Cuts of `sentence` before an adjunct in `chunk`; never before `أن`, which has the point."""
    words = [word for word in word_starts(sentence) if chunk.start <= word[0] < chunk.end]
    folded = tuple(word for _, word in words)
    known, quoted = openings(language).trailing, quotations(sentence)
    for at in range(len(words) - 1, _LEAST_KEPT - 1, -1):
        start = words[at][0]
        is_arabic = chunk.language == "ar"
        if start > longest or (not is_arabic and start <= len(sentence) / 2):
            continue
        opens = starts(folded[at : at + 3], known) or bool(arabic.PURPOSE.match(folded[at]))
        opens = opens or tells_purpose(sentence, start, chunk.language)
        opens = opens or (is_arabic and _is_circumstance(folded, at))
        opens = opens or (is_arabic and arabic.RESULT.match(folded[at]) is not None)
        late = opens and (not is_arabic or at >= _told_from(folded[:at]))
        if late and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)


def _is_circumstance(folded: Sequence[str], at: int) -> bool:
    """Whether word number `at` is an accusative of manner or reason, followed by its complement."""
    if folded[at] in _ENDS and not arabic.DEFINITE.match(folded[at - 1]):
        return False  # `خلال عطلة نهاية الأسبوع`
    return (
        at + 1 < len(folded)
        and arabic.CIRCUMSTANCE.match(folded[at]) is not None
        and folded[at + 1][0] in "بلاعم"
    )


def _tells(cut: str, language: str | None) -> bool:
    """Whether the last Arabic `أن` of a cut is followed by enough words for a clause."""
    if primary(language) != "ar":
        return True
    folded = [word for _, word in word_starts(cut)]
    at = _last_complement(folded)
    return at < 0 or len(folded) - at > _LEAST_COMPLEMENT


def _last_complement(folded: Sequence[str]) -> int:
    """The index of the last `أن` or similar word; -1 if there is none."""
    for at in range(len(folded) - 1, -1, -1):
        if folded[at] in arabic.COMPLEMENTS:
            return at
    return -1


def _told_from(folded: tuple[str, ...]) -> int:
    """The index of the word from which the clause after the last `أن` is taken to be complete.

    That is after its finite verb, and `COMPLETE` words after the `أن` at least; fewer words after
    `أنه`, which contains the subject, and after words whose `أن` is followed by the verb.
    """
    at = _last_complement(folded)
    if at < 0:
        return 0
    if folded[at][-1] != "ن" or folded[at - 1] in arabic_clauses.BEFORE_VERBS:
        return at + _LEAST_KEPT
    verbs = (other for other in range(at + 1, len(folded)) if _FINITE.match(folded[other]))
    return max(at + COMPLETE, next(verbs, len(folded)) + 1)


def last_chunk_cut(sentence: str, language: str | None, _longest: int) -> Iterator[str]:
    """A complete Arabic clause without its last chunk: an apposition or a bare relative clause."""
    *kept, last = chunks(sentence, language)
    if (
        kept
        and _is_complete(kept)
        and not (last.goes_on or last.is_predicate or last.is_object or kept[-1].is_relative)
    ):
        yield without_loose_end(sentence[: kept[-1].end], language)


def tail_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """`sentence` cut before one of the prepositions among its last words, the latest first."""
    known, quoted = openings(language).prepositions, quotations(sentence)
    last = chunks(sentence, language)[-1].start
    for start, word in reversed(word_starts(sentence)[-_TAIL:]):
        opens = last < start <= longest and (word,) in known
        if opens and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)


def late_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """Cuts of an Arabic sentence before a late adjunct, relative, joined verb or preposition."""
    if primary(language) != "ar" or chunks(sentence, language)[0].is_nominal:
        return
    words = word_starts(sentence)
    folded = tuple(word for _, word in words)
    known, quoted = openings(language), quotations(sentence)
    found, last = chunks(sentence, language), last_clause(sentence, language)
    for at in range(len(words) - 1, COMPLETE - 1, -1):
        start = words[at][0]
        if start > longest:
            continue
        opens = starts(folded[at : at + 3], known.trailing)
        opens = opens or starts(folded[at : at + 3], known.prepositions)
        opens = opens or bool(arabic.ANOTHER.match(folded[at]))
        relative = folded[at] in _PRONOUNS and start >= last
        opens = opens or (relative and _words_before(found, words, at) >= _LEAST_BEFORE)
        opens = opens or _joins_noun(sentence, words, at)
        opens = opens or (start >= last and arabic.is_described(folded, at))
        opens = opens and _is_last(found, start)
        if opens and at >= _told_from(folded[:at]) and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)


def relative_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """Cuts of an Arabic sentence before a late relative clause without a pronoun, as in
    `خلية تتكون من ...`.
    """
    found = chunks(sentence, language)
    if primary(language) != "ar" or found[0].is_nominal:
        return
    words, quoted = word_starts(sentence), quotations(sentence)
    folded = tuple(word for _, word in words)
    for at in range(len(words) - 1, COMPLETE - 1, -1):
        start = words[at][0]
        bare = arabic.is_imperfect(folded[at]) and not arabic.NO_NOUN_BEFORE.match(folded[at - 1])
        late = start <= longest and at >= _told_from(folded[:at]) and not inside(start, quoted)
        if bare and late and _is_last(found, start):
            yield without_loose_end(sentence[:start], language)


def _is_last(found: Sequence[Chunk], at: int) -> bool:
    """Whether no part of the main clause comes after the chunk that contains position `at`."""
    number = next(number for number, chunk in enumerate(found) if at < chunk.end)
    return number == len(found) - 1 or _dispensable(found, number)


def _words_before(found: Sequence[Chunk], words: Sequence[tuple[int, str]], at: int) -> int:
    """The number of words before word number `at` in the same chunk."""
    chunk = next(chunk for chunk in found if words[at][0] < chunk.end)
    return sum(chunk.start <= start for start, _ in words[:at])


def _joins_noun(sentence: str, words: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether word number `at` is an Arabic verbal noun joined to another: `وإلقاء القبض`."""
    before = {folded for _, folded in words[max(0, at - BETWEEN) : at]}
    return arabic.JOINED_NOUN.match(sentence, words[at][0]) is not None and "بين" not in before
