"""Shorter forms of a sentence that are still sentences.

A sentence is cut into chunks at its commas, dashes and semicolons outside quotations and brackets.
Shortening removes what leaves a sentence behind: brackets, an insertion behind which the clause
goes on, and trailing chunks when every one of them opens like an adjunct or an added clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from matbaa.language.normalize import fold
from matbaa.language.sentences import is_balanced, quotations
from matbaa.language.words import primary
from matbaa.prose.connectives import Opening, Openings, openings

_BREAK = regex.compile(r"\s*[,،;؛，、；](?=\s|$|\p{L})|\s+[—–-]{1,2}\s+")
_BRACKETS = regex.compile(r"\s*[(（\[][^()\[\]（）]*[)）\]]")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TRAIL = " \u00a0,،;؛:，、；—–-"
#: An Arabic circumstantial participle (`مشيرا`) or purpose (`ليبلغ`) behind a comma.
#: Arabic participles (`مشيرا`, `ملوحين`), purposes (`ليبلغ`, `للتأكد`) and reasons (`التزاما`).
_ARABIC_ADJUNCT = regex.compile(
    r"م\p{L}{3,}(?:ا|ه|ين)$|ل[يت]\p{L}{2,}$|لل?\p{L}{4,}$"
    r"|(?:ا\p{L}ت|است\p{L}|ان\p{L})\p{L}ا\p{L}ا$"
)
_ARABIC_CONTINUES = regex.compile(
    r"(?:[وف]?[ب]?ان(?:ه|ها|هم|ني)?|علي|من|الي|عن|مع|[بل]ال\p{L}+|لل\p{L}+)$"
)
#: `لحماية`, `لمعالجة`, `لتعزيز`; ministries and embassies look alike.
_ARABIC_PURPOSE = regex.compile(
    r"ل(?!وزاره|سفاره|اداره|نقابه|رياضه|رئاسه)(?:ت\p{L}{2}ي\p{L}|م\p{L}ا\p{L}{2}ه|\p{L}{2}ا\p{L}ه)(?:ها|هم)?$"
)
_ARABIC_VERB = regex.compile(r"[يت]\p{L}{3,}$")
_ARABIC_DEFINITE = regex.compile(r"ال\p{L}")
_ARABIC_RELATIVE = regex.compile(r"و?ال(?:ذي|تي|ذين|لذين|لتين|لواتي)$|وه[وي]$")
_ARABIC_COMPLEMENT = regex.compile(r"[وفب]?ان(?:ه|ها|هم)?$")
#: Words that a comma does not separate from the word they belong to: `و` is written onto it.
_ARABIC_CONJOINED = regex.compile(r"و(?!ال|ذلك)\p{L}{3,}$")
#: `مساء الاثنين الماضي`, `اليوم الأحد`, where it stands among other words; not Friday's prayers.
_ARABIC_DAY = regex.compile(
    r"(?<!صلاة|خطبة|صلاه|^)\s(?:(?:يوم|مساء|صباح|فجر|ظهر|اليوم|أمس)\s)?"
    r"(?:ال[أا]حد|الاثنين|الإثنين|الثلاثاء|ال[أا]ربعاء|الخميس|الجمعة|السبت)"
    r"(?:\s(?:الماضي|المقبل|الجاري)ة?)?(?=\s\p{L})"
)
_ARABIC_TIME = regex.compile(
    r"(?:يوم|مساء|صباح|فجر|ظهر|امس|اليوم|غدا|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|السبت"
    r"|الاسبوع|الشهر|العام|الماضي|الجاري|المقبل|\d+|يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر"
    r"|ديسمبر|كانون|الثاني|الاول|شباط|اذار|نيسان|ايار|حزيران|تموز|اب|ايلول|تشرين)$"
)

#: They also join the members of a list, so only the first comma of a sentence can be a clause's.
_COORDINATORS = {
    "and",
    "but",
    "und",
    "aber",
    "et",
    "mais",
    "y",
    "pero",
    "e",
    "ma",
    "mas",
    "en",
    "و",
}
#: A clause of so many words has its subject and object behind it.
_COMPLETE = 9
#: So many words at the end of a sentence are behind its predicate.
_TAIL = 8
_COMPLEMENTIZERS = {"ان", "بان", "وان", "وبان"}


@dataclass(frozen=True, slots=True)
class _Chunk:
    start: int
    end: int
    #: Its first three words, folded, and how many it has.
    opening: Opening
    words: int


def shortenings(sentence: str, language: str | None) -> Iterator[str]:
    """Grammatical shorter forms of `sentence`, without a final stop, least loss first."""
    for form in _without_insertions(sentence, language):
        if form != sentence:
            yield form
        yield from _cuts(form, language)


def tail_cuts(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence` without its last adjuncts, each of a few words and opened by a preposition."""
    known, quoted = openings(language).prepositions, quotations(sentence)
    for word in reversed(list(_WORD.finditer(sentence))[-_TAIL:]):
        if (fold(word.group()),) in known and not _inside(word.start(), quoted):
            yield without_loose_end(sentence[: word.start()], language)


def bold_cuts(sentence: str, language: str | None) -> Iterator[str]:
    """Cuts at any comma, the longest first: what is left may be wanting."""
    for chunk in reversed(_chunks(sentence)[:-1]):
        cut = without_loose_end(sentence[: chunk.end], language)
        if is_balanced(cut):
            yield cut


def _without_insertions(sentence: str, language: str | None) -> Iterator[str]:
    yield sentence
    bare = _outside_quotations(sentence)
    if bare != sentence:
        yield bare
    if primary(language) == "ar" and (undated := _ARABIC_DAY.sub("", bare)) != bare:
        yield undated
        bare = undated
    form = bare
    while shorter := _without_first_insertion(form, language):
        yield shorter
        form = shorter


def _outside_quotations(sentence: str) -> str:
    """`sentence` without its brackets, those within quotations excepted."""
    quoted = [span for span in quotations(sentence) if sentence[span[0]] not in "([（"]

    def shortened(match: regex.Match[str]) -> str:
        following = sentence[match.end() : match.end() + 1]
        return match.group() if _inside(match.start(), quoted) else " " * following.isalnum()

    return _BRACKETS.sub(shortened, sentence)


def _without_first_insertion(sentence: str, language: str | None) -> str | None:
    chunks = _chunks(sentence)
    for before, inserted, after in zip(chunks, chunks[1:], chunks[2:], strict=False):
        if _is_insertion(inserted, after, len(chunks), language):
            return sentence[: before.end] + " " + sentence[after.start :].lstrip(_TRAIL)
    return None


def _is_insertion(inserted: _Chunk, after: _Chunk, chunks: int, language: str | None) -> bool:
    known = openings(language)
    if not inserted.opening or not after.opening or _opens(after, known):
        return False
    if primary(language) != "ar":
        return chunks == 3 and _starts(inserted, known.adjuncts)
    if inserted.words <= 5 and all(map(_ARABIC_TIME.match, inserted.opening)):
        return not after.opening[0].startswith("و")
    if _ARABIC_COMPLEMENT.match(after.opening[0]):
        return not inserted.opening[0].startswith("و") or inserted.opening[0].startswith("وزير")
    return inserted.opening[0].startswith("ال") and bool(_ARABIC_CONTINUES.match(after.opening[0]))


def _cuts(sentence: str, language: str | None) -> Iterator[str]:
    """`sentence` without its trailing adjuncts and clauses, the longest form first."""
    chunks, known = _chunks(sentence), openings(language)
    # If it begins with a subordinate clause the main one stands behind the first comma.
    earliest = 1 if len(chunks) > 1 and _opens(chunks[0], known) else 0
    for last in range(len(chunks) - 1, earliest - 1, -1):
        if last + 1 < len(chunks) and _dispensable(chunks, last, language):
            yield without_loose_end(sentence[: chunks[last].end], language)
    if earliest == 0:
        yield from _trailing_cuts(sentence, chunks, language)


def _dispensable(chunks: list[_Chunk], last: int, language: str | None) -> bool:
    """Whether nothing of the main clause stands behind chunk number `last`."""
    known, rest = openings(language), chunks[last + 1 :]
    if _are_adjuncts(chunks[: last + 1], rest, language):
        return True
    added = _starts(rest[0], known.clauses) and (
        last == 0 or rest[0].opening[0] not in _COORDINATORS
    )
    if added or (last == 0 and _is_conjoined(rest[0], language)):
        return not any(_goes_on(chunk, language) for chunk in rest[1:])
    return False


def _are_adjuncts(kept: list[_Chunk], rest: list[_Chunk], language: str | None) -> bool:
    """Whether `rest` is adjuncts only. Behind a clause that is long enough to be complete an
    adjunct may bring an apposition along, and an Arabic verb without `و` is a relative clause.
    """
    if all(_is_adjunct(chunk, language) for chunk in rest):
        return True
    clause = [chunk for chunk in kept if not _is_adjunct(chunk, language)]
    if sum(chunk.words for chunk in clause) < _COMPLETE or _is_nominal(kept[0], language):
        return False
    opens = _is_adjunct(rest[0], language) and not _is_relative(rest[0], language)
    opens = opens or _arabic(rest[0], language, _ARABIC_VERB)
    return opens and not any(_goes_on(chunk, language) for chunk in rest)


def _is_nominal(chunk: _Chunk, language: str | None) -> bool:
    """Whether an Arabic sentence opens with its subject, so that the verb may be far behind."""
    return _arabic(chunk, language, _ARABIC_DEFINITE)


def _is_relative(chunk: _Chunk, language: str | None) -> bool:
    if primary(language) == "ar":
        return _arabic(chunk, language, _ARABIC_RELATIVE)
    return chunk.opening[:1] in openings(language).adjuncts and len(chunk.opening[0]) <= 4


def _is_adjunct(chunk: _Chunk, language: str | None) -> bool:
    if _opens(chunk, openings(language)) or _arabic(chunk, language, _ARABIC_ADJUNCT):
        return True
    return primary(language) == "ar" and all(map(_ARABIC_TIME.match, chunk.opening))


def _is_conjoined(chunk: _Chunk, language: str | None) -> bool:
    return _arabic(chunk, language, _ARABIC_CONJOINED)


def _goes_on(chunk: _Chunk, language: str | None) -> bool:
    """Whether the clause that was interrupted before `chunk` goes on with it."""
    return _arabic(chunk, language, _ARABIC_CONTINUES) and not _opens(chunk, openings(language))


def _arabic(chunk: _Chunk, language: str | None, first_word: regex.Pattern[str]) -> bool:
    return (
        primary(language) == "ar"
        and bool(chunk.opening)
        and bool(first_word.match(chunk.opening[0]))
    )


def _trailing_cuts(sentence: str, chunks: list[_Chunk], language: str | None) -> Iterator[str]:
    """Cuts before an adjunct that no comma announces, in a sentence that opens with its verb."""
    known = openings(language).trailing
    if not known or _is_nominal(chunks[0], language):
        return
    arabic = primary(language) == "ar"
    for last in range(len(chunks) - 1, -1 if arabic else len(chunks) - 2, -1):
        if all(_is_adjunct(chunk, language) for chunk in chunks[last + 1 :]):
            yield from _cuts_within(sentence, chunks[last], 4 if last == 0 else 2, language)


def _cuts_within(sentence: str, chunk: _Chunk, least: int, language: str | None) -> Iterator[str]:
    """`sentence` up to an adjunct within `chunk`, of which at least `least` words stay."""
    words = list(_WORD.finditer(sentence, chunk.start, chunk.end))
    folded = [fold(word.group()) for word in words]
    quoted = quotations(sentence)
    bound = next((at for at, word in enumerate(folded) if word in _COMPLEMENTIZERS), len(words))
    for at in range(bound - 1, least - 1, -1):
        opens = _matches(folded[at : at + 3], openings(language).trailing)
        if (opens or _ARABIC_PURPOSE.match(folded[at])) and not _inside(words[at].start(), quoted):
            yield without_loose_end(sentence[: words[at].start()], language)


def _chunks(sentence: str) -> list[_Chunk]:
    quoted = quotations(sentence)
    chunks, start = [], 0
    for match in _BREAK.finditer(sentence):
        if not _inside(match.start(), quoted) and match.start() > start:
            chunks.append(_chunk(sentence, start, match.start()))
            start = match.end()
    return [*chunks, _chunk(sentence, start, len(sentence))]


def _chunk(sentence: str, start: int, end: int) -> _Chunk:
    words = _WORD.findall(sentence, start, end)
    return _Chunk(start, end, tuple(fold(word) for word in words[:3]), len(words))


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _opens(chunk: _Chunk, known: Openings) -> bool:
    return _starts(chunk, known.clauses) or _starts(chunk, known.adjuncts)


def _starts(chunk: _Chunk, listed: frozenset[Opening]) -> bool:
    return _matches(list(chunk.opening), listed)


def _matches(words: list[str], listed: frozenset[Opening]) -> bool:
    return any(tuple(words[:count]) in listed for count in range(1, len(words) + 1))


def without_loose_end(cut: str, language: str | None) -> str:
    """`cut` without trailing punctuation and words that nothing can end with."""
    unending = openings(language).unending
    cut = cut.rstrip(_TRAIL)
    while " " in cut and fold(cut.rsplit(" ", 1)[1]).strip('«"“(') in unending:
        cut = cut.rsplit(" ", 1)[0].rstrip(_TRAIL)
    return cut
