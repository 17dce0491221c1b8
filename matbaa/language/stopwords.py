"""The words of a language that say nothing about what a text is about."""

from __future__ import annotations

from functools import lru_cache

from matbaa.language.normalize import fold

#: Function words that the stopwordsiso lists lack and newswire is full of.
_MORE = {
    "ar": "الذي التي الذين اللذين اللتين اللواتي بأن بأنه بأنها وأن وأنه وأنها فإن كذلك أيضا وذلك "
    "خلال بحسب وفق وفقا عقب جراء إزاء نحو حوالي قرابة أكثر أقل بعض عدة عدد لدى مثل دون بدون سوى "
    "قال قالت قالوا وقال وقالت يقول تقول أضاف أضافت وأضاف وأضافت أكد أكدت وأكد وأكدت أوضح أوضحت "
    "وأوضح وأوضحت أشار أشارت وأشار وأشارت أعلن أعلنت وأعلن وأعلنت ذكر ذكرت وذكر وذكرت وتابع وتابعت "
    "والذي والتي والذين بشأن بسبب باتجاه خلاله خلالها بينها بينهم منها منهم "
    "يا وسط قرب ضمن إثر قبيل وبعد وفي ومن "
    "مشيرا موضحا مؤكدا يذكر اليوم أمس غدا الآن كانت وكان وكانت يكون تكون ليس ليست لكن ولكن وقد فقد",
    "fr": "faire fait dit explique expliqué indique indiqué affirme affirmé rapporte être avoir "
    "euros millions milliards mois aller vis-à-vis faut auprès appris a-t-on peut-on a-t-il "
    "a-t-elle c'est qu'il",
    "de": "euro prozent million millionen milliarde milliarden uhr dr prof st kilo kilogramm "
    "kilometer meter",
    "es": "euros millones ciento",
    "it": "euro milioni miliardi",
    "en": "percent million billion mln dlrs cts said says also would could may might told "
    "according",
}
#: What the lists have of names: the Arabic `son of`.
_NAMES = {"ar": ("بن", "ابن", "أبو")}


@lru_cache(maxsize=64)
def stopwords(language: str | None) -> frozenset[str]:
    """Stop words of a language (BCP 47 tag), folded for matching; empty where there is no list."""
    import stopwordsiso  # its JSON is read on first use

    code = (language or "").lower().replace("_", "-").split("-")[0]
    code = {"nb": "no", "nn": "no"}.get(code, code)
    found = set(stopwordsiso.stopwords(code)) if code and stopwordsiso.has_lang(code) else set()
    words = found.union(_MORE.get(code, "").split()) - set(_NAMES.get(code, ()))
    return frozenset(fold(word) for word in words)
