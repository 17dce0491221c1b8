"""Finds quoted and forwarded messages in the text of an e-mail, and their senders."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import parseaddr

_LONGEST = 360
_QUOTED = re.compile(
    r"-{2,}\s?(?:original|forwarded|ursprüngliche|weitergeleitete|message|mensaje|messaggio|"
    r"الرسالة|رسالة)\b.{0,60}|begin forwarded message.{0,3}|on .{6,120} wrote:|"
    r"le .{6,120} a écrit\s?:|"
    r"am .{6,120} schrieb.{0,80}:|el .{6,120} escribió:|il .{6,120} ha scritto:|"
    r".{6,120} tarihinde .{3,80} "
    r"şunları yazdı:|في .{6,120} كتب.{0,80}:",
    re.I,
)
_FROM = re.compile(
    r"\W{0,3}(?:from|von|de|da|kimden|من|van|od|от|від|از|מאת|från|fra|差出人|发件人|寄件者|"
    r"보낸 사람)\s?[:：]",
    re.I,
)
_FIELD = re.compile(
    r"\W{0,3}(?:from|sent|to|cc|date|subject|von|gesendet|an|datum|betreff|de|envoyé|à|objet|"
    r"enviado|para|asunto|assunto|fecha|da|inviato|a|oggetto|kimden|gönderilen|gönderildi|kime|"
    r"konu|tarih|van|verzonden|aan|onderwerp|od|wysłano|do|temat|data|от|отправлено|кому|тема|"
    r"дата|копия|від|надіслано|från|fra|skickat|sendt|till|til|ämne|emne|dato|از|ارسال|به|موضوع|"
    r"تاریخ|מאת|נשלח|אל|נושא|תאריך|من|إلى|الموضوع|التاريخ|تاريخ الإرسال|نسخة|差出人|送信日時|"
    r"宛先|件名|日付|发件人|发送时间|收件人|主题|日期|寄件者|寄件日期|收件者|主旨|보낸 사람|"
    r"보낸 날짜|받는 사람|제목|날짜)\s?[:：]",
    re.I,
)
#: The head of a quoted message: the most blocks and rows, and the fewest fields among the rows.
_BLOCKS, _ROWS, _FEWEST = 4, 8, 3
#: What tells such a head from a table of times: its subject, or an address.
_TELLING = re.compile(
    r"\W{0,3}(?:subject|betreff|objet|asunto|assunto|oggetto|konu|onderwerp|temat|тема|ämne|emne|"
    r"الموضوع|موضوع|נושא|件名|主题|主旨|제목)\s?[:：]|.{0,300}\S@\S",
    re.I,
)
_MAILTO = re.compile(r"\s*\[(?:mailto:)?(\S+@\S+)\]")


def start_of(texts: Sequence[str], begin: int) -> int:
    """The index of the next quoted message in `texts`, the paragraphs or lines of an e-mail, from
    the index `begin` on; else the number of texts.
    """
    for place in range(begin, len(texts)):
        if len(texts[place]) <= _LONGEST and (
            _is_announced(texts[place]) or _is_head(texts, place)
        ):
            return place
    return len(texts)


def _is_announced(text: str) -> bool:
    """Whether the first row announces a quoted message."""
    return _QUOTED.fullmatch(text.strip().partition("\n")[0]) is not None


def _is_head(texts: Sequence[str], place: int) -> bool:
    """Whether it is the head of a message: `From:`, with two more fields beside or below it, and
    among them the subject or an address.
    """
    if _FROM.match(texts[place].strip()) is None:
        return False
    rows = [row.strip() for text in texts[place : place + _BLOCKS] for row in text.splitlines()]
    fields = [row for row in rows[:_ROWS] if _FIELD.match(row)]
    return len(fields) >= _FEWEST and any(map(_TELLING.match, fields))


def after_head(texts: Sequence[str], start: int) -> int:
    """The index after the head of the message that is quoted at `start`. A long text belongs to the
    message, even if it begins with a field.
    """
    place = start
    while place < len(texts) and _is_of_head(texts[place]):
        place += 1
    return place


def _is_of_head(text: str) -> bool:
    if not text.strip() or _is_announced(text):
        return True
    return len(text) <= _LONGEST and _FIELD.match(text.strip()) is not None


def sender_above(texts: Sequence[str]) -> dict[str, str] | None:
    """The sender in the last message head of `texts`: a name, and an address if there is one."""
    rows = [row.strip() for text in texts for row in text.splitlines()]
    told = next((row for row in reversed(rows) if _FROM.match(row)), None)
    if told is None:
        return None
    written = _MAILTO.sub(r" <\1>", _FROM.sub("", told, count=1))
    name, address = parseaddr(written.replace(",", " "))
    found = {"name": name or address, "email": address if "@" in address else ""}
    return {key: value for key, value in found.items() if value} or None
