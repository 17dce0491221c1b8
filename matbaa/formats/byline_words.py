"""Words at the start of bylines and after the names in them, in the languages of newsrooms.

Each is matched as written and as folded by `fold`, so that the patterns fit both kinds of text.
"""

from __future__ import annotations

import re
from functools import cache

from matbaa.language.normalize import fold

#: Labels with which no name begins.
_LABELS = """
by|written by|posted by|text by|story by|words by|reported by|reviewed by|edited by|article by
photographs by|photography by|fotografías de|fotografie di|photographies de|fotografien von
a poem by|poem by|ein gedicht von|un poème de|una poesia di|شعری از|شعر از
published by|contributed by|updated by|author|authors|author(s)|byline|text and photos by
interview by|interview par|das interview führte|das gespräch führte
die fragen stellte|rozmawiał|rozmawiała|opracował|opracowała|беседовал|беседовала|записал|записала
розмовляв|розмовляла|حاوره|حاورها|حاورته|حاورتها|أجرى الحوار|أجرت الحوار
propos recueillis par|entretien réalisé par|recueilli par
intervista di|intervista a cura di|a cura di|entrevista de|van onze verslaggever
van onze correspondent|van onze redacteur|authored by|reporting by|imeandikwa na|na mwandishi wetu
ein artikel von|ein beitrag von|ein kommentar von|eine analyse von|autor|autorin|autoren
une analyse de|un article de|auteur|auteurs|autrice|texte|autore|redazione|autora|autores
autorka|autorzy
بقلم|بواسطة|كتابة|إعداد|المحرر|الكاتب|الكاتبة|تأليف|مراسلنا|حرره|نویسنده|مصنف|yazan|yazar|автор|авторы|текст
oleh|penulis|na mwandishi|mwandishi|kirjoittaja|tekst|autor textu|tác giả|bởi|מאת|लेखक|প্রতিবেদন|লেখক
โดย|ጸሐፊ|ዘጋቢ|ጸሀፊ
文|记者|記者|記事|文責|作者|撰文|著者|執筆|기자|글
"""
#: Labels with which a sentence may also begin; in running text a colon must follow.
_VERBS = "كتب|كتبت|كتبه|تحرير|تقرير|نوشته|تحریر"
#: Labels with which headlines may begin too, so that a colon must always follow.
_POSTS = """
reporter|muhabir|röportaj|söyleşi|pewarta|laporan|jurnalis|журналист|кореспондент|корреспондент
تهیه و تنظیم|গ্রন্থনা
"""
#: Labels with which some names begin: at least two words must follow.
_BEFORE_NAMES = "von|par|por|di|door|av|af|od"
_OF_A_LINE = "de|de la|da"
#: Labels that are also other words, so that they only count at the start of a line.
_LINE_LABELS = "na|text|haber|خاص"
#: Signs between a label and the names; on a line of its own also a comma: `Author, Jane Roe`.
_SIGNS = ":：፡፦/|"
#: Conjunctions between the names of a byline.
ANDS = "and|und|et|y|e|en|og|och|i|и"
#: Roles at the end of a byline: " reporter", "Senior Editor".
ROLES = (
    "staff writer|senior|contributing|(?:correspondent|editor|(?<!staff )reporter|columnist)s?|"
    "redakteur(?:in)?|korrespondent(?:in)?|muhabiri?|periodista|redactora?|journaliste|"
    "giornalista|jornalista|корреспондент|журналист"
)
_AGENCIES = """
aa afp aap ani ansa anp ap apa belga cna cp ctk dha dpa efe iha jiji kna kyodo lusa mti ntb pa pap
pti reuters ritzau rtr sda sid spa sta stt tanjug tass tt ukrinform upi wam xinhua yonhap
"""
#: News agencies that are named as authors, in the form that they use themselves.
AGENCIES = frozenset(_AGENCIES.split())


@cache
def label() -> re.Pattern[str]:
    """The start of a line that is a byline, with what separates it from the names."""
    labels = f"{_LABELS}|{_VERBS}|{_LINE_LABELS}"
    return _starting(labels, f"{_BEFORE_NAMES}|{_OF_A_LINE}", _POSTS, sign=f"{_SIGNS},،")


@cache
def prefix() -> re.Pattern[str]:
    """The label before the names, wherever these were stated."""
    return _starting(f"{_LABELS}|{_VERBS}", _BEFORE_NAMES, _POSTS)


@cache
def opening() -> re.Pattern[str]:
    """The start of a paragraph that is a byline and not a sentence."""
    return _starting(_LABELS, _BEFORE_NAMES, f"{_VERBS}|{_POSTS}")


@cache
def alone() -> re.Pattern[str]:
    """A text that is nothing but a label; the names are in another element."""
    words = _either(f"{_LABELS}|{_BEFORE_NAMES}")
    return re.compile(rf"\W{{0,9}}(?:{words})\s*[:：፡፦|]?", re.I)


def without_label(text: str) -> str:
    """The names of a byline without the word "by" before them."""
    found = prefix().match(text)
    return text[found.end() :] if found else text


def _starting(
    labels: str, before_names: str, before_a_colon: str, sign: str = _SIGNS
) -> re.Pattern[str]:
    """A pattern for labels, which end at a sign or space; those that may begin a name need two more
    words.
    """
    sign = rf"\s*[{sign}]\s*"
    return re.compile(
        rf"\W{{0,9}}?(?:(?:{_either(labels)})(?:{sign}|\s+(?=\S))|"
        rf"(?:{_either(before_names)})(?:{sign}|\s+(?=\S+\s+\S))|"
        rf"(?:{_either(before_a_colon)}){sign})",
        re.I,
    )


def _either(table: str) -> str:
    """An alternation of the words in a table, longest first, so that none hides a longer one."""
    words = {word.strip() for line in table.splitlines() for word in line.split("|")} - {""}
    spelled = words | {fold(word) for word in words}
    return "|".join(re.escape(word) for word in sorted(spelled, key=len, reverse=True))
