"""Which of many phrases stand beside each other: none says what another one says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matbaa.language.normalize import fold
from matbaa.prose.phrases import Phrase

#: Fewer keywords are not enough for an article.
FEWEST = 5
#: Phrases that are no more fit are no keywords, but better than too few.
_UNFIT = 0.3
#: ... and if no more than that, only where there is no other.
_HOPELESS = 0.15
#: A longer phrase takes the place of a chosen part of it if it is so frequent beside that.
_ADDED = 0.5
#: A phrase that shares such a part of its words with a chosen one is left out.
_OVERLAPPING = 0.6
#: Stems of one word share so many first letters, such a part of the longer one, and end so.
_ROOT, _ROOT_SHARE, _ENDING = 4, 0.55, 3


def distinct(ranked: Iterable[tuple[Phrase, float]], limit: int, fewest: int = FEWEST) -> list[str]:
    """The first `limit` phrases of which none is a form of another, as they are shown; those that
    are hardly fit only where there are fewer than `fewest`. They come with their fitness.
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
    """Add a phrase to the chosen ones unless it says nothing beside one of them. It takes the place
    of what is part of it, if as fit; or of what it is part of, if that is told but once.
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
    """Whether two phrases are the same but for the endings of their words, as far as a stemmer has
    left them: `Wielka Brytania` and `Wielkiej Brytanii`, `Japan` and `Japanese`.
    """
    return len(one) == len(other) and all(map(_are_akin, one, other))


def _are_akin(one: str, other: str) -> bool:
    """Whether two stems, in a script that has capitals, differ in a few last letters only."""
    if one == other:
        return True
    if one[:_ROOT] != other[:_ROOT]:  # most are as different as that, and soon seen to be
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
    """Whether `phrase` says nothing beside `other`: a part of it that has no life of its own, what
    is seldom added to it, or most of its words with others around them.
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
