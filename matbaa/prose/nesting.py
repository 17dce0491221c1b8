"""Removes redundant keywords: phrases that repeat, contain or overlap a better one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matbaa.language.normalize import fold
from matbaa.prose.phrases import Phrase

#: Doubtful phrases are added until an article has this many keywords.
FEWEST = 5
#: Phrases of this fitness or less are used only where there are too few others.
_UNFIT = 0.3
#: Phrases of this fitness or less are used only where there is no other at all.
_HOPELESS = 0.15
#: A longer phrase may replace its chosen part if it occurs at least this often relative to it.
_ADDED = 0.5
#: A phrase is dropped if at least this share of its words are in a chosen phrase.
_OVERLAPPING = 0.6
#: Two stems belong to one word if they share at least this many first letters and this share of the
#: longer stem, and their differing endings have at most this many letters.
_ROOT, _ROOT_SHARE, _ENDING = 4, 0.55, 3


def distinct(ranked: Iterable[tuple[Phrase, float]], limit: int, fewest: int = FEWEST) -> list[str]:
    """At most `limit` phrases in their displayed form, none of them redundant beside another.

    `ranked` holds phrases with their fitness, best first. Phrases of poor fitness are used only to
    reach `fewest`.
    """
    chosen: list[tuple[Phrase, float]] = []
    unfit = []
    for phrase, fitness in ranked:
        if len(chosen) >= limit:
            break
        if fitness > _UNFIT:
            _admit(phrase, fitness, chosen)
        else:
            unfit.append((phrase, fitness))
    for phrase, fitness in unfit:
        if len(chosen) < min(limit, fewest if fitness > _HOPELESS else 1):
            _admit(phrase, fitness, chosen)
    return list({fold(form): form for form in (each.shown for each, _ in chosen)}.values())


def _admit(phrase: Phrase, fitness: float, chosen: list[tuple[Phrase, float]]) -> None:
    """Add a phrase to `chosen` unless it is redundant beside one of them.

    It replaces chosen phrases that are part of it, and a longer one that it is part of and that
    occurs only once; but only if it is at least as fit as they are.
    """
    if any(_is_lesser(phrase, other) for other, _ in chosen):
        return
    places = [at for at, (other, _) in enumerate(chosen) if _gives_way(other, phrase)]
    if any(fitness < chosen[at][1] for at in places):
        return
    for at in reversed(places[1:]):
        del chosen[at]
    if places:
        chosen[places[0]] = (phrase, fitness)
    else:
        chosen.append((phrase, fitness))


def _gives_way(other: Phrase, phrase: Phrase) -> bool:
    own, others = phrase.kinds, other.kinds
    return others < own or (own < others and _is_told_once(other))


def _is_told_once(phrase: Phrase) -> bool:
    return len(phrase.occurrences) == 1 and not phrase.in_title


def _is_form(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two phrases differ only in inflections that the stemmer did not remove: `Wielka
    Brytania` and `Wielkiej Brytanii`, `Japan` and `Japanese`.
    """
    return len(one) == len(other) and all(map(_are_akin, one, other))


def _are_akin(one: str, other: str) -> bool:
    """Whether two stems, in a script with capitals, differ only in their last few letters."""
    if one == other:
        return True
    if one[:_ROOT] != other[:_ROOT]:  # the cheap test first: it rejects most pairs
        return False
    shared = next(
        (at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its),
        min(len(one), len(other)),
    )
    shorter, longer = sorted((len(one), len(other)))
    return (
        one[:1].upper() != one[:1]
        and min(len(one), len(other)) >= _ROOT
        and shared >= _ROOT_SHARE * longer
        and shorter - shared <= _ENDING
        and longer - shared <= _ENDING
    )


def _is_lesser(phrase: Phrase, other: Phrase) -> bool:
    """Whether `phrase` is redundant beside `other`: an inflected form of it, a part that hardly
    occurs without it, a longer phrase that is too rare, or one that shares most of its words.
    """
    own, others = phrase.kinds, other.kinds
    count, known = len(phrase.occurrences), len(other.occurrences)
    if _is_form(phrase.stems, other.stems):
        return True
    if own <= others:
        return count <= 1 or not _is_told_once(other)
    if others < own:
        return count < known and count < max(2 - bool(phrase.in_title), _ADDED * known)
    return len(own & others) >= _OVERLAPPING * len(own)
