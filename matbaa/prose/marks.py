"""Removes what stands before the first sentence of a paragraph without being part of it: bullets,
list numbers, times of a live report, Q and A letters, dates of a diary; also the share buttons of a
page or the caption of a portrait that ran into the sentence.
"""

from __future__ import annotations

import regex

from matbaa.language.calendar_words import calendar_words
from matbaa.language.normalize import fold
from matbaa.language.words import primary
from matbaa.prose import arabic
from matbaa.prose.connectives import verbs

#: Only this many characters are examined for a mark.
_LONGEST = 48
#: Languages that write ordinals with a stop, in which `3. Oktober` is no list item.
_ORDINALS = frozenset(
    ["bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "no", "pl", "sk", "tr"]
)
_SPEAKERS = (
    "س|ج|سؤال|جواب|السؤال|الجواب|سوال|پاسخ|پرسش|Q|A|Question|Answer|Frage|Antwort|F|Réponse|R|P"
    "|Pregunta|Respuesta|Pergunta|Resposta|Domanda|Risposta|D|Vraag|Antwoord|Soru|Cevap|S|C"
    "|Вопрос|Ответ|В|О|Питання|Відповідь|שאלה|תשובה|ש|ת|प्रश्न|उत्तर|প্রশ্ন|উত্তর|問|答|问|질문|답변|ถาม|ตอบ"
)
_MARK = regex.compile(
    r"(?:"
    r"\p{Nd}{1,2}\s?/\s+(?=\p{L}{2})|[-–—•▪▫*·●○◦‣■□➤►▶✓✔※]+\s*(?=\p{L}|\p{N}|[\"«“])"
    r"|\(?\p{Nd}{1,2}\s?(?:[)]\s*|[-–](?:\s+|(?=\p{Arabic})))(?=[\"«“]?\p{L}{2})"
    r"|\(?(?:[01]?\d|2[0-3]|[٠-٢]?[٠-٩]|[۰-۲]?[۰-۹]):\p{Nd}{2}\)?(?:\s?(?:GMT|UTC|[ap]\.?m\.?|ص|م))?"
    r"(?:\s*[-–—:|]\s*|\s+(?=[\p{Lu}\p{Lo}](?!\p{L}*\s(?:AM|PM)\b)))"
    rf"|(?:{_SPEAKERS})\s?(?:\p{{Nd}}{{1,2}})?\s?[:：]\s*(?=[\p{{L}}\"«“])"
    r")"
)
_NUMBER = regex.compile(r"\(?\p{Nd}{1,2}\.\s+(?=\p{L}{2})")
_LABEL = regex.compile(r"(?=[^:]*\p{Nd})([\p{L}\p{M}\p{Nd}/،, ]{3,40}?)\s?:\s+(?=\p{L})")
#: Words beside a time that make it part of the sentence.
_WORDED = regex.compile(r"صباحا|مساء|ظهرا|بعد|uhr\b|am\b|pm\b|heures?\b|horas?\b", regex.I)

_NETWORK = (
    r"(?:تويتر|تويتير|فيس ?بوك|(?:جوجل|غوغل|قوقل) ?(?:بلس|\+)|واتس ?[اأ]ب|لينكد ?[إا]ن"
    r"|[اإ]نست[غقج]رام|تيلي?[غج]رام|twitter|facebook|google ?(?:plus|\+)|whatsapp|linkedin"
    r"|telegram|instagram|pinterest)"
)
#: Names of social networks in a row, without punctuation or conjunctions between them.
_BUTTONS = regex.compile(
    rf"(?:\p{{L}}+\s){{0,4}}?{_NETWORK}(?:[\s|]+{_NETWORK})+[\s|]+"
    r"(?:(?:اكتب رأيك|أضف تعليقا?ك?|طباعة|إرسال|print|e-?mail)\s)*(?=[\p{L}\d\"«“])",
    regex.IGNORECASE,
)
#: A name, then a verb and the same name as its subject.
_PORTRAIT = regex.compile(
    r"(\p{L}+(?:\s\p{L}+){1,4})\s(?=و?(?:قال|أكد|أوضح|أضاف|ذكر|أشار|صرح|كشف|أعلن|بين|يقول|تقول|يؤكد|تؤكد)ت?\s\1\s)"
)
#: A caption that ends right before the verb, or an accusative, with which its sentence begins.
_GLUED = regex.compile(
    r"(?:[\p{L}\p{M}]+\s){1,8}[\p{L}\p{M}]*(?:ة|اء)"
    r"(?=(?:ا[حفعجشكخنق]ت|است|ان[طتعدقض])\p{L}{2,}\s)"
)
#: A row of buttons has at most this many characters.
_ROW = 120


def without_buttons(sentence: str) -> str:
    """`sentence`, the first of its paragraph, without a row of share buttons (the names of social
    networks) and what comes before it.
    """
    found = _BUTTONS.match(sentence[:_ROW])
    return sentence[found.end() :] if found else sentence


def without_portrait(sentence: str) -> str:
    """An Arabic sentence without a caption joined to its start: `سالم الهادي وقال سالم الهادي`, or
    without a space, which letters that only end a word show: `سوق المدينةاحتفل سكان النور`.
    """
    if (found := _GLUED.match(sentence[:_ROW])) and not _is_verb(sentence.split(None, 1)[0]):
        sentence = sentence[found.end() :]
    first = sentence[: sentence.find(" ") + 1]
    if len(first) < 3 or sentence.find(first, len(first), _ROW) < 0:
        return sentence
    found = _PORTRAIT.match(sentence)
    return sentence[found.end() :] if found else sentence


def _is_verb(word: str) -> bool:
    folded = fold(word)
    return folded in verbs("ar") or arabic.FINITE.match(folded) is not None


def without_mark(sentence: str, language: str | None) -> str:
    """`sentence`, the first of its paragraph, without the list mark, time or date before it."""
    head = sentence[:_LONGEST]
    if head[:1].isalpha() and ":" not in head and "：" not in head:
        return sentence
    found = _MARK.match(head)
    if found is None and primary(language) not in _ORDINALS:
        found = _NUMBER.match(head)
    if found is None:
        found = _LABEL.match(head)
        if found is not None and not _is_date(found.group(1), language):
            found = None
    if found is None or _WORDED.match(sentence, found.end()):
        return sentence
    return sentence[found.end() :] or sentence


def _is_date(text: str, language: str | None) -> bool:
    """Whether `text` consists only of numbers and the names of months and days."""
    known = calendar_words(primary(language) or "en")
    words = fold(text).replace("،", " ").replace(",", " ").replace("/", " ").split()
    return all(word.isdigit() or word in known for word in words)
