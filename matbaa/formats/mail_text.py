"""Finds the article in an e-mail, without greeting, note, sign-off and quoted messages."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The most characters of a line of a letter; the factor by which a quoted message must be longer to
#: be the article, and the number of paragraphs examined at the start.
_LONGEST, _MOST = 90, 4
_LONGEST_ROW = 60
_REACHED = re.compile(r"\+?\d[\d\s()/.-]{7,}\d|\S@\S+\.\w|www\.|https?:")
_GREETING = re.compile(
    r"\W{0,3}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|greetings|all|bonjour|bonsoir|"
    r"madame|monsieur|messieurs|chère?s?|salut|sehr geehrte[rs]?|liebe[rs]?|hallo|guten (?:tag|"
    r"morgen|abend)|moin|estimad[oa]s?|querid[oa]s?|hola|buen[oa]s (?:días|tardes)|gentil[ei]|"
    r"buongiorno|caro|cara|prezad[oa]s?|olá|bom dia|sayın|merhaba|değerli|beste|geachte|szanowni|"
    r"dzień dobry|уважаем\w+|добрый день|здравствуйте|السيدة?|السادة|السلام عليكم|تحية طيبة|مرحبا|"
    r"أهلا|عزيزي|عزيزتي|الزملاء|حضرة|با سلام|سلام|محترم|جناب|همکار|شالوم|שלום|नमस्ते)\b[^.!?]{0,60}"
    r"[,،:!.؛]",
    re.I,
)
#: Greetings that may lack a final mark; with others a headline may begin: `All schools closed`.
_BARE_GREETING = re.compile(
    r"\W{0,3}(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir|hallo|guten tag|"
    r"hola|buen[oa]s (?:días|tardes)|buongiorno|olá|merhaba|مرحبا|أهلا|سلام|با سلام|שלום|नमस्ते)"
    r"(?: \w+)?|تحية طيبة(?: وبعد)?|السلام عليكم(?: \w+){0,3})",
    re.I,
)
_NOTE = re.compile(
    r"\W{0,3}(?:(?:please|kindly) (?:find|see|publish|use)|(?:here(?:'s| is)|below is|attached is|"
    r"i am sending|i'm sending|we are sending|as (?:agreed|discussed|promised))\b|see (?:below|"
    r"attached)|"
    r"fyi\b|for your information|veuillez trouver|vous trouverez|"
    r"merci de (?:bien vouloir )?publier|"
    r"ci-(?:joint|dessous)|(?:an|bei|nach)bei\b|im anhang|im folgenden|bitte (?:veröffentlichen|"
    r"um)|"
    r"wie (?:besprochen|vereinbart)|adjunto|les (?:envío|adjunto)|a continuación|in allegato|"
    r"di seguito|segue (?:em anexo|abaixo)|em anexo|ekte\b|aşağıda|нижче|ниже|во вложении|"
    r"مرفق|تجدون|نرفق|يرجى (?:نشر|التكرم)|الرجاء|أرسل لكم|نرسل|لطفا|به پیوست|پیوست).{0,160}",
    re.I,
)
_SIGN_OFF = re.compile(
    r"\W{0,3}(?:(?:(?:with )?(?:best|kind|warm|many|kindest|warmest) )?(?:regards|wishes)|best|"
    r"thanks"
    r"(?: (?:in advance|again|and (?:best |kind )?regards|a lot))?|thank you|many thanks|"
    r"yours (?:sincerely|faithfully|truly)?|sincerely(?: yours)?|cheers|all the best|"
    r"(?:bien )?cordialement|bien à vous|salutations|(?:avec )?(?:mes|"
    r"nos) (?:meilleures )?salutations|"
    r"(?:mit )?(?:freundliche[nr]?|beste[nr]?|herzliche[nr]?|viele[n]?|liebe) (?:grü(?:ß|ss)en?)|"
    r"hochachtungsvoll|mfg|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|"
    r"(?:cordiali|distinti) saluti|(?:com os melhores )?cumprimentos|atenciosamente|"
    r"saygılar(?:ımla|ımızla)?|iyi (?:çalışmalar|günler)|met vriendelijke groet(?:en)?|"
    r"z poważaniem|pozdrawiam|с уважением|з повагою|"
    r"(?:مع )?(?:خالص |أطيب |فائق )?(?:التحية|التحيات|تحياتي|التقدير|الشكر)(?: والتقدير|"
    r" والاحترام)?|"
    r"وتفضلوا بقبول.{0,40}|وشكرا|شكرا(?: لكم)?|والسلام عليكم.{0,30}|"
    r"با (?:تشکر|احترام|سپاس)|والسلام|بہت شکریہ|خیر اندیش|בברכה)\W{0,4}",
    re.I,
)
_QUOTED = re.compile(
    r"-{2,}\s?(?:original|forwarded|ursprüngliche|weitergeleitete|message|mensaje|messaggio|"
    r"الرسالة|رسالة)\b.{0,60}|begin forwarded message.{0,3}|on .{6,120} wrote:|"
    r"le .{6,120} a écrit\s?:|"
    r"am .{6,120} schrieb.{0,80}:|el .{6,120} escribió:|il .{6,120} ha scritto:|"
    r".{6,120} tarihinde .{3,80} "
    r"şunları yazdı:|في .{6,120} كتب.{0,80}:",
    re.I,
)
_FROM = re.compile(r"\W{0,3}(?:from|von|de|da|kimden|من|van|od|от|از)\s?:", re.I)
_FIELD = re.compile(
    r"\W{0,3}(?:from|sent|to|cc|date|subject|von|gesendet|an|datum|betreff|de|envoyé|à|date|objet|"
    r"enviado|para|asunto|fecha|da|inviato|a|oggetto|kimden|gönderilen|gönderildi|kime|konu|tarih|"
    r"من|إلى|الموضوع|التاريخ|تاريخ الإرسال|نسخة)\s?:",
    re.I,
)
_DISCLAIMER = re.compile(
    r"\W{0,3}(?:this (?:e-?mail|message|communication)\b.{0,120}(?:confidential|intended|"
    r"privileged)|"
    r"(?:confidentiality|disclaimer|legal notice)\b|diese (?:e-?mail|"
    r"nachricht)\b.{0,80}vertraulich|"
    r"ce (?:message|courriel)\b.{0,120}(?:confidentiel|destinataire)|este (?:mensaje|"
    r"correo)\b.{0,120}"
    r"confidencial|bu e-?posta\b.{0,120}gizli|هذه? (?:الرسالة|البريد)\b.{0,120}(?:سري|سرية)|"
    r"(?:please )?(?:consider|think).{0,40}environment before printing|"
    r"(?:sent|gesendet|envoyé|enviado|inviato) (?:from|von|depuis|desde|da) (?:my|mein\w*|mon|mi|"
    r"il mio)? ?"
    r"(?:iphone|ipad|android|samsung|mobile|outlook)|أرسلت من)",
    re.I | re.S,
)


def of_article(texts: Sequence[str]) -> tuple[int, int]:
    """The start and end of the article in the paragraphs, or lines, of an e-mail.

    If there is little text above a quoted message, that was forwarded and contains the article.
    """
    end = _end(texts, 0)
    start = _start(texts[:end])
    if _length(texts[start:end]) * _MOST < _length(texts[end:]):
        inner = _after_fields(texts, end)
        if inner < len(texts):
            end = _end(texts, inner)
            start = inner + _start(texts[inner:end])
    end = _without_letter_end(texts, start, end)
    return start, _without_signature(texts, start, end)


def _start(texts: Sequence[str]) -> int:
    """The index after a greeting and a note about the article."""
    told = [place for place, text in enumerate(texts) if text.strip()]
    start = 0
    for place in told[:_MOST]:
        text = texts[place].strip()
        if not _is_greeting(text) and not _is_note(text, is_first=place == told[0]):
            break
        start = place + 1
    return start


def _is_greeting(text: str) -> bool:
    is_one = _GREETING.fullmatch(text) or _BARE_GREETING.fullmatch(text)
    return len(text) <= _LONGEST and is_one is not None


def _is_note(text: str, *, is_first: bool) -> bool:
    """Whether it is a note about the article. Without a greeting before it, it needs a final mark,
    because it may be a headline.
    """
    is_one = len(text) <= 2 * _LONGEST and _NOTE.fullmatch(text) is not None
    return is_one and (not is_first or text.endswith((".", ":", "：", "۔")))


def _end(texts: Sequence[str], start: int) -> int:
    """The index of the quoted message, else the number of texts."""
    for place in range(start, len(texts)):
        text = texts[place].strip()
        if len(text) <= 4 * _LONGEST and (_QUOTED.fullmatch(text) or _is_head(texts, place)):
            return place
    return len(texts)


def _is_head(texts: Sequence[str], place: int) -> bool:
    """Whether it is the head of a message: `From:`, with two more fields beside or below it."""
    if _FROM.match(texts[place].strip()) is None:
        return False
    rows = [row for text in texts[place : place + _MOST] for row in text.splitlines()]
    return sum(_FIELD.match(row.strip()) is not None for row in rows[:8]) >= 3


def _after_fields(texts: Sequence[str], start: int) -> int:
    """The index after the head of a quoted message."""
    place = start
    while place < len(texts) and (
        not texts[place].strip()
        or _QUOTED.fullmatch(texts[place].strip())
        or _FIELD.match(texts[place].strip())
    ):
        place += 1
    return place


def _without_letter_end(texts: Sequence[str], start: int, end: int) -> int:
    """The index of the sign-off or legal notice, if more text is above it than below,
    else `end`.
    """
    for place in range(start + 1, end):
        text = texts[place].strip()
        if not text:
            continue
        first = text.splitlines()[0]
        is_sign_off = len(first) <= _LONGEST and _SIGN_OFF.fullmatch(first.strip())
        is_notice = _DISCLAIMER.match(text[:400])
        if (is_sign_off or is_notice) and _length(texts[start:place]) > _prose(
            texts[place + 1 : end]
        ):
            return place
    return end


def _without_signature(texts: Sequence[str], start: int, end: int) -> int:
    """The index of a signature: short lines at the end with contact data; else `end`."""
    place = end
    while place > start and _is_short(texts[place - 1].strip()):
        place -= 1
    rows = [text for text in texts[place:end] if text.strip()]
    is_signature = len(rows) > 1 and any(_REACHED.search(row) for row in rows)
    return place if is_signature and place > start else end


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_ROW and not text.endswith((".", "!", "?", "؟", "”", '"'))


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _prose(texts: Sequence[str]) -> int:
    """The number of characters in prose: no names, addresses or notices."""
    return sum(
        len(text) for text in texts if len(text) > _LONGEST and not _DISCLAIMER.match(text[:400])
    )
