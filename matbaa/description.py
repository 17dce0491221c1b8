"""Meta descriptions: one complete text within the length that search engines show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, takewhile

import regex

from matbaa.language.sentences import is_balanced, split_sentences
from matbaa.language.terms import terms
from matbaa.language.words import primary
from matbaa.prose import arabic_clauses
from matbaa.prose.arabic_asides import without_report
from matbaa.prose.cleaning import Article, Sentence, running_text
from matbaa.prose.cuts import without_loose_end
from matbaa.prose.lines import is_finished
from matbaa.prose.ranking import Ranking, ranking_of
from matbaa.prose.trimming import bold_cuts, last_cuts, list_cuts, shortenings, without_conjunction

#: Version of the method, stored with each description as part of its provenance.
VERSION = "2"

#: The shortest acceptable description, as a share of the limit.
_SHORTEST = 0.46
#: The shortest whole sentence that is preferred to a less important one, as a share of the limit.
_SHORT = 0.3
#: The preferred least length of a shortened sentence, as a share of the limit.
_AMPLE = 0.58
#: A shortened sentence must keep this share of the title's terms that the whole sentence has.
_TELLING = 0.6
#: How many of the best sentences are considered at most.
_ALTERNATIVES = 10
#: A sentence repeats the title if more than this share of its terms are the title's.
_REPEATS_TITLE = 0.8
#: The final stop by language; `.` in all others.
_STOPS = {
    "ur": "۔",
    "hi": "।",
    "bn": "।",
    "mr": "।",
    "ne": "।",
    "am": "።",
    "ti": "።",
    "zh": "。",
    "ja": "。",
    "th": "",
    "lo": "",
    "km": "។",
    "my": "။",
}
#: Factor of the least lengths in scripts that say more per character.
_DENSE = {"zh": 0.5, "ja": 0.55, "ko": 0.7}

_GRAPHEME = regex.compile(r"\X")
#: Text whose characters are grapheme clusters each: the commonest scripts, no combining marks.
_SINGLE = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0559\u05d0-\u05ea\u060c\u061b\u061f-\u064a"
    "\u0660-\u066f\u0671-\u06d4\u06f0-\u06ff\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf\u3000-\u3029"
    "\u3040-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*"
)
_MARKS = re.compile(r"[«»“”„‹›()\[\]（）「」『』\"]")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.?)$")


def describe(text: str, *, title: str = "", language: str | None = None, limit: int = 155) -> str:
    """A description of at most `limit` grapheme clusters, made from sentences of `text`.

    It is a whole sentence if one fits, otherwise the most important sentence without its
    dispensable parts. As a last resort that sentence is cut between two words and ends with an
    ellipsis. It never repeats the title. Empty only if `text` contains no prose.
    """
    return next(descriptions(text, title=title, language=language, limit=limit), "")


def descriptions(
    text: str, *, title: str = "", language: str | None = None, limit: int = 155
) -> Iterator[str]:
    """The result of `describe`, then its alternatives, best first, without repetitions."""
    article = running_text(text, title, language)
    fits = _Fit(limit, language, frozenset(terms(title, language)))
    ranking = ranking_of(text, title, language)
    mended = [_mended(sentence) for sentence in article.sentences]
    if mended != list(article.sentences):
        ranking = Ranking(mended, title, language)
    seen = set()
    for attempt in _attempts(article, ranking, fits):
        if attempt not in seen:
            seen.add(attempt)
            yield attempt


def length(text: str) -> int:
    """Length of `text` in grapheme clusters, that is characters as a reader counts them."""
    return len(text) if _SINGLE.fullmatch(text) else len(_GRAPHEME.findall(text))


class _Fit:
    """The requirements for a description of one article, and the filters that apply them."""

    def __init__(self, limit: int, language: str | None, title: frozenset[str]) -> None:
        self.limit = limit
        self.language = language
        self.density = _DENSE.get(primary(language), 1.0)
        self.title = title
        #: Shorter forms of the lead, kind by kind; filled while they are tried.
        self.lead: list[list[str]] = []

    def finished(self, piece: str) -> str:
        """`piece` without a leading list mark, and with a final stop."""
        piece = piece.strip().lstrip("-–—•▪*· ")
        return piece if is_finished(piece) else piece.rstrip(" ،,;؛:-–—") + self._stop

    @property
    def _stop(self) -> str:
        return _STOPS.get(primary(self.language), ".")

    def shortened(self, sentence: str) -> Iterator[list[str]]:
        """Shorter forms of `sentence`, one list per kind of cut, the safest kind first."""
        bare = _bare(sentence)
        if _SINGLE.fullmatch(bare):
            return shortenings(bare, self.language, longest=self.limit)
        return shortenings(bare, self.language)

    def first(self, pieces: Iterable[str], *, least: float = _SHORTEST) -> Iterator[str]:
        """The longest acceptable piece, if there is one; `least` is a share of the limit."""
        told = (piece for piece in pieces if not piece.rstrip().endswith(":"))
        good = [piece for piece in map(self.finished, told) if self._is_good(piece, least)]
        if good:
            yield max(good, key=len)

    def telling(self, pieces: Iterable[str], sentence: str) -> Iterator[str]:
        """The pieces that keep most of the title's terms in `sentence`: who did what."""
        known = self.title.intersection(terms(sentence, self.language))
        for piece in pieces:
            kept = known.intersection(terms(piece, self.language))
            if len(kept) >= _TELLING * len(known):
                yield piece

    def partly(self) -> str | None:
        """The acceptable short form of the lead that has most terms of the title, if any."""
        pieces = [piece for kind in self.lead for piece in self.first(kind)]
        return max(pieces, key=self.told, default=None)

    def told(self, piece: str) -> int:
        """The number of the title's terms in `piece`."""
        return len(self.title.intersection(terms(piece, self.language)))

    def _is_good(self, piece: str, least: float) -> bool:
        fewest = least * self.limit * self.density
        return (
            fewest <= len(piece)
            and fewest <= length(piece) <= self.limit
            and is_balanced(piece)
            and not _ELLIPSIS.search(piece)
            and not self.repeats_title(piece)
        )

    def repeats_title(self, piece: str) -> bool:
        """Whether nearly all terms of `piece` are also in the title."""
        own = frozenset(terms(piece, self.language))
        return bool(own) and len(own & self.title) > _REPEATS_TITLE * len(own)


def _attempts(article: Article, ranking: Ranking, fits: _Fit) -> Iterator[str]:
    """All descriptions to try, best first; they may repeat."""
    language = fits.language
    yield from fits.first(_openings(split_sentences(article.standfirst, language)), least=_SHORT)
    best = [ranking.candidates[at].sentence for at in _by_rank(ranking)]
    for sentence in best[:1]:
        yield from _from_lead(sentence, article.sentences, fits)
    for sentence in best[:1]:
        cuts = list(list_cuts(_bare(sentence.text), language, fits.limit))
        fits.lead.append(cuts)
        yield from fits.first(fits.telling(cuts, sentence.text), least=_AMPLE)
    partly = fits.partly()
    others = [without_conjunction(sentence.text, language) for sentence in best[1:_ALTERNATIVES]]
    if primary(language) == "ar":
        others.sort(key=arabic_clauses.is_joined)
    for text in others:
        for piece in fits.first([text]):
            if partly and fits.told(partly) >= fits.told(piece):
                yield partly
                partly = None
            yield piece
    if partly:
        yield partly
    for text in others:
        for kind in fits.shortened(text):
            yield from fits.first(kind)
    yield from _makeshifts(best[:1], article.sentences, fits)


def _mended(sentence: Sentence) -> Sentence:
    """`sentence` without its quotation mark if it has only one."""
    if sentence.text.count('"') != 1:
        return sentence
    return replace(sentence, text=sentence.text.replace('"', ""))


def _by_rank(ranking: Ranking) -> list[int]:
    """Positions of the candidates: the first sentence, then the others by rank, those that refer to
    an earlier sentence last. Sentences that cannot stand alone are left out unless none can.
    """
    order = ranking.order()
    lead = ranking.candidates[0].sentence.text if order else ""
    announces = lead.rstrip().endswith(":")  # announces a list; its shorter forms may stand alone
    alone = [at for at in order if ranking.candidates[at].stands_alone or (announces and at == 0)]
    return sorted(alone, key=lambda at: (at != 0) + ranking.points_back(at)) or order


def _openings(sentences: list[str]) -> Iterator[str]:
    for count in range(1, len(sentences) + 1):
        yield " ".join(sentences[:count])


def _from_lead(lead: Sentence, sentences: Sequence[Sentence], fits: _Fit) -> Iterator[str]:
    """The most important sentence: whole, shortened, with the next one, or shorter than usual."""
    text = without_conjunction(lead.text, fits.language)
    yield from fits.first([text])
    kinds, telling = fits.lead, []
    for kind in fits.shortened(text):
        kinds.append(kind)
        telling.append(list(fits.telling(kind, text)))
        yield from fits.first(telling[-1], least=_AMPLE)
    for pieces in telling:
        yield from fits.first(pieces)
    safe = [text, *kinds[0], *kinds[1]] if length(text) > fits.limit else [text]
    beginnings = [fits.finished(piece) for piece in safe if piece]
    yield from fits.first(_continued(beginnings, lead, sentences, fits))
    yield from fits.first(safe, least=_SHORT)


def _continued(
    beginnings: list[str], lead: Sentence, sentences: Sequence[Sentence], fits: _Fit
) -> Iterator[str]:
    """Beginnings that are too short or repeat the title, each with the sentence after the lead."""
    behind = [sentence for sentence in sentences if sentence.index > lead.index][:1]
    for following in behind:
        kinds = fits.shortened(following.text)
        endings = [following.text, *(short for kind in kinds for short in kind)]
        for beginning in beginnings:
            if length(beginning) < _SHORTEST * fits.limit * fits.density or fits.repeats_title(
                beginning
            ):
                yield from (_joined(beginning, fits.finished(ending)) for ending in endings)


def _runs(beginning: str, lead: Sentence, sentences: Sequence[Sentence]) -> Iterator[str]:
    """`beginning` alone, then with one, two, ... of the complete sentences that follow the lead."""
    behind = (each.text for each in sentences if each.index > lead.index)
    finished = takewhile(is_finished, islice(behind, _ALTERNATIVES))
    yield from accumulate(finished, _joined, initial=beginning)


def _joined(beginning: str, ending: str) -> str:
    return f"{beginning}{'' if beginning[-1] in '。！？' else ' '}{ending}"


def _bare(text: str) -> str:
    return text.rstrip(".。۔। ")


def _makeshifts(
    best: Sequence[Sentence], sentences: Sequence[Sentence], fits: _Fit
) -> Iterator[str]:
    """Last resorts: bolder cuts, several short sentences together, a cut between two words."""
    for sentence in best:
        yield from fits.first(bold_cuts(_bare(sentence.text), fits.language))
        yield from fits.first(list_cuts(_bare(sentence.text), fits.language, fits.limit))
        if primary(fits.language) == "ar" and (told := without_report(_bare(sentence.text))):
            pieces = [told, *(short for kind in fits.shortened(told) for short in kind)]
            yield from fits.first(fits.telling(pieces, told))
        if primary(fits.language) == "ar":
            yield from fits.first(last_cuts(_bare(sentence.text), fits.limit), least=_AMPLE)
        whole = fits.finished(sentence.text)
        for run in _runs(whole, sentence, sentences) if fits.density < 1 else ():
            yield from fits.first([run])
        yield from fits.first(_runs(whole, sentence, sentences), least=0)
        yield _cut(sentence.text, fits)


def _cut(text: str, fits: _Fit) -> str:
    """The words of `text` that fit, followed by an ellipsis if any are left out. If a quotation or
    bracket is left open, all quotation marks and brackets are removed.
    """
    if length(text) > fits.limit:
        clusters = _GRAPHEME.findall(text)[: fits.limit]
        head = "".join(clusters[:-1])
        if " " in head and not clusters[-1].isspace():
            head = head.rsplit(None, 1)[0]
        text = without_loose_end(head, fits.language) + "…"
    return text if is_balanced(text) else _MARKS.sub("", text)
