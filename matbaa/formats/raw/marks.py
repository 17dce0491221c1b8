"""Removes the marks that wires and press offices write around a text for newsrooms, not readers.

Slug lines, notes to editors, `(more)` and `-30-`, marks of release and embargo, contacts: those of
services that use ANPA 1312 and IPTC 7901 (AP, AFP, dpa, Reuters), and of press releases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from matbaa.formats.labelled_rows import form_in
from matbaa.formats.raw.ends import up_to_end, without_mark_behind
from matbaa.formats.raw.flash import is_mark, unmarked_headline
from matbaa.formats.raw.releases import is_reference, is_release_mark, letterhead
from matbaa.prose.agency_datelines import agency_dateline
from matbaa.prose.datelines import place_of

#: The number of first rows that may be marks; the least text above notes to editors.
_HEAD, _LEAST = 14, 120
#: The most rows of a block of addresses, and characters of one.
_MOST, _LONGEST = 9, 100
#: The mark alone, or with a time; `Embargo on arms sales lifted` is a headline.
_EMBARGO = re.compile(
    r"\W{0,4}(?:(?:strictly )?(?:under embargo|embargoed)|sperrfrist|sous embargo|embargado|"
    r"bajo embargo|ambargolu|محظور النشر|ممنوع النشر|"
    r"(?:(?:strictly )?embargo|ambargo|ي?حظر النشر)(?=\W*$|.*\d))"
    r"(?:\W*|(?:\s*[:：–—-]|\s+(?:until|till|to|for|bis|jusqu\W|hasta|fino|até|al?|le|حتى|إلى|لغاية|"
    r"قبل)\b).*|\s+.{0,40}\d.{0,20}\skadar\b.*)",
    re.I,
)
_NOTE = re.compile(
    r"eds?:|editors?:|\(?attention\b.{0,90}\)|///?|"
    r"\((?:adds?|updates|recasts?|refiles?|corrects?|writes? thr|repeats?|with|"
    r"zusammenfassung|neu|korrektur|wiederholung|aktualisiert|actualis|avec|actualiza|con|añade|"
    r"تحديث|يضيف|بإضافة|تضيف|إعادة|لإضافة)[^()]{0,120}\)$",
    re.I,
)
#: `BC-EU--Floods-Springfield, 412`, `FRA1234 3 PI 0312`, `bdt0345 3 pl 312`, `ع ع/رئيسي/فيضانات`
_SLUG = re.compile(
    r"[A-Z]{2}-[A-Z\d]{2,4}-{1,2}\S.*|.{3,60}\bld-writethru\b.*|[A-Za-z]{3}\d{3,4} \d \S.{0,60}|"
    r"(?:[^\W_]+[ -]?){1,3}(?:/(?:[^\W_]+[ -]?){1,3}){2,6}/?|(?:[^\W_]+/){2,6}",
    re.I,
)
_MORE = re.compile(
    r"\W{1,4}(?:more|mehr|suite|segue|sigue|seguirá|devamı var|يتبع|ادامه دارد)\W{1,4}|"
    r"\[?ap-[a-z]{2}-\d\d-\d\d-\d\d \d{4}gmt\W*",
    re.I,
)
_DESK = re.compile(
    r"\(+\s?(?:(?:additional |with )?(?:reporting|writing|editing|compiled) by|reportage|"
    r"bericht(?:et)? von|reporte de|información de|redactado|editado|"
    r"تغطية|إعداد|اعداد|تحرير|تقرير)\b",
    re.I,
)
_REPORTER = re.compile(
    r"\((?:reporting by|reportage (?:de|par)|berichte?t? von|reporte de|información de|"
    r"تغطية صحفية|تقرير)[:\s]+([^;()\d–—]{4,80}?)"
    r"(?:\s+(?:in|à|en|aus)\s[^;()]+)?\s*(?:[;)–—]|\s-\s)",
    re.I,
)
#: The same after the last sentence of a text.
_DESK_BEHIND = re.compile(
    r"(?<=[.!?”\"])\s+(\((?:reporting|writing|editing|compiled) by [^()]{3,250}\))$", re.I
)
_ADDRESS = re.compile(r"\(\([^()]*\)\)")
_CONTACT = re.compile(
    r"(?:(?:media|press) )?(?:contacts?|enquiries|inquiries|contact (?:details|information))"
    r"(?: (?:for )?(?:the )?(?:media|press))?\s*(?::|$)|"
    r"for (?:more|further) information\b.{0,40}:?$|(?:presse|medien)kontakt|"
    r"(?:kontakt|ansprechpartner(?:in)?|rückfragen)\s*(?::|$)|"
    r"contacts? (?:de )?presse|(?:para )?más información\s*:|contacto(?: de prensa)?\s*:|"
    r"contatt[oi](?: stampa)?\s*:|contato\s*:|(?:basın )?(?:iletişimi?|irtibat)\s*:|"
    r"(?:ل?لتواصل|ل?لاتصال|ل?لاستفسار|جهة الاتصال|للمزيد من المعلومات|"
    r"تماس با ما|رابطہ)\b.{0,40}:?$|"
    r"(?:媒体联系|媒體聯絡|新聞聯絡人|お問い合わせ先?|문의)\s*[:：]?$",
    re.I,
)
#: A contact in one row: `Contact: Jane Roe, 0123 456789`.
_CONTACT_ROW = re.compile(
    r"(?:(?:media|press) )?(?:contacts?|enquiries|inquiries)\s?:.*|(?:presse|medien)?kontakt\s?:.*|"
    r"contacts? (?:de )?presse\s?:.*|contacto(?: de prensa)?\s?:.*|contatt[oi](?: stampa)?\s?:.*|"
    r"(?:basın )?(?:iletişim|irtibat)\s?:.*|(?:ل?لتواصل|ل?لاستفسار|جهة الاتصال)\s?:.*|"
    r"(?:媒体联系|媒體聯絡|新聞聯絡|媒体联络)人?\s?[:：].*|(?:お問い合わせ先?|문의)\s?[:：].*",
    re.I,
)
_NOTES_BELOW = re.compile(
    r"\W{0,3}(?:notes? (?:to|for) (?:the )?editors?|editor'?s'? notes?|"
    r"hinweise? (?:an|für) (?:die )?(?:redaktion(?:en)?|medien)|notes? (?:aux|à la) rédactions?|"
    r"notas? (?:para|a) (?:el editor|los editores|la redacción)|editöre notlar|"
    r"ملاحظات? (?:ل|إلى )?(?:لمحررين|المحررين|السادة المحررين))\W{0,3}",
    re.I,
)
_ABOUT = re.compile(
    r"(?:about|über|à propos|acerca|sobre|informazioni su|over|نبذة عن|حول|عن|درباره)\b.{2,70}|"
    r".{2,70} hakkında:?|(?:关于|關於).{2,30}|.{2,30}(?:について|소개)",
    re.I,
)
#: `القاهرة في 24 نوفمبر / أ ش أ /`
_DATELINE = re.compile(
    r"(?:[^\W\d_]+[،,]?\s){1,4}\d{1,2}\s[^\W\d_]+(?:\s\d{4})?\s?/\s?[^\W\d_][^/\d]{0,20}/"
)
#: `Ellery (ots)`
_BRACKETED = re.compile(
    r"[A-ZÄÖÜ][^\W\d_]+(?:[ /-][A-ZÄÖÜ][^\W\d_]+){0,3} \((?:ots|dpa|AP|AFP|ANSA|EFE)\)"
)
_CENTRED = re.compile(r"[-–—=]{1,3} (\S.{1,80}\S) [-–—=]{1,3}")
_REACHED = re.compile(r"@\w|\+?\d[\d\s()/.-]{6,}|www\.|https?:")
_COMPANIES = ("Corp.", "Inc.", "Ltd.", "Co.", "S.A.", "plc.", "A.Ş.", "Bros.")
_FINISHED = tuple(".!?؟۔।。…”\"»'")


@dataclass(slots=True)
class Copy:
    """The rows of a text for readers, and the information from the marks around it."""

    rows: list[str]
    embargo: str | None = None
    #: The reporter, from the note of the desk below the text.
    reporter: str | None = None
    is_release: bool = False
    #: Fields of a submission that rows at the top name: `Headline: Floods close bridges`.
    labelled: dict[str, str] = field(default_factory=dict)


def read_copy(rows: list[str]) -> Copy:
    """`rows` without marks, which are replaced by blank rows."""
    copy = Copy(up_to_end(_within(rows)))
    _read_head(copy)
    _read_desk(copy)
    _drop_contacts(copy)
    _drop_notes_below(copy)
    copy.rows = _with_joined_dateline(copy.rows)
    return copy


def _within(rows: list[str]) -> list[str]:
    """The rows without `(more)` and marks of the end, and with rows between dashes as headings."""
    out: list[str] = []
    for row in rows:
        text = row.strip()
        if _MORE.fullmatch(text):
            out.append("")
        elif (centred := _CENTRED.fullmatch(text)) and not text.endswith(_FINISHED):
            out += ["", centred[1], ""]
        else:
            out.append(without_mark_behind(row).replace(") _ ", ") — ", 1))
    return out


def _read_head(copy: Copy) -> None:
    """Remove the marks above the text, and keep their information."""
    told = [place for place, row in enumerate(copy.rows) if row.strip()][:_HEAD]
    for place in told[:1]:
        copy.rows[place] = unmarked_headline(copy.rows[place].strip())
    for number, place in enumerate(told):
        text = copy.rows[place].strip()
        if is_release_mark(text):
            copy.is_release = True
            for above in letterhead(copy.rows, place):
                copy.rows[above] = ""
        elif copy.is_release and is_reference(text):
            pass
        elif len(text) <= _LONGEST and _EMBARGO.fullmatch(text):
            copy.embargo = text
        elif not (_NOTE.match(text) or (number < 4 and (is_mark(text) or _is_slug(text)))):
            continue
        copy.rows[place] = ""
    _read_form(copy)


def _read_form(copy: Copy) -> None:
    """Read the rows that name fields, of which headline and text stay in their places."""
    for place, (name, value) in form_in(copy.rows).items():
        if name != "body":
            copy.labelled.setdefault(name, value)
        copy.rows[place] = value if name in {"title", "body"} else ""


def _is_slug(text: str) -> bool:
    """Whether it is a slug line; `24/11/2026` is a date."""
    is_short = len(text) <= 70 and not text[0].isdigit() and not text.endswith(_FINISHED)
    return is_short and _SLUG.fullmatch(text) is not None


def _read_desk(copy: Copy) -> None:
    """Read and remove `(Reporting by A; editing by B)` and contact data."""
    for place, row in enumerate(copy.rows):
        text = row.strip()
        ending = _DESK_BEHIND.search(text) if text.endswith(")") else None
        if ending and ending.start():
            reporter = _REPORTER.match(ending[1])
            copy.reporter = copy.reporter or (reporter[1] if reporter else None)
            copy.rows[place] = text[: ending.start()]
        elif _ADDRESS.fullmatch(text):
            copy.rows[place] = ""
        elif _DESK.match(text):
            end = _end_of_block(copy.rows, place)
            whole = " ".join(each.strip() for each in copy.rows[place:end])
            if not whole.endswith(")"):
                continue
            reporter = _REPORTER.match(whole)
            copy.reporter = copy.reporter or (reporter[1] if reporter else None)
            copy.rows[place:end] = [""] * (end - place)


def _end_of_block(rows: list[str], start: int) -> int:
    """The index of the next blank row, within a limit."""
    end = min(len(rows), start + 2 * _MOST)
    return next((place for place in range(start, end) if not rows[place].strip()), end)


def _drop_contacts(copy: Copy) -> None:
    """Remove contacts: a label, and a block of short rows of which one is an address."""
    for place, row in enumerate(copy.rows):
        if len(row) <= _LONGEST and _CONTACT_ROW.fullmatch(row.strip()) and _REACHED.search(row):
            copy.rows[place] = ""
        if len(row) > _LONGEST or _CONTACT.match(row.strip()) is None:
            continue
        end = _end_of_block(copy.rows, place)
        block = copy.rows[place:end]
        is_address = len(block) <= _MOST and all(len(each) <= _LONGEST for each in block)
        if is_address and any(_REACHED.search(each) for each in block):
            copy.is_release = True
            copy.rows[place:end] = [""] * (end - place)


def _drop_notes_below(copy: Copy) -> None:
    """Remove notes to editors; in a press release also the text about its sender."""
    total, above = sum(map(len, copy.rows)), 0
    for place, row in enumerate(copy.rows):
        text = row.strip()
        is_finished = text.endswith(_FINISHED) and not text.endswith(_COMPANIES)
        is_short = 0 < len(text) <= _LONGEST and not is_finished
        is_about = copy.is_release and is_short and _ABOUT.fullmatch(text) is not None
        if (is_about or _NOTES_BELOW.fullmatch(text)) and above > max(_LEAST, total - above):
            copy.rows = copy.rows[:place]
            return
        above += len(row)


def _is_dateline(text: str) -> bool:
    """Whether a row is a dateline: it ends with a dash or an agency."""
    if text.endswith(("-", "–", "—")):
        return place_of(f"{text} X") is not None
    if text.endswith("/"):
        return _DATELINE.fullmatch(text) is not None
    found = agency_dateline(f"{text} X")
    return (found is not None and found[1] > len(text)) or _BRACKETED.fullmatch(text) is not None


def _with_joined_dateline(rows: list[str]) -> list[str]:
    """The rows with a dateline on a row of its own joined to the first paragraph."""
    for place, row in enumerate(rows[:40]):
        text = row.rstrip()
        if len(text) <= 60 and _is_dateline(text.strip()):
            after = next((at for at in range(place + 1, len(rows)) if rows[at].strip()), None)
            if after is not None:
                dash = "" if text.endswith(("-", "–", "—", "/")) else " –"
                joined = f"{text}{dash} {rows[after].strip()}"
                return [*rows[:place], joined, *rows[after + 1 :]]
    return rows
