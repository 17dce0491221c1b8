"""Text copied from conversations: WhatsApp, Teams, Slack, threads of short posts.

The additions of the program are removed; each message becomes a paragraph.
"""

from __future__ import annotations

import re

from matbaa.formats.mail_text import letter_around

_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f](?:[ap]\.?\s?m\.?|[صم]|ق\.?ظ|ب\.?ظ|öö|ös))?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
#: Time and sender of a message: `[26/11/2026, 9:14:03] Name: `, `26/11/2026, 09:14 - Name: `,
#: `[10:02] Roe, Jane`.
_STAMP = re.compile(
    rf"\W{{0,3}}(?:\[(?:{_DAY}[,،]?\s+)?{_CLOCK}\]\s*|{_DAY}[,،]?\s+{_CLOCK}\s+[-–—]\s+)", re.I
)
_DAY_FIRST = re.compile(_DAY)
_SENDER = re.compile(r"([^:\n]{1,40}):\s?")
#: Placeholders for pictures and films, and remarks of a program about a message.
_OMITTED = re.compile(
    r"\W{0,3}(?:<[^<>]{3,40}>|(?:image|video|audio|sticker|document|gif|photo|bild|imagen|foto)"
    r" (?:omitted|weggelassen|omitida|ausente)|(?:this|you deleted this) message (?:was deleted)?)"
    r"\W{0,3}",
    re.I,
)
_FORWARDED = re.compile(
    r"\W{0,3}(?:forwarded(?: many times)?|weitergeleitet|häufig weitergeleitet|transféré|"
    r"(?:fréquemment )?transférée?|reenviado(?: muchas veces)?|inoltrato(?: molte volte)?|iletildi|"
    r"encaminhada(?: com frequência)?|переслано|переслано много раз|diteruskan|هدایت‌شده|转发|轉發|"
    r"معاد توجيهها(?: مرات عديدة)?|تمت? (?:إعادة التوجيه|إعادة توجيهها)|"
    r"(?:forwarded(?: message)? from|weitergeleitet von|transféré (?:de|depuis)|reenviado de|"
    r"inoltrato da|encaminhad[ao] de|переслано от|iletilen(?: mesaj)?|diteruskan dari|"
    r"(?:معاد توجيهها|أعيد توجيهها|تم التحويل|محول[ةه]?) من|هدایت شده از|ارسال شده از)\b.{2,60})"
    r"\W{0,6}",
    re.I,
)
_NOTES = re.compile(
    r"\W{0,3}(?:(?:please |kindly )?(?:share|forward) "
    r"(?:this )?(?:with|to) (?:your )?(?:family|friends|everyone|all)[^.]{0,40}|"
    r"\(edited\)|edited|\d{1,3} replies|last reply .{3,40}|"
    r"show (?:replies|more replies|this thread)|:[a-z0-9_+-]{2,40}:(?: \d{1,4})?|"
    r"replying to @\w+)\W{0,6}",
    re.I,
)
_HANDLE = re.compile(r"@\w{2,30}")
#: The time below a post: `9:02 AM · Mar 9, 2026`.
_SENT = re.compile(rf"{_CLOCK}\s?·.{{4,40}}", re.I)
_POSTED = re.compile(
    r"·|\d{1,4}(?:[.,]\d)?\s?[KM]?|·? ?(?:views|reposts|quotes|likes|bookmarks)|"
    r"\d{1,2}[hm]",
    re.I,
)
#: The most characters of the time below a handle: `Mar 9`, `2h`.
_SHORT_DAY = 14
_NUMBERED = re.compile(r"\s*\(?\d{1,2}\s?/\s?(?:\d{1,2}|n)?\)?\s*$")
_THREAD = "\U0001f9f5"
_BOLD = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![\w*])")
_ITALIC_ROW = re.compile(r"\s*_(?=\S)([^_\n]{2,300})_\s*")


#: The time below the author of a post: `2d • Edited •`, `٢٤ نوفمبر الساعة ٩:١٥ ص ·`.
_POST_STAMP = re.compile(
    r"(?=.{0,50}\d)[^.!?؟:|]{1,30}(?::\d\d[^.!?؟:|]{0,20})?[·•]\W*|"
    r"\d{1,2}\s?(?:m|h|d|w|mo|yr)\s[·•].{0,30}"
)
#: Buttons below a post; its text ends before the first one.
_BUTTON = re.compile(
    r"…?\s?(?:see )?more|like|gefällt mir|j[’']aime|me gusta|beğen|curtir|mi piace|нравится|أعجبني|"
    r"پسندیدم|[\d.,٠-٩]+[KkMm]?\s(?:likes?|reactions?|comments?|إعجابا?|تعليقا?|تعليقًا)\b.*",
    re.I,
)
_POSTER, _AGO = 6, re.compile(r"\d{1,2}\s?(?:m|h|d|w|mo|yr)\b")


def without_conversation(rows: list[str]) -> list[str]:
    """Rows of text without the time stamps, senders and notes of a messaging program."""
    rows = _without_poster(rows)
    told = [row.strip() for row in rows if row.strip()]
    is_forwarded = any(_FORWARDED.fullmatch(row) for row in told[:3])
    is_stamped = bool(told) and _STAMP.match(told[0]) is not None
    handles = sum(_HANDLE.fullmatch(row) is not None for row in told)
    is_thread = handles >= 2 or (handles == 1 and any(map(_SENT.fullmatch, told)))
    if is_stamped:
        rows = [*_sent_on(told[0]), *_without_stamps(rows)]
    if is_thread:
        rows = _without_posters(rows)
    if is_forwarded or is_stamped or is_thread:
        rows = [row for row in rows if not _is_note(row.strip())]
    start, end = letter_around(rows)
    return [_unmarked(row) for row in rows[start:end]]


def _without_poster(rows: list[str]) -> list[str]:
    """A post of Facebook or LinkedIn without the author above it and the buttons below it."""
    told = [place for place, row in enumerate(rows) if row.strip()]
    stamp = next((at for at in told[1:_POSTER] if _POST_STAMP.fullmatch(rows[at].strip())), None)
    buttons = [at for at in told if stamp is not None and _BUTTON.fullmatch(rows[at].strip())]
    if stamp is None or not buttons or buttons[0] <= stamp + 1:
        return rows
    when = "" if _AGO.match(rows[stamp].strip()) else rows[stamp].strip(" ·•")
    return [when, "", *rows[stamp + 1 : buttons[0]]]


def _is_note(row: str) -> bool:
    return bool(_FORWARDED.fullmatch(row) or _NOTES.fullmatch(row) or _HANDLE.fullmatch(row))


def _without_stamps(rows: list[str]) -> list[str]:
    """The messages, each after a blank line, without those that have no text."""
    out: list[str] = []
    for row in rows:
        stamp = _STAMP.match(row)
        if stamp is None:
            out.append(row)
            continue
        sender = _SENDER.match(row, stamp.end())
        message = row[sender.end() :] if sender else ""
        out += [""] if _OMITTED.fullmatch(message) else ["", message]
    return out


def _sent_on(row: str) -> list[str]:
    """The day and time of the first message, if its stamp has a day, on a row of its own."""
    stamp = _STAMP.match(row)
    when = stamp[0].strip(" []-–—\u200e\u200f") if stamp else ""
    return [when, ""] if _DAY_FIRST.match(when) else []


def _without_posters(rows: list[str]) -> list[str]:
    """The texts of a thread, without names, handles and counters above and `2/5` at the end."""
    names = {rows[at - 1].strip() for at, row in enumerate(rows) if at and _is_handle(row)}
    out: list[str] = []
    is_stamp = False
    for row in rows:
        text = row.strip()
        if _is_handle(row) or text in names or _POSTED.fullmatch(text):
            out += [""] if out and out[-1] else []
            is_stamp = text not in names
        elif is_stamp and len(text) <= _SHORT_DAY:
            continue
        else:
            is_stamp = False
            out.append(_NUMBERED.sub("", row.replace(_THREAD, " ")))
    return out


def _is_handle(row: str) -> bool:
    return _HANDLE.fullmatch(row.strip()) is not None


def _unmarked(row: str) -> str:
    """The row without the characters that chat programs use for bold and italic."""
    if "*" in row:
        row = _BOLD.sub(r"\1", row)
    italic = _ITALIC_ROW.fullmatch(row)
    return italic[1] if italic else row
