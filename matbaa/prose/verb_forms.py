"""Recognises finite verbs in languages other than Arabic, by their endings or in a list; also
infinitives of purpose.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from matbaa.language.normalize import fold
from matbaa.language.words import primary
from matbaa.prose.connectives import verbs

#: Korean syllables that end with a vowel. After a syllable that ends with a consonant, `는` is the
#: ending of a verb.
_OPEN = "".join(map(chr, range(ord("가"), ord("힣") + 1, 28)))
#: Endings of finite verbs and verbal adverbs that few nouns have. The Turkish ones include case
#: endings that a noun takes as the complement of a verb.
_ENDINGS = {
    "fr": regex.compile(r"\p{L}{2}(?:aient|èrent)$|\p{L}{3}(?:era|erait)$|\p{L}{2}(?<!f)ront$"),
    "es": regex.compile(r"\p{L}{2}(?:aron|ieron|aban|ían|ará|erá|irá|arán|erán|irán)$|\p{L}{3}ó$"),
    "pt": regex.compile(r"\p{L}{2}(?:aram|eram|iram|arão|erão|irão|ará|erá|irá|avam)$"),
    "sw": regex.compile(
        r"^ku\p{L}{5,}$|^a(?:na|li|ta)\p{L}{3,}$|^(?:wana|wali|wame)(?:sem|amin|fany|tak|pat)"
    ),
    "it": regex.compile(r"\p{L}{2}(?:erà|irà|arono|erono|irono|eranno|iranno|avano|evano)$"),
    "pl": regex.compile(r"\p{L}{2}(?:ował[aoiy]?|owali|iała|ieli|iły|zała|zali)$"),
    "ru": regex.compile(
        r"\p{L}{2}(?:овал[аио]?|ила|или|нял[аи]?)$|\p{L}(?:лся|лась|лось|лись|ются|ется|ится|ятся|ают|яют|ает|яет)$"
        r"|\p{L}{2}(?:(?<!печ|кров|благод)ать|(?<!пам|рукоя)ять|(?<!тр)еть|ить)$"
    ),
    "tr": regex.compile(
        r"\p{L}(?:[ıiuü]yor\p{L}*|[ea]c[ea][kğ]\p{L}*|m[ıiuü]şt[ıiuü]r?|[dt][ıiuü]ğ[ıiuü]\p{L}*"
        r"|[ea]r[ea]k|\p{L}{4}m[ea]k|s[ae]yd[ıi]\p{L}*|[dt][ıiuü]kl[ae]r[ıi]\p{L}*|m[ea]kt[ea]\p{L}*)$"
        r"|\p{L}{2}(?:[ıiuü]n[dt][ae]n?|s[ıiuü]n[aeıi]|l[ae]r[ae]|l[ae]r[dt][ae]n?|l[ae]r[ıi]n[ae])$"
    ),
    "fa": regex.compile(
        fold("(?:کرد|شد|رسید|داد|گفت|بود|گرفت|یافت)(?:ه|ند)?")
        + "$|می\u200c|"
        + fold("(?:دهند|کنند|شوند|آیند|گیرند|روند|دارند)")
        + "$"
    ),
    "ko": regex.compile(
        rf"[가-힣][^{_OPEN}]는$|(?:였|했|었|았|됐|렸|켰|졌)(?:고|으며|지만|으나)$"
        r"|[가-힣](?:다|하는|되는|있는|없는|하던|했던|하고|하며|하여|해서|했지만|하지만|려는|다는|다고|라고|라는"
        r"|하기|되고|되며|지는|했고|됐고|지만|으며|면서|으면|도록|으나|려고|하게|시킨|받은|나선)$"
        r"|[가-힣]{2}(?<!북|제|무제|권)(?:한|할|될|된)$"
    ),
    "hi": regex.compile(
        r"(?:कर|हो|जा|दे|ले|रह|बता|सक)(?:ने|ता|ते|ती|ना|नी|या|ई|ए|ा|ी|े|कर)$|(?<!सो|पुरा|मही|साम|अप|कि|जमा|खजा|ठिका)ने$"
    ),
    "ur": regex.compile(
        fold("(?:ہوجا|کرد|کرل|کرن|کرت|ہون|ہوت|جان|جات|دین|دیت|لین|لیت|بنای|بڑھن)") + r"\p{L}*$"
    ),
}
#: Endings of a complete sentence in languages whose verb comes last.
_LAST = {
    "fa": regex.compile(
        r"(?:است|اند|بود|شد|کرد|داد|گفت|گرفت|یافت|رفت|آمد|دارد|نیست|هست|باشد|کند|شود|داشت|رسید|افزود)(?:ند)?$"
        r"|(?<!\p{L})ن?می\u200c?\p{L}{2,}$|\u200cاند$"
    ),
    "hi": regex.compile(
        r"(?<![\p{L}\p{M}])(?:है|हैं|था|थी|थे|गया|गई|गए|गयी|दिया|दी|दिए|किया|लिया|ली|हुआ|हुई|हुए|कहा)$"
        r"|[\p{L}\p{M}]{2}(?:गा|गी|गे)$"
    ),
    "tr": regex.compile(
        r"(?:[dt][ıiuü](?:k|l[ae]r)?|m[ıiuü]ş(?:t[ıiuü]r?)?|yor(?:du|lar)?|[ae]c[ae]k(?:t[ıi]r?)?"
        r"|[dt][ıiuü]r(?:l[ae]r)?|[ıiuü]r|değil|var|yok)$"
    ),
    "ur": regex.compile(
        r"(?<!\p{L})(?:ہے|ہیں|تھا|تھی|تھے|تھیں|گا|گی|گے|گیا|گئی|گئے|گئیں|دیا|دی|دیے|کیا|کیے|لیا|لی|ہوا|ہوئی|ہوئے|کہا|رہے)$"
    ),
}

#: A purpose clause without a comma before it.
_PURPOSES = {
    "es": regex.compile(r"para\s\p{L}{2,}[aei]r(?:se|l[aeo]s?)?\b"),
    "fr": regex.compile(r"pour\s\p{L}{2,}(?:er|ir|re)\b"),
    "it": regex.compile(r"per\s\p{L}{3,}[aei]re\b"),
    "pt": regex.compile(r"para\s\p{L}{2,}[aei]r\b"),
}


@lru_cache(maxsize=8192)
def is_verb(folded: str, language: str | None) -> bool:
    """Whether a folded word is probably a verb; false in languages without rules or lists."""
    endings = _ENDINGS.get(primary(language) or "")
    return folded in verbs(language) or (endings is not None and bool(endings.search(folded)))


def ends_with_its_verb(sentence: str, language: str | None) -> bool:
    """Whether a sentence without its stop ends with a verb, in a language whose verb comes last;
    true in all other languages.
    """
    last = _LAST.get(primary(language) or "")
    return last is None or bool(last.search(sentence))


def tells_purpose(sentence: str, start: int, language: str) -> bool:
    """Whether an infinitive of purpose begins at `start`."""
    purpose = _PURPOSES.get(language)
    return purpose is not None and purpose.match(sentence, start) is not None
