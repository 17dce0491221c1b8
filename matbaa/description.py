"""Meta descriptions: one complete text within the length that search engines show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, takewhile

import regex

from matbaa.language.normalize import fold_word
from matbaa.language.sentences import is_balanced, split_sentences
from matbaa.language.terms import terms
from matbaa.language.words import primary
from matbaa.prose import arabic, arabic_clauses
from matbaa.prose.arabic_asides import without_announcement, without_report
from matbaa.prose.arabic_contrasts import has_contrast, without_contrast
from matbaa.prose.cleaning import Article, Sentence, running_text
from matbaa.prose.cuts import without_loose_end
from matbaa.prose.fitting import SHORTEST, Fit, Fitting, bare, joined, length
from matbaa.prose.last_cuts import last_cuts, list_cuts
from matbaa.prose.leaning import reported_clause
from matbaa.prose.lines import is_finished
from matbaa.prose.quotation_marks import as_reported, without_lone_mark
from matbaa.prose.ranking import Ranking, ranking_of
from matbaa.prose.trimming import bold_cuts, without_conjunction

#: Version of the method, stored with each description as part of its provenance.
VERSION = "2"

#: The shortest whole sentence that is preferred to a less important one, as a share of the limit.
_SHORT = 0.3
#: The preferred least length of a shortened sentence, as a share of the limit.
_AMPLE = 0.58
#: How many of the best sentences are considered at most.
_ALTERNATIVES = 10

_GRAPHEME = regex.compile(r"\X")
_TWO_STOPS = re.compile(r"(?<=\w)\s?\.\.$")
#: A stop that words of its sentence follow.
_STRAY = re.compile(r"\s\.(?=[ء-ي])")
#: The end of an announcement, or of a text that goes on.
_OPEN_END = re.compile(r"(?:[:…،؟!]|\.\.)\s?$")
#: A lead without a stop has at least this many words; a heading has fewer.
_FEWEST_OF_LEAD = 12
_MARKS = re.compile(r"[«»“”„‹›()\[\]（）「」『』\"]")


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
    fits = Fit(limit, language, frozenset(terms(title, language)))
    ranking = ranking_of(text, title, language)
    mended = [_mended(sentence) for sentence in article.sentences]
    if mended and primary(language) == "ar":
        mended[0] = _stopped(mended[0])
    if mended != list(article.sentences):
        ranking = Ranking(mended, title, language)
    seen = set()
    for attempt in _attempts(article, ranking, fits):
        if attempt not in seen:
            seen.add(attempt)
            yield attempt


def _attempts(article: Article, ranking: Ranking, fits: Fit) -> Iterator[str]:
    """All descriptions to try, best first; they may repeat."""
    language = fits.language
    yield from fits.first(_openings(split_sentences(article.standfirst, language)), least=_SHORT)
    best = [ranking.candidates[at].sentence for at in _by_rank(ranking)]
    for sentence in best[:1] if primary(language) == "ar" else ():
        yield from _from_contrast(sentence, ranking, fits)
    for sentence in best[:1]:
        yield from _from_lead(sentence, article.sentences, fits)
        yield from _from_report(sentence.text, fits)
    for sentence in best[:1]:
        cuts = list_cuts(bare(sentence.text), language, fits.limit)
        fits.lead.append(cuts)
        telling = fits.telling(sentence.text, cuts.holds)
        yield from fits.first(cuts.forms, least=_AMPLE, holds=telling)
    partly = fits.partly()
    for sentence in best[:1] if partly is None and primary(language) == "ar" else ():
        partly = next(_last_cuts(sentence.text, fits), None)
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
    for sentence in best[:1] if primary(language) == "ar" else ():
        yield from _last_cuts(sentence.text, fits)
    for text in others:
        for kind in fits.shortened(text):
            yield from fits.first(kind.forms, holds=kind.holds)
    yield from _makeshifts(best[:1], article.sentences, fits)


def _mended(sentence: Sentence) -> Sentence:
    """`sentence` without a quotation mark that has no partner, or the announcement of a list; with
    one stop if it ends in two.
    """
    text = without_announcement(without_lone_mark(sentence.text))
    if text.endswith(".."):
        text = _TWO_STOPS.sub(".", text)
    return sentence if text == sentence.text else replace(sentence, text=text)


def _stopped(lead: Sentence) -> Sentence:
    """An Arabic lead with its stop, if it begins with a verb and lacks one. Where the writing
    direction was lost the stop may be before one of its words: `في رسالة .وجهها إليهم`.
    """
    text = lead.text
    if is_finished(text) or not _is_clause(text):
        return lead
    return replace(lead, text=_STRAY.sub(" ", text).rstrip(" ،") + ".")


def _is_clause(text: str) -> bool:
    words = text.split()
    ends = not _OPEN_END.search(text)
    return ends and len(words) >= _FEWEST_OF_LEAD and arabic.is_finite(fold_word(words[0]))


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


def _from_lead(lead: Sentence, sentences: Sequence[Sentence], fits: Fit) -> Iterator[str]:
    """The most important sentence: whole, shortened, with the next one, or shorter than usual."""
    text = without_conjunction(lead.text, fits.language)
    yield from fits.first([text])
    for kind in fits.shortened(text):
        fits.lead.append(kind)
        yield from fits.first(kind.forms, least=_AMPLE, holds=fits.telling(text, kind.holds))
    for kind in fits.lead:
        yield from fits.first(kind.forms, holds=fits.telling(text, kind.holds))
    safe = [text]
    if length(text) > fits.limit:
        safe += [form for kind in fits.lead[:2] for form in kind.forms if kind.holds(form)]
    beginnings = [fits.finished(piece) for piece in safe if piece]
    yield from fits.longest(_continued(beginnings, lead, sentences, fits))
    yield from fits.first(safe, least=_SHORT)


def _from_contrast(lead: Sentence, ranking: Ranking, fits: Fit) -> Iterator[str]:
    """The news behind an Arabic lead that only leads up to it, if more of the title is there."""
    behind = (each for each in ranking.candidates if each.sentence.index > lead.index)
    following = next(behind, None)
    if following is None or length(lead.text) + length(following.sentence.text) < fits.limit:
        return
    news = without_contrast(following.sentence.text)
    if news is None and following.stands_alone and has_contrast(lead.text):
        news = without_conjunction(following.sentence.text, fits.language)
    if news and fits.told(news) > fits.told(lead.text):
        yield from fits.first([news])
        for kind in fits.shortened(news):
            yield from fits.first(kind.forms, least=_AMPLE, holds=fits.telling(news, kind.holds))


def _from_report(lead: str, fits: Fit) -> Iterator[str]:
    """Shorter forms of an Arabic lead without the marks of a long quotation that it reports."""
    reported = as_reported(lead) if primary(fits.language) == "ar" else lead
    if reported != lead:
        for kind in fits.shortened(without_conjunction(reported, fits.language)):
            telling = fits.telling(reported, kind.holds)
            yield from fits.first(kind.forms, least=_AMPLE, holds=telling)


def _continued(
    beginnings: list[str], lead: Sentence, sentences: Sequence[Sentence], fits: Fit
) -> Iterator[Fitting]:
    """Beginnings that are too short or repeat the title, each with the sentence after the lead."""
    fewest = SHORTEST * fits.limit * fits.density
    short = [each for each in beginnings if length(each) < fewest or fits.repeats_title(each)]
    behind = [sentence.text for sentence in sentences if sentence.index > lead.index][:1]
    for following in behind if short else ():
        kinds = list(fits.shortened(following, before=min(short, key=length)))
        for beginning in short:
            yield from fits.fitting([following], before=beginning)
            for kind in kinds:
                yield from fits.fitting(kind.forms, before=beginning, holds=kind.holds)


def _runs(beginning: str, lead: Sentence, sentences: Sequence[Sentence]) -> Iterator[str]:
    """`beginning` alone, then with one, two, ... of the complete sentences that follow the lead."""
    behind = (each.text for each in sentences if each.index > lead.index)
    finished = takewhile(is_finished, islice(behind, _ALTERNATIVES))
    yield from accumulate(finished, joined, initial=beginning)


def _makeshifts(
    best: Sequence[Sentence], sentences: Sequence[Sentence], fits: Fit
) -> Iterator[str]:
    """Last resorts: bolder cuts, several short sentences together, a cut between two words."""
    for sentence in best:
        yield from fits.first(bold_cuts(bare(sentence.text), fits.language))
        cuts = list_cuts(bare(sentence.text), fits.language, fits.limit)
        yield from fits.first(cuts.forms, holds=cuts.holds)
        if primary(fits.language) == "ar" and (told := without_report(bare(sentence.text))):
            yield from fits.longest(_told(told, fits))
        if primary(fits.language) == "ar":
            unmarked = _MARKS.sub("", sentence.text)
            for text in (sentence.text, unmarked):
                yield from fits.first(last_cuts(bare(text), fits.limit))
        if said := reported_clause(sentence.text, fits.language):
            yield from fits.longest(_told(bare(said), fits))
        whole = fits.finished(sentence.text)
        for run in _runs(whole, sentence, sentences) if fits.density < 1 else ():
            yield from fits.first([run])
        yield from fits.first(_runs(whole, sentence, sentences), least=0)
        yield _cut(sentence.text, fits)


def _last_cuts(text: str, fits: Fit) -> Iterator[str]:
    """The boldest cuts of an Arabic lead that are long and keep what the title tells."""
    whole = bare(text)
    yield from fits.first(last_cuts(whole, fits.limit), least=_AMPLE, holds=fits.telling(text))


def _told(told: str, fits: Fit) -> Iterator[Fitting]:
    """A reported clause as a sentence of its own, whole or shortened."""
    yield from fits.fitting([told], holds=fits.telling(told))
    for kind in fits.shortened(told):
        yield from fits.fitting(kind.forms, holds=fits.telling(told, kind.holds))


def _cut(text: str, fits: Fit) -> str:
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
