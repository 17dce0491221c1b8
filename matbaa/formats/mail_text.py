"""Finds the article in an e-mail, without greeting, note, sign-off and quoted messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from matbaa.formats import mail_quoted

#: The most characters of a line of a letter; the factor by which a quoted message must be longer to
#: be the article, and the number of paragraphs examined at the start.
_LONGEST, _MOST = 90, 4
_LONGEST_ROW = 60
_STOPS = (".", "!", "?", "؟", "。", "۔", "”", '"')
#: Rows of a postscript that end a sentence, at most.
_POSTSCRIPT = 2
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
    r"\W{0,3}(?:(?:please|kindly|pls|plz) (?:find|see|publish|use|run|share)|"
    r"(?:here(?:'s| is)|below is|attached is|"
    r"(?:the|our) (?:press |news )?(?:release|statement|article|text|story) is (?:below|attached)|"
    r"i am sending|i'm sending|we are sending|as (?:agreed|discussed|promised))\b|see (?:below|"
    r"attached)|"
    r"fyi\b|for your information|veuillez trouver|vous trouverez|"
    r"merci de (?:bien vouloir )?publier|"
    r"ci-(?:joint|dessous)|(?:an|bei|nach)bei\b|im anhang|im folgenden|bitte (?:veröffentlichen|"
    r"um)|"
    r"wie (?:besprochen|vereinbart)|adjunto|les (?:envío|adjunto)|a continuación|in allegato|"
    r"di seguito|segue (?:em anexo|abaixo)|em anexo|ekte\b|aşağıda|нижче|ниже|во вложении|"
    r"por favor|(?:se ruega|rogamos) (?:publicar|difundir|su)|favor (?:de )?(?:publicar|divulgar)|"
    r"solicitamos|(?:si|vi|la) preg\w+ di|per cortesia|lütfen|(?:про[сш]\w+|будь ласка) |"
    r"(?:mohon|harap|tafadhali) |"
    r"مرفق|تجدون|نرفق|(?:أرجو|نرجو|يرجى|برجاء) (?:منكم )?(?:التكرم|ال?نشر)|الرجاء|أرسل لكم|نرسل|"
    r"إليكم|لطفا|به پیوست|پیوست|خواهشمند|براہ (?:کرم|مہربانی)|कृपया|অনুগ্রহ করে|请(?:发布|刊登|转发)|"
    r"請(?:發布|刊登|轉發)|ご掲載|게재 부탁).{0,160}",
    re.I,
)
#: The sign between a greeting and a note in one row: `Hi desk, please publish`.
_AFTER_GREETING = re.compile(r"[,،!]\s")
#: Emoji and similar signs after the last word.
_SIGNS_BEHIND = re.compile(r"[^\w.,،:：!?؟؛)\"]+$")
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


#: The line above a signature (RFC 3676, section 4.3).
SIGNATURE = re.compile(r"^-- ?$", re.M)
#: The same in HTML, within at most five elements to bound the search; and the elements in which
#: mail programs put signatures and quoted messages.
HTML_SIGNATURE = re.compile(
    r"(?:^|<(?:br|p|div)\b[^<>]*>)\s*(?:<(?:div|span|p)\b[^<>]*>\s*){0,5}--(?:&nbsp;|\s)*<(?:br|/)"
    r"|<\w+\b[^<>]*\b(?:class=[\"']?(?:gmail_(?:signature|quote)|moz-(?:signature|cite))"
    r"|id=[\"']?(?:appendonsend|divRplyFwdMsg|Signature))|<blockquote\b[^<>]*\btype=[\"']?cite",
    re.I,
)
_TAG = re.compile(r"<[^<>]*>")


def of_article(texts: Sequence[str]) -> tuple[int, int]:
    """The start and end of the article in the paragraphs, or lines, of an e-mail.

    If there is little text above a quoted message, that was forwarded, maybe more than once, and
    contains the article.
    """
    begin, end = 0, mail_quoted.start_of(texts, 0)
    start = _start(texts[:end])
    while _length(texts[start:end]) * _MOST < _length(texts[end:]):
        begin = mail_quoted.after_head(texts, end)
        if begin >= len(texts):
            break
        end = mail_quoted.start_of(texts, begin)
        start = begin + _start(texts[begin:end])
    if start and _is_letter_alone(texts[start:end]):
        return end, end
    end = _without_letter_end(texts, start, end)
    return start, _without_signature(texts, start, end)


def _is_letter_alone(below: Sequence[str]) -> bool:
    """Whether a sign-off follows right below a greeting or note: the article is attached."""
    told = [text.strip() for text in below if text.strip()]
    first = _SIGNS_BEHIND.sub("", told[0].splitlines()[0]) if told else ""
    is_sign_off = len(first) <= _LONGEST and _SIGN_OFF.fullmatch(first.strip()) is not None
    return is_sign_off and not _has_sentences(told[1:])


def letter_around(rows: Sequence[str]) -> tuple[int, int]:
    """The start and end of the article in rows of a message that nobody quotes; all rows if there
    is neither a greeting nor, with a colon, a covering note above it.
    """
    first = next((row.strip() for row in rows if row.strip()), "")
    start = _start(rows) if _is_greeting(first) or first.endswith((":", "：")) else 0
    return (start, _without_letter_end(rows, start, len(rows))) if start else (0, len(rows))


def without_marked_end(text: str, mark: re.Pattern[str]) -> str:
    """`text` up to the first `mark` of a signature or of a quoted message; all of it if there is
    much more text below the mark, which was forwarded then.
    """
    found = mark.search(text)
    if found is None:
        return text
    above, below = (_TAG.sub("", part) for part in (text[: found.start()], text[found.start() :]))
    return text if len(above.strip()) * _MOST < len(below.strip()) else text[: found.start()]


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
    """Whether it is a greeting, perhaps with a note about the article behind it."""
    if len(text) > _LONGEST:
        return False
    text = _SIGNS_BEHIND.sub("", text)
    if _GREETING.fullmatch(text) or _BARE_GREETING.fullmatch(text):
        return True
    sign = _AFTER_GREETING.search(text)
    if sign is None or _GREETING.fullmatch(text[: sign.end() - 1]) is None:
        return False
    return _NOTE.fullmatch(text[sign.end() :]) is not None


def _is_note(text: str, *, is_first: bool) -> bool:
    """Whether it is a note about the article. Without a greeting before it, it needs a final mark,
    because it may be a headline.
    """
    is_one = len(text) <= 2 * _LONGEST and _NOTE.fullmatch(text) is not None
    return is_one and (not is_first or text.endswith((".", ":", "：", "۔")))


def _without_letter_end(texts: Sequence[str], start: int, end: int) -> int:
    """The index of the sign-off or legal notice, if more text is above it than below,
    else `end`.
    """
    for place in range(start + 1, end):
        text = texts[place].strip()
        if not text:
            continue
        first = _SIGNS_BEHIND.sub("", text.splitlines()[0])
        is_sign_off = len(first) <= _LONGEST and _SIGN_OFF.fullmatch(first.strip())
        is_notice = _DISCLAIMER.match(text[:400])
        below = texts[place + 1 : end]
        is_end = is_notice or (is_sign_off and not _has_sentences(below))
        if is_end and _length(texts[start:place]) > _prose(below):
            return place
    return end


def _has_sentences(texts: Sequence[str]) -> bool:
    """Whether more rows than in a postscript end a sentence, not counting a legal notice: the words
    that seemed a sign-off are part of the article then, such as the `Thank you.` of an interview.
    """
    own = takewhile(lambda text: _DISCLAIMER.match(text[:400]) is None, texts)
    rows = (row.strip() for text in own for row in text.splitlines())
    return sum(row.endswith(_STOPS) for row in rows) > _POSTSCRIPT


def _without_signature(texts: Sequence[str], start: int, end: int) -> int:
    """The index of a signature: short lines at the end with contact data; else `end`."""
    place = end
    while place > start and _is_short(texts[place - 1].strip()):
        place -= 1
    rows = [text for text in texts[place:end] if text.strip()]
    is_signature = len(rows) > 1 and any(_REACHED.search(row) for row in rows)
    return place if is_signature and place > start else end


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_ROW and not text.endswith(_STOPS)


def _length(texts: Sequence[str]) -> int:
    return sum(map(len, texts))


def _prose(texts: Sequence[str]) -> int:
    """The number of characters in prose: no names, addresses or notices."""
    return sum(
        len(text) for text in texts if len(text) > _LONGEST and not _DISCLAIMER.match(text[:400])
    )
