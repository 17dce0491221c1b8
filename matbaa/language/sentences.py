"""Sentences: where one ends, in the scripts and with the abbreviations that news is written in."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from matbaa.language.words import primary

_CLOSERS = "\"'”’»›)\\]}」』）】"
#: A run of stops with the quotes and brackets it closes. Full-width stops, the danda and the Urdu
#: stop need no space after them.
_STOP = regex.compile(
    rf"(?:[.!?؟…]+(?:\[\d+\])*[{_CLOSERS}]*(?=[\s\u200e\u200f\u202a-\u202e]|$)"
    rf"|[.!?][”»\"]?(?=\p{{Lu}}\p{{Ll}})"
    rf"|(?<=\p{{Arabic}}{{3}})[.؟!][”»\"]*(?=[\"«“]?\p{{Arabic}}{{2}})"
    rf"|[。！？｡।॥۔።]+[{_CLOSERS}]*)"
)
_LINE = regex.compile(r"[^\r\n\u0085\u2028\u2029\v\f]+")
_NEXT = regex.compile(r"[\s\p{P}\p{S}\p{Cf}]*(\p{L}|\p{N})?")
_LAST = regex.compile(r"[\p{L}\p{M}\p{N}.\-]*$")

#: A span this long is a speech, not a quotation: sentences may end within it.
_LONGEST_QUOTATION = 320

_PAIRS = {
    "«": "»",
    "“": "”",
    "„": "“”",
    "‹": "›",
    "(": ")",
    "[": "]",
    "（": "）",
    "「": "」",
    "『": "』",
}

#: What ends in a full stop without ending a sentence, in lower case and without its stop.
_ABBREVIATIONS = {
    "": "mr mrs ms dr prof st jr sr vs etc al inc ltd co corp no nos vol pp p approx dept est fig",
    "ar": "د أ م ص ق هـ ت ب ج ع س ش ط ك ل ن و ي أ.د ق.م ب.م ج.م.ع د.ب.أ أ.ف.ب أ.ش.أ ش.م.م إلخ",
    "en": "gen col lt sgt capt cmdr rep sen gov pres rev hon jan feb mar apr jun jul aug sep sept "
    "oct nov dec mon tue wed thu fri sat sun mt ft ave blvd rd e.g i.e",
    "de": "z.b d.h u.a bzw ca usw evtl ggf inkl max min mind nr str tel vgl zzt hrsg geb gest "
    "jh sog dipl ing hl jan feb mär apr jun jul aug sep sept okt nov dez mio mrd o.ä s.o u.u "
    "v.a i.d.r abs art prof dr bsp z u d h v a i r o ä",
    "fr": "m mm mme mlle mgr me av apr env éd ex fig janv févr avr juil sept oct nov déc vol chap cf",
    "es": "sr sra srta d dª ud uds vd ee.uu aa.vv pág págs núm avda av c tel ej p.ej art dept gral",
    "it": "sig sig.ra dott avv ing geom on art pag vol ecc es",
    "pt": "sr sra srta dra exmo exma av art pág núm nº ex",
    "nl": "dhr mevr mw bijv d.w.z enz m.b.t o.a t.o.v nr blz jl a.s ca drs ir",
    "tr": "dr doç prof yrd av sn bkz vb vs örn alb org gör arş öğr yy no cad sok mah apt",
    "pl": "np itd itp tzn tzw m.in prof dr mgr inż ul al pl r w św godz zł tys mln mld ok pkt art ks",
    "ru": "г гг тыс млн млрд руб коп ул д кв стр см т.е т.д т.п и.о им обл рис проф акад св н.э р",
    "uk": "р рр тис млн млрд грн вул м ст див ім обл проф св",
    "cs": "např tzv atd apod mj č čl str tj ing mgr phdr mudr judr sv r tis mil mld",
    "sv": "bl.a t.ex dvs m.m osv kl ca s.k f.d resp",
    "no": "bl.a f.eks dvs osv kl ca nr pkt s.k",
    "da": "bl.a f.eks dvs osv kl ca nr pkt s.k",
    "fi": "esim mm ym yms jne ns n klo",
    "vi": "tp gs ts ths pgs bs ths tt q p",
    "id": "dr drs ir jl no tgl hlm dll dsb",
    "bn": "ড মো মোঃ ডা",
    "hi": "डॉ श्री प्रो",
}
#: Languages that write ordinal numbers with a full stop.
_ORDINALS = {
    "de",
    "tr",
    "da",
    "no",
    "nb",
    "nn",
    "fi",
    "is",
    "cs",
    "sk",
    "pl",
    "hu",
    "hr",
    "sr",
    "sl",
    "bs",
    "et",
    "lv",
}
#: Words that start a sentence after `U.S.` and the like.
_STARTERS = {
    "the",
    "in",
    "he",
    "she",
    "it",
    "they",
    "we",
    "but",
    "and",
    "a",
    "an",
    "this",
    "that",
    "his",
    "her",
    "on",
    "at",
    "for",
    "i",
}


def split_sentences(text: str, language: str | None = None) -> list[str]:
    """The sentences of `text`, each verbatim as it stands in it, without the space around it.

    A line break always ends a sentence. A stop within a quotation or bracket does not, unless that
    is longer than 320 characters; nor does the stop of an abbreviation, an initial or an ordinal.
    """
    return [text[start:end] for start, end in sentence_spans(text, language)]


def sentence_spans(text: str, language: str | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence in `text`, in code points."""
    for line in _LINE.finditer(text):
        yield from _line_spans(line.group(), line.start(), primary(language))


def _line_spans(line: str, offset: int, language: str) -> Iterator[tuple[int, int]]:
    start, quoted = 0, list(quotations(line))
    for stop in _STOP.finditer(line):
        inside = any(a < stop.start() < b and stop.end() < b for a, b in quoted)
        if inside or not _ends_sentence(line, start, stop, language):
            continue
        yield from _stripped(line, start, stop.end(), offset)
        start = stop.end()
    yield from _stripped(line, start, len(line), offset)


def _stripped(line: str, start: int, end: int, offset: int) -> Iterator[tuple[int, int]]:
    piece = line[start:end]
    if any(char.isalnum() for char in piece):
        left = len(piece) - len(piece.lstrip())
        yield offset + start + left, offset + start + len(piece.rstrip())


def _ends_sentence(line: str, start: int, stop: regex.Match[str], language: str) -> bool:
    following = _NEXT.match(line, stop.end())
    letter = following.group(1) if following else None
    if letter is None:
        return True
    if letter.islower() and letter.upper() != letter:
        return False
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    match = _LAST.search(line, max(start, stop.start() - 24), stop.start())
    return _is_final(match.group() if match else "", line, stop.end(), language, letter)


def _is_final(word: str, line: str, end: int, language: str, letter: str) -> bool:
    """Whether the full stop after `word` ends the sentence, `letter` being the next one."""
    lower = word.lower().lstrip(".-")
    if lower in _abbreviations(language):
        return False
    if word.isdigit() and len(word) <= 2:
        return language not in _ORDINALS
    if len(word) == 1 and word.isalpha() and not _is_han(word):
        return False
    if "." in word and len(word.replace(".", "")) <= 4 and not any(map(str.isdigit, word)):
        after = regex.match(r"\s*[\"“]?(\w+)", line[end : end + 24])
        return bool(after and after.group(1).lower() in _STARTERS and letter.isupper())
    return True


def _is_han(char: str) -> bool:
    return char >= "\u2e80"


def _abbreviations(language: str) -> frozenset[str]:
    return _SPLIT.get(language) or _SPLIT[""]


_SPLIT = {
    code: frozenset(f"{_ABBREVIATIONS['']} {listed}".split())
    for code, listed in _ABBREVIATIONS.items()
}


def quotations(line: str) -> Iterator[tuple[int, int]]:
    """Start and end (behind the closing mark) of each quotation and bracket that is closed within
    the line and short enough to be one; the outermost only.
    """
    open_at, closing = -1, ""
    for at, char in enumerate(line):
        if closing:
            if char in closing:
                if at - open_at <= _LONGEST_QUOTATION:
                    yield open_at, at + 1
                closing = ""
        elif char in _PAIRS:
            open_at, closing = at, _PAIRS[char]
        elif char == '"':
            open_at, closing = at, '"'
