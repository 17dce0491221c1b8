"""Tokenises text once for all uses: words, folded and stemmed terms, runs of content words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

import regex

from matbaa.language.korean import without_particle
from matbaa.language.memo import Memo
from matbaa.language.normalize import fold, light_stem
from matbaa.language.stopwords import stopwords
from matbaa.language.words import EDGES, adjoining, count_words, has_unspaced, primary
from matbaa.language.words import words as words_of

_LETTERS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u0640\u200c]*(?:['’\-][\p{L}\p{M}\p{N}]+)*")
_UNREAD = re.compile("[\u00ad\u0640\u064b-\u0652\u0670\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Genitives (`Bank's`, `Bank'`) and the case endings of Turkish names: `Lig'de`, `Gül'den`,
#: `Ankara'nın`.
_GENITIVE = regex.compile(
    r"['’]s?$|(?<=\p{L}{2})['’](?:n?[dt][ea](?:n|ki\p{Ll}*)?|n?[ıiuü]n|[yn]?[ea]|[yn]?[ıiuü]|y?l[ea]|l[ea]r\p{Ll}{0,3})$"
)
_ELISION = regex.compile(r"^(?:[cdjlmnst]|qu|dell|all|nell|sull|un)['’](?=\p{L})", regex.IGNORECASE)
#: The Hebrew article before at least three letters.
_HEBREW_ARTICLE = re.compile("^ה(?=[\u05d0-\u05ea]{3})")
#: Languages that `adjoining` segments into words.
_SEGMENTED = {"zh", "ja", "th"}
#: The Arabic article, alone and with attached prefixes.
ARTICLES = tuple(
    f"{conjunction}{rest}" for conjunction in ("", "و", "ف") for rest in ("ال", "بال", "كال", "لل")
)


class Word(NamedTuple):
    """A word: its text without vowel signs, and its folded form and stem without elided articles
    and genitive endings.
    """

    text: str
    folded: str
    stem: str

    @property
    def definite(self) -> bool:
        """Whether it has the Arabic article."""
        return self.text.startswith(ARTICLES)


@dataclass(slots=True)
class Run:
    """Successive content words with only white space between them."""

    #: The index of its first word in the text.
    start: int
    words: list[Word]
    #: The folded stop word or number right before it, and the one right after it; empty if none.
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a text."""

    #: The words, folded and stemmed, without stop words and marks. In scripts without spaces these
    #: are pairs of neighbouring characters.
    terms: list[str]
    #: All words, folded.
    words: list[str]
    #: Runs contain no stop words, numbers or single letters.
    runs: list[Run]
    #: The number of words as `count_words` counts them.
    size: int


class _Piece(NamedTuple):
    """The text between two spaces: its terms and words, and whether it starts and ends with one."""

    terms: list[str]
    words: list[Word]
    opens: bool
    closes: bool
    #: The number of words as `count_words` counts them.
    size: int


@lru_cache(maxsize=512)
def read(text: str, language: str | None = None) -> Reading:
    """Read `text`; recent results are cached."""
    text = text if text.isascii() else _UNREAD.sub("", text)
    known = _lexicon(primary(language))
    reader = _Reader(known)
    if primary(language) in _SEGMENTED:
        for run in adjoining(text, language):
            for at, word in enumerate(run):
                reader.take(_Piece([], [known.words[word]], at > 0, True, 1))
        reader.terms = known.terms(fold(text))
        reader.size = len(reader.words) if language == "th" else count_words(text, language)
    else:
        reader.walk(text)
    return Reading(reader.terms, reader.words, reader.runs, reader.size)


class _Lexicon:
    """The stop words, stems and caches of one language."""

    def __init__(self, language: str) -> None:
        self.stop = stopwords(language)
        self._stemmer = _stemmer(language)
        self.stems = Memo(self._stem)
        #: The `Word` of each piece that consists of letters.
        self.words = Memo(self.word)
        self.mixed = Memo(self._mixed)

    def terms(self, folded: str) -> list[str]:
        """The terms of a folded text."""
        found = [word for word in _LETTERS.findall(folded) if word not in self.stop]
        if has_unspaced(folded):
            found = [part for word in found for part in _pairs(word)]
        return [self.stems[word] for word in found]

    def word(self, text: str) -> Word:
        """The `Word` of a single word."""
        folded = fold(text).replace("’", "'")
        stem = self._stem(folded)
        # Equal forms are one string: thousands of words are kept.
        folded = text if folded == text else folded
        return Word(text, folded, folded if stem == folded else stem)

    def _elided(self, text: str) -> Word:
        word = self.word(_plain(text))
        return word if word.text == text else word._replace(text=text)

    def _stem(self, folded: str) -> str:
        """The stem of a folded word: Snowball's if there is one; a light stem in some scripts."""
        stem = folded if self._stemmer is None else self._stemmer.stemWord(folded)
        if stem[:1] >= "\u05d0":
            return _light_stem(stem)
        return stem

    def _mixed(self, piece: str) -> _Piece:
        """Read a piece that does not consist of letters only."""
        found = list(_WORD.finditer(piece))
        words = [self._elided(match.group()) for match in found]
        opens = found[0].start() == 0 if found else False
        closes = found[-1].end() == len(piece) if found else False
        return _Piece(self.terms(fold(piece)), words, opens, closes, len(words_of(piece)))


class _Reader:
    """Reads the pieces of a text in order; most are a word, perhaps followed by a mark."""

    def __init__(self, lexicon: _Lexicon) -> None:
        self.terms: list[str] = []
        self.words: list[str] = []
        self.runs: list[Run] = []
        self.size = 0
        self._lexicon = lexicon
        self._run: list[Word] = []
        #: Whether only white space separates the next word from the last one.
        self._joined = False

    def walk(self, text: str) -> None:
        """Read all pieces of `text`. Every word of every article passes through here, so this is
        one function for speed.
        """
        unspaced = has_unspaced(text)
        stop, known, mixed = self._lexicon.stop, self._lexicon.words, self._lexicon.mixed
        words, terms, runs, run, joined = self.words, self.terms, self.runs, self._run, False
        for piece in text.split():
            core = piece if piece.isalpha() else piece.strip(EDGES)
            if unspaced or not core.isalpha():
                self._joined, self._run = joined, run
                self.take(mixed[piece])
                joined, run = self._joined, self._run
                continue
            word = known[core]
            folded = word.folded
            joined = joined and (core is piece or piece.startswith(core))
            words.append(folded)
            if folded in stop:
                if run and joined:
                    runs[-1].after = folded
                run = []
            else:
                terms.append(word.stem)
                if len(folded) < 2:
                    run = []
                elif joined and run:
                    run.append(word)
                else:
                    before = words[-2] if joined and len(words) > 1 else ""
                    run = [word]
                    runs.append(Run(len(words) - 1, run, before))
            self.size += 1
            joined = core is piece or piece.endswith(core)
        self._joined, self._run = joined, run

    def take(self, piece: _Piece) -> None:
        """Read a piece other than a single plain word."""
        self.terms += piece.terms
        self.size += piece.size
        joined = self._joined and piece.opens
        for word in piece.words:
            self.words.append(word.folded)
            if word.folded in self._lexicon.stop or word.folded.isdigit():
                if self._run and joined:
                    self.runs[-1].after = word.folded
                self._run = []
            else:
                self._add(word, joined)
            joined = False
        self._joined = piece.closes

    def _add(self, word: Word, joined: bool) -> None:
        """Continue a run, or start a new one, with the last of the words."""
        if len(word.folded) < 2:
            self._run = []
        elif joined and self._run:
            self._run.append(word)
        else:
            before = self.words[-2] if joined and len(self.words) > 1 else ""
            self._run = [word]
            self.runs.append(Run(len(self.words) - 1, self._run, before))


def without_elision(word: str) -> str:
    """`word` without an elided article or preposition before it: `avion` for `l'avion`."""
    return _ELISION.sub("", word) or word if "'" in word or "’" in word else word


def without_genitive(word: str) -> str:
    """`word` without an apostrophe and case ending, or without its Korean particle."""
    return without_particle(word) if word[-1:] >= "\uac00" else _GENITIVE.sub("", word) or word


def _plain(word: str) -> str:
    return without_elision(without_genitive(word))


def _light_stem(word: str) -> str:
    """The light stem of a folded Arabic, Korean or Hebrew word: without article or particle."""
    if "\u0620" <= word[:1] <= "\u06d3":
        return light_stem(word)
    if "\uac00" <= word[:1] <= "\ud7a3":
        return without_particle(word)
    return _HEBREW_ARTICLE.sub("", word) if word[:1] <= "\u05ea" else word


def _pairs(word: str) -> list[str]:
    if not _UNSPACED.match(word):
        return [word]
    return [word[at : at + 2] for at in range(max(1, len(word) - 1))]


_lexicon = lru_cache(maxsize=64)(_Lexicon)


@lru_cache(maxsize=32)
def _stemmer(language: str) -> _Stemmer | None:
    import Stemmer  # type: ignore[import-not-found]  # PyStemmer is a C extension without stubs

    language = {"nb": "no", "nn": "no"}.get(language, language)
    # Without its own cache of 10,000 words: ours keeps the words themselves.
    return Stemmer.Stemmer(language, 0) if language in _SNOWBALL else None


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's name


#: Snowball's languages by their codes. Arabic is left out, because its stemmer depends on letters
#: that folding unifies.
_SNOWBALL = {
    "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id", "it", "lt", "ne",
    "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi",
}  # fmt: skip
