"""Shorter forms of a sentence that are still sentences.

Shortening removes parts without which the rest is still a sentence: brackets, the day of the week,
an insertion after which the clause continues, and trailing chunks if each of them opens like an
adjunct or an added clause and so contains no part of the main clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from matbaa.language.normalize import fold_word
from matbaa.language.sentences import is_balanced, quotations
from matbaa.language.words import primary
from matbaa.prose import arabic, arabic_clauses, arabic_contrasts, arabic_gaps
from matbaa.prose.arabic_asides import without_asides
from matbaa.prose.chunks import Chunk, chunks, fronted, inside, starts
from matbaa.prose.connectives import dangling, openings, pointing, verbs
from matbaa.prose.cuts import (
    COMPLETE,
    TRAIL,
    chunk_cuts,
    last_chunk_cut,
    late_cuts,
    leads_on,
    relative_cuts,
    tail_cuts,
    trailing_cuts,
    without_loose_end,
)
from matbaa.prose.verb_forms import ends_with_its_verb

_BRACKETS = regex.compile(r"\s*[(（\[][^()\[\]（）]*[)）\]]")
#: Not folded: words after which brackets contain a name that must stay: `على طريق (أ - ب)`.
_NAMED = regex.compile(
    r"(?<!\p{L})[وفبل]?(?:ال)?(?:طريق|شارع|منتخبات|دول|مدن|فرق|برنامج|مشروع|مبادرة|حملة|شعار|عنوان|كتاب|فيلم|رواية"
    r"|قناة|صحيفة|مجلة|وكالة|شركة|فندق|مركز|حي|تطبيق|لعبة|ملعب|مسرحية|مسلسل|وسم|هاشتاق|هاشتاغ|منصة|نادي|فريق|اسم|درجة|شهادة|لقب|جائزة|كلمة|عبارة|علامة"
    r"|عن|من|في|على|إلى|مع|بين|هي|هو|كتابه|كتابها|مثل|[بل](?:ه|ها|هم)|(?:في|من|عن|علي|إلي)(?:ه|ها|هم))$"
)
#: Not folded: a relative pronoun, whose noun may be what the brackets before it contain.
_WHICH = regex.compile(r"\s?،?\s(?:الذي|التي|الذين)\s")
#: A number in brackets, which belongs to the words after it: `احتفل (16) حيا`.
_COUNTED = regex.compile(r"\s*[(（\[]\p{Nd}+[)）\]]")
#: Languages in which a fronted adjunct does not change the word order of its clause.
_FRONTING = frozenset(["ar", "en", "es", "fr", "it", "pt"])
#: Sentences of more characters are not shortened: they are no real sentences and take too long.
LONGEST = 1_200
#: Characters that a cut usually loses at most when words that cannot end it are removed.
_LOOSE = 40
#: Insertions of time: `تمكنت الشرطة، على الساعة الثالثة، من إيقاف`.
_WHEN = frozenset(
    [
        "علي",
        "في",
        "خلال",
        "بعد",
        "اثر",
        "عقب",
        "مساء",
        "صباح",
        "فجر",
        "ليله",
        "ظهر",
    ]
)
#: Openings of a period: `شرع الفريق، بداية من الأحد، في العمل`.
_FROM = frozenset(["بدايه", "ابتداء", "اعتبارا", "انطلاقا"])
#: Insertions that name a source: `أسفرت الحملة، وفقا للشرطة، عن حجز`.
_ACCORDING = frozenset(["وفق", "وفقا", "حسب", "بحسب", "حسبما", "نقلا"])
#: Openings of what a place is, or how somebody is called: `في النور، عاصمة المسرح، بالتعاون مع`,
#: `، المعروف باسم الهادي،`.
_APPOSED = frozenset(["عاصمه", "معقل", "كبري", "احدي", "المعروف", "المعروفه", "الملقب", "الملقبه"])
_FEW = 5
#: The most words of a name with its title.
_NAME = 7


_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
#: The day on which something happened, within a clause: `a validé mardi 21 juin la plupart`; not
#: behind or before a word that needs it.
_DAYS = {
    "en": regex.compile(
        r"\son\s(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day(?=\s\p{Ll})(?!\s(?:and|or|when)\b)"
    ),
    "es": regex.compile(
        r"(?<!\b(?:de|desde|hasta|para|del|y))\s(?:este|el pasado)\s(?:lunes|martes|miércoles"
        r"|jueves|viernes|sábado|domingo)(?=\s\p{Ll})(?!\s(?:en que|y)\b)"
    ),
    "fr": regex.compile(
        r"(?<!\b(?:de|du|des|dès|depuis|jusqu'à|à|avant|après|le|ce|et|chaque|entre))"
        r"\s(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
        rf"(?:\s\d{{1,2}}(?:\s(?:{_MONTHS}))?+)?+(?=\s\p{{Ll}})(?!\s(?:et|dernier|prochain|\d)\b)"
    ),
}

#: The particle `قد` at the start of a sentence, dispensable before its verb: `وقد تم`, `ولقد شهدت`.
_ALREADY = regex.compile(r"^و?ل?قد\s+")


class Kind(NamedTuple):
    """Shorter forms of a sentence without a final stop, made by one kind of cut. Some of them are
    incomplete; `holds` is expensive, so it is left to the caller to ask for those that it wants.
    """

    forms: list[str]
    sentence: str
    language: str | None
    #: The kind also cuts where no comma marks the end of a clause.
    bold: bool = False

    def holds(self, form: str) -> bool:
        """Whether a form is a complete sentence, as far as is known."""
        if self.bold and not ends_well(form, self.language):
            return False
        return is_whole(form, self.sentence, self.language)


def shortenings(sentence: str, language: str | None, longest: int = LONGEST) -> Iterator[Kind]:
    """Shorter forms of `sentence`, the safest kind of cut first. Bolder kinds of cut yield only
    forms hardly longer than `longest` characters.
    """
    if len(sentence) > LONGEST:
        yield from [Kind([], sentence, language)] * 2
        return
    forms = list(without_insertions(sentence, language))
    cut = [cut for form in forms for cut in chunk_cuts(form, language)]
    shorter = forms if forms[0] != sentence else forms[1:]
    safest = [*(without_loose_end(form, language) for form in shorter), *cut]
    yield Kind(safest, sentence, language)
    if fronted := _without_fronted(sentence, language):
        mains = _main_clauses(fronted, language)
        cuts_of_it = (cut for main in mains for cut in chunk_cuts(main, language))
        yield Kind([*mains, *cuts_of_it], sentence, language)
        forms += mains
    for cuts in (trailing_cuts, last_chunk_cut, tail_cuts, late_cuts, relative_cuts):
        first = cuts is last_chunk_cut or (cuts is trailing_cuts and primary(language) == "ar")
        whole = dict.fromkeys(forms if first else [*forms, *cut])
        found = [short for form in whole for short in cuts(form, language, longest + _LOOSE)]
        yield Kind(list(dict.fromkeys(found)), sentence, language, bold=True)


@lru_cache(maxsize=256)
def is_whole(cut: str, sentence: str, language: str | None) -> bool:
    """Whether `cut`, a shortened form of `sentence`, is complete as far as the rules can tell."""
    if _dashes(cut) % 2 > _dashes(sentence) % 2:
        return False  # cut between two dashes: the clause continued after the second
    if not ends_with_its_verb(cut, language):
        return False
    return primary(language) != "ar" or arabic_clauses.is_whole(cut, sentence)


def _dashes(text: str) -> int:
    return sum(map(text.count, (" - ", " – ", " — ")))


def ends_well(cut: str, language: str | None) -> bool:
    """Whether a cut does not end with a verb, nor with a single word of its last chunk."""
    *before, last = chunks(cut, language)
    verb = primary(language) == "ar" and arabic.WAITING.match(fold_word(cut.rsplit(" ", 1)[-1]))
    return not verb and (not before or last.words > 1)


def bold_cuts(sentence: str, language: str | None) -> Iterator[str]:
    """Cuts at any comma, the longest first; the rest may be incomplete."""
    found = chunks(sentence[:LONGEST], language)
    for last in range(len(found) - 2, -1, -1):
        cut = without_loose_end(sentence[: found[last].end], language)
        if leads_on(found[: last + 1], found[last + 1 :]):
            continue
        if is_balanced(cut) and is_whole(cut, sentence, language):
            yield cut


def without_conjunction(sentence: str, language: str | None) -> str:
    """`sentence` without the Arabic conjunction `و` at its start, where that is certain."""
    if primary(language) != "ar":
        return sentence
    first = fold_word(sentence.split(None, 1)[0]) if sentence.strip() else ""
    if first[:1] == "و" and first[1:] in verbs(language):
        sentence = sentence[1:]
    return _ALREADY.sub("", arabic.AND.sub("", sentence).lstrip())


def without_insertions(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence`, then ever shorter forms: without brackets, without the day, without one insertion
    after another. Arabic wishes are removed from all of them.
    """
    bare = arabic.WISH.sub("", sentence) if primary(language) == "ar" else sentence
    day = _DAYS.get(primary(language) or "")
    yield bare
    form = _without_brackets(bare)
    if form != bare:
        yield form
    for shorter in without_asides(form) if primary(language) == "ar" else ():
        yield (form := shorter)
    if day is not None and (undated := day.sub("", form)) != form:
        yield (form := undated)
    whole = form
    while inserted := _without_first_insertion(form, language):
        yield (form := inserted)
    if form != whole and primary(language) == "ar":
        yield from without_asides(form)  # asides that an insertion followed


def _without_fronted(sentence: str, language: str | None) -> str | None:
    """`sentence` without the adjunct at its start, if the rest is a clause; otherwise None."""
    if primary(language) == "ar" and (main := arabic_contrasts.without_concession(sentence)):
        return main
    found = chunks(sentence, language)
    at = fronted(found)
    if not at or found[at].opens or (at > 1 and found[at].continues):
        return None
    if any(chunk.has_subject for chunk in found[:at]):
        return None
    if found[at].words < COMPLETE and not (len(found) > at + 1 and found[at + 1].goes_on):
        return None
    main = sentence[found[at].start :].lstrip(TRAIL)
    clause = map(fold_word, sentence[found[at].start : found[at].end].split())
    if primary(language) == "ar" and not pointing("ar").isdisjoint(clause):
        return None
    if found[at].language not in _FRONTING or found[at].opening[:1] in dangling(language):
        return None
    return main[:1].upper() + main[1:]


def _main_clauses(fronted: str, language: str | None) -> list[str]:
    """A sentence without its fronted adjunct; in Arabic also without its asides."""
    if primary(language) != "ar":
        return [fronted]
    return list(dict.fromkeys(without_insertions(fronted, language)))


def _without_brackets(sentence: str) -> str:
    """`sentence` without its brackets, except those in quotations and those with a name."""
    quoted = [span for span in quotations(sentence) if sentence[span[0]] not in "([（"]

    def shortened(match: regex.Match[str]) -> str:
        following = sentence[match.end() : match.end() + 1]
        stays = inside(match.start(), quoted) or _NAMED.search(sentence[: match.start()].rstrip())
        stays = stays or _WHICH.match(sentence, match.end()) or _COUNTED.fullmatch(match.group())
        return match.group() if stays else " " * following.isalnum()

    return _BRACKETS.sub(shortened, sentence)


def _without_first_insertion(sentence: str, language: str | None) -> str | None:
    found = chunks(sentence, language)
    for before, inserted, after in zip(found, found[1:], found[2:], strict=False):
        second = found[0].language == "ar" and _is_second_subject(found[0], inserted, after)
        if second or _is_insertion(inserted, after, len(found)):
            return sentence[: before.end] + " " + sentence[after.start :].lstrip(TRAIL)
    return None


def _is_second_subject(first: Chunk, inserted: Chunk, after: Chunk) -> bool:
    """Whether an Arabic subject is joined to the first one before the object of their verb."""
    needed = first.opening and arabic_gaps.needs_object(first.opening[0])
    return bool(needed and inserted.is_conjoined) and arabic_gaps.is_definite_object(after)


def _is_insertion(inserted: Chunk, after: Chunk, count: int) -> bool:
    if not inserted.opening or not after.opening:
        return False
    if inserted.opening[0] in _FROM and (after.continues or after.opening[0] == "في"):
        return True
    if inserted.opening[0] in _APPOSED and inserted.words <= _FEW:
        return True
    if after.opens:
        return False
    if inserted.language != "ar":
        known = openings(inserted.language).adjuncts
        return count == 3 and starts(inserted.opening, known) and not after.is_adjunct
    if inserted.is_time:
        return not after.opening[0].startswith("و")
    if arabic.GIVEN.match(inserted.opening[0]) and inserted.words <= _NAME:
        return True
    if inserted.opening[0] == "في" and not arabic.STATEMENTS.isdisjoint(inserted.opening[1:2]):
        return True
    if after.continues and inserted.opening[0] in _WHEN:
        return True
    if arabic.COMPANY.match(inserted.opening[0]):
        return not (after.is_conjoined or after.is_adjunct)
    if inserted.opening[0] in _ACCORDING and after.continues:
        return True
    if inserted.is_relative and arabic.FUTURE.match(after.opening[0]):
        return True
    if after.is_complement:
        return not inserted.is_conjoined or inserted.opening[0].startswith("وزير")
    return inserted.is_nominal and after.continues
