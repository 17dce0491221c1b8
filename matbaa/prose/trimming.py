"""Shorter forms of a sentence that are still sentences.

Shortening removes what leaves a sentence behind: brackets, the day of the week, an insertion behind
which the clause goes on, and trailing chunks when each of them opens like an adjunct or an added
clause, so that nothing of the main clause is among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from matbaa.language.normalize import fold_word
from matbaa.language.sentences import is_balanced, quotations
from matbaa.language.words import primary
from matbaa.prose import arabic, arabic_clauses
from matbaa.prose.chunks import Chunk, chunks, inside, last_clause, starts, word_starts
from matbaa.prose.connectives import dangling, openings

_BRACKETS = regex.compile(r"\s*[(（\[][^()\[\]（）]*[)）\]]")
_TRAIL = " \u00a0,،;؛:，、；—–-"

#: They also join the members of a list, so only the first comma of a sentence can be a clause's.
_COORDINATORS = frozenset(
    ["and", "but", "und", "aber", "et", "mais", "y", "pero", "e", "ma", "mas", "en"]
)
#: Languages in which a clause keeps its order of words behind an adjunct.
_FRONTING = frozenset(["ar", "en", "es", "fr", "it", "pt"])
_PRONOUNS = frozenset(["الذي", "التي", "الذين", "اللذين", "اللتين", "والذي", "والتي", "والذين"])
#: An Arabic clause of so many words has its subject and object behind it.
_COMPLETE = 9
#: A clause behind `أن` of fewer words lacks its predicate.
_LEAST_COMPLEMENT = 6
#: So many words at the end of a sentence are behind its predicate.
_TAIL = 9
#: Characters; what is longer is no sentence and would take too long.
_LONGEST = 1_200
#: What a cut loses at most, as a rule, for the sake of its end.
_LOOSE = 40
#: So many words of a chunk stay when it is cut within.
_LEAST_KEPT = 4


def shortenings(
    sentence: str, language: str | None, longest: int = _LONGEST
) -> Iterator[list[str]]:
    """Shorter forms of `sentence`, without a final stop: kind after kind, the safest first. Of the
    bolder kinds only what is hardly longer than `longest` characters.
    """
    if len(sentence) > _LONGEST:
        yield from ([], [])
        return
    for kind in _kinds(sentence, language, longest + _LOOSE):
        yield [short for short in kind if is_whole(short, sentence, language)]


def _kinds(sentence: str, language: str | None, longest: int) -> Iterator[list[str]]:
    forms = list(_without_insertions(sentence, language))
    cut = [cut for form in forms for cut in _cuts(form, language)]
    yield [*(without_loose_end(form, language) for form in forms[1:]), *cut]
    if fronted := _without_fronted(sentence, language):
        yield [fronted, *_cuts(fronted, language)]
        forms.append(fronted)
    for kind in (_trailing_cuts, _last_chunk_cut, _tail_cuts, _late_cuts):
        whole = forms if kind in (_trailing_cuts, _last_chunk_cut) else [*forms, *cut]
        found = (short for form in whole for short in kind(form, language, longest))
        yield [short for short in found if _ends_well(short, language)]


def is_whole(cut: str, sentence: str, language: str | None) -> bool:
    """Whether nothing is missing in `cut` that its words wait for, as far as is known."""
    return primary(language) != "ar" or arabic_clauses.is_whole(cut, sentence)


def _ends_well(cut: str, language: str | None) -> bool:
    """Whether a cut ends with more than one word of a chunk, and not with a verb."""
    *before, last = chunks(cut, language)
    verb = primary(language) == "ar" and arabic.WAITING.match(fold_word(cut.rsplit(" ", 1)[-1]))
    return not verb and (not before or last.words > 1)


def bold_cuts(sentence: str, language: str | None) -> Iterator[str]:
    """Cuts at any comma, the longest first: what is left may be wanting."""
    for chunk in reversed(chunks(sentence[:_LONGEST], language)[:-1]):
        cut = without_loose_end(sentence[: chunk.end], language)
        if is_balanced(cut):
            yield cut


def without_conjunction(sentence: str, language: str | None) -> str:
    """An Arabic sentence without the `و` that joins it to the one before, where that is certain."""
    return arabic.AND.sub("", sentence) if primary(language) == "ar" else sentence


def without_loose_end(cut: str, language: str | None) -> str:
    """`cut` without trailing punctuation and words that nothing can end with."""
    unending = openings(language).unending
    cut = cut.rstrip(_TRAIL)
    while " " in cut and not unending.isdisjoint(fold_word(word) for word in _loose(cut)):
        cut = cut.rsplit(" ", 1)[0].rstrip(_TRAIL)
    return cut


def _loose(cut: str) -> Iterator[str]:
    """The last word, and a relative pronoun before it that has no more than that."""
    *_, before, last = ["", *cut.rsplit(" ", 2)]
    yield last.strip('«"“(')
    if fold_word(before) in _PRONOUNS:
        yield before


def _without_insertions(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence`, then without brackets, without the day, without one insertion after another."""
    yield sentence
    form = _without_brackets(sentence)
    if form != sentence:
        yield form
    for shorter in arabic_clauses.without_asides(form) if primary(language) == "ar" else ():
        yield (form := shorter)
    while inserted := _without_first_insertion(form, language):
        yield (form := inserted)


def _without_fronted(sentence: str, language: str | None) -> str | None:
    """`sentence` without the adjunct that it begins with, where its clause stands behind that."""
    found = chunks(sentence, language)
    if len(found) < 2 or not found[0].opens or found[1].opens or found[1].words < _COMPLETE:
        return None
    main = sentence[found[1].start :].lstrip(_TRAIL)
    if found[1].language not in _FRONTING or found[1].opening[:1] in dangling(language):
        return None
    return main[:1].upper() + main[1:]


def _without_brackets(sentence: str) -> str:
    """`sentence` without its brackets, those within quotations excepted."""
    quoted = [span for span in quotations(sentence) if sentence[span[0]] not in "([（"]

    def shortened(match: regex.Match[str]) -> str:
        following = sentence[match.end() : match.end() + 1]
        return match.group() if inside(match.start(), quoted) else " " * following.isalnum()

    return _BRACKETS.sub(shortened, sentence)


def _without_first_insertion(sentence: str, language: str | None) -> str | None:
    found = chunks(sentence, language)
    for before, inserted, after in zip(found, found[1:], found[2:], strict=False):
        if _is_insertion(inserted, after, len(found)):
            return sentence[: before.end] + " " + sentence[after.start :].lstrip(_TRAIL)
    return None


def _is_insertion(inserted: Chunk, after: Chunk, count: int) -> bool:
    if not inserted.opening or not after.opening or after.opens:
        return False
    if inserted.language != "ar":
        known = openings(inserted.language).adjuncts
        return count == 3 and starts(inserted.opening, known) and not after.is_adjunct
    if inserted.is_time:
        return not after.opening[0].startswith("و")
    if after.is_complement:
        return not inserted.is_conjoined or inserted.opening[0].startswith("وزير")
    return inserted.is_nominal and after.continues


def _cuts(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence` without its trailing adjuncts and clauses, the longest form first."""
    found = chunks(sentence, language)
    # If it begins with a subordinate clause the main one stands behind the first comma.
    earliest = 1 if len(found) > 1 and found[0].opens else 0
    for last in range(len(found) - 2, earliest - 1, -1):
        cut = without_loose_end(sentence[: found[last].end], language)
        if _dispensable(found, last) and _tells(cut, language):
            yield cut


def _dispensable(found: Sequence[Chunk], last: int) -> bool:
    """Whether nothing of the main clause stands behind chunk number `last`."""
    kept, rest = found[: last + 1], found[last + 1 :]
    if _are_adjuncts(kept, rest):
        return True
    adds = rest[0].adds_clause and (last == 0 or rest[0].opening[0] not in _COORDINATORS)
    joined = rest[0].is_conjoined and last == 0 and _is_complete(kept)
    return (adds or joined) and not any(chunk.goes_on for chunk in rest[1:])


def _are_adjuncts(kept: Sequence[Chunk], rest: Sequence[Chunk]) -> bool:
    """Whether `rest` is adjuncts only. Behind a complete Arabic clause an adjunct may bring an
    apposition along, and a verb without `و` is a relative clause.
    """
    if all(chunk.is_adjunct for chunk in rest):
        return True
    if not _is_complete(kept):
        return False
    opens = (rest[0].is_adjunct and not rest[0].is_relative) or rest[0].is_verbal
    appositions = sum(not chunk.is_adjunct for chunk in rest[1:])
    return opens and appositions <= 1 and not any(chunk.goes_on for chunk in rest)


def _is_complete(kept: Sequence[Chunk]) -> bool:
    """Whether an Arabic clause that opens with its verb is so long that it must have its object."""
    words = sum(chunk.words for chunk in kept if not chunk.is_adjunct)
    return kept[0].language == "ar" and words >= _COMPLETE and not kept[0].is_nominal


def _trailing_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """Cuts before an adjunct that no comma announces, behind the verb."""
    found = chunks(sentence, language)
    if not openings(language).trailing or found[0].is_nominal or found[0].opens:
        return
    # Where subjects stand first, only the last chunk is sure to be behind the verb.
    first = 0 if found[0].language == "ar" else len(found) - 1
    for last in range(len(found) - 1, first - 1, -1):
        kept = found[last]
        behind = all(chunk.is_adjunct for chunk in found[last + 1 :])
        if behind and (last == 0 or not kept.is_adjunct):
            yield from _cuts_within(sentence, kept, language, longest)


def _cuts_within(sentence: str, chunk: Chunk, language: str | None, longest: int) -> Iterator[str]:
    """`sentence` up to an adjunct within `chunk`; never before an `أن`, which brings the point."""
    words = [word for word in word_starts(sentence) if chunk.start <= word[0] < chunk.end]
    folded = tuple(word for _, word in words)
    known, quoted = openings(language).trailing, quotations(sentence)
    for at in range(len(words) - 1, _LEAST_KEPT - 1, -1):
        start = words[at][0]
        is_arabic = chunk.language == "ar"
        if start > longest or (not is_arabic and start <= len(sentence) / 2):
            continue
        opens = starts(folded[at : at + 3], known) or arabic.PURPOSE.match(folded[at])
        late = bool(opens) and (not is_arabic or at >= _told_from(folded[:at]))
        if late and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)


def _tells(cut: str, language: str | None) -> bool:
    """Whether enough stands behind an Arabic `أن` to be its clause."""
    if primary(language) != "ar":
        return True
    folded = [word for _, word in word_starts(cut)]
    at = max((at for at, word in enumerate(folded) if arabic.COMPLEMENT.match(word)), default=-1)
    return at < 0 or len(folded) - at > _LEAST_COMPLEMENT


def _told_from(folded: tuple[str, ...]) -> int:
    """The number of the word from which on what an `أن` announces is told: behind the verb of its
    clause and seven words; `أنه` brings its subject along.
    """
    at = max((at for at, word in enumerate(folded) if arabic.COMPLEMENT.match(word)), default=-1)
    if at < 0:
        return 0
    if folded[at][-1] != "ن" or folded[at - 1] in arabic_clauses.BEFORE_VERBS:
        return at + _LEAST_KEPT
    verbs = (other for other in range(at + 1, len(folded)) if arabic.FINITE.match(folded[other]))
    return max(at + _COMPLETE, next(verbs, len(folded)) + 1)


def _last_chunk_cut(sentence: str, language: str | None, _longest: int) -> Iterator[str]:
    """A complete Arabic clause without its last chunk: an apposition or a bare relative clause."""
    *kept, last = chunks(sentence, language)
    if (
        kept
        and _is_complete(kept)
        and not (last.goes_on or last.is_predicate or kept[-1].is_relative)
    ):
        yield without_loose_end(sentence[: kept[-1].end], language)


def _tail_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """`sentence` without its last adjuncts, each of a few words and opened by a preposition."""
    known, quoted = openings(language).prepositions, quotations(sentence)
    last = chunks(sentence, language)[-1].start
    for start, word in reversed(word_starts(sentence)[-_TAIL:]):
        opens = last < start <= longest and (word,) in known
        if opens and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)


def _late_cuts(sentence: str, language: str | None, longest: int) -> Iterator[str]:
    """An Arabic sentence before a late adjunct, relative, joined verb or preposition."""
    if primary(language) != "ar" or chunks(sentence, language)[0].is_nominal:
        return
    words = word_starts(sentence)
    folded = tuple(word for _, word in words)
    known, quoted = openings(language), quotations(sentence)
    last = last_clause(sentence, language)
    for at in range(len(words) - 1, _COMPLETE - 1, -1):
        start = words[at][0]
        if start > longest:
            continue
        opens = starts(folded[at : at + 3], known.trailing)
        opens = opens or starts(folded[at : at + 3], known.prepositions)
        opens = opens or bool(arabic.JOINED_VERB.match(folded[at]))
        opens = opens or (folded[at] in _PRONOUNS and start >= last)
        if opens and at >= _told_from(folded[:at]) and not inside(start, quoted):
            yield without_loose_end(sentence[:start], language)
