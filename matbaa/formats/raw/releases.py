"""Recognises the mark of a press release, and the letterhead of its sender above the mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAMES = (
    r"for immediate release|(?:press|news|media) (?:release|statement)|"
    r"presse(?:mitteilung|information|meldung|aussendung)|medienmitteilung|"
    r"zur sofortigen veröffentlichung|communiqué(?: de presse)?|pour diffusion immédiate|"
    r"(?:nota|comunicado) (?:de|à) (?:prensa|imprensa)|"
    r"para (?:su )?(?:difusión|publicación|divulgação) inmediata|comunicato stampa|"
    r"basın (?:bülteni|açıklaması|duyurusu)|persbericht|informacja prasowa|пресс-релиз|прес-реліз|"
    r"siaran pers|新闻稿|新聞稿|即[时時]发布|即時發布|プレスリリース|보도자료|즉시 배포|"
    r"بيان (?:صحفي|صحافي|إعلامي)|خبر (?:صحفي|صحافي)|بلاغ (?:صحفي|صحافي)|"
    r"للنشر(?: الفوري)?|"
    r"اطلاعیه(?: مطبوعاتی)?|بیانیه(?: مطبوعاتی)?|پریس ریلیز|הודעה לעיתונות"
)
#: The mark alone or with a number: `PRESS RELEASE No. 114/2026`.
_MARK = re.compile(
    rf"\W{{0,6}}(?:{_NAMES})(?:\s*(?:no|nr|n[°º]|№|núm|número|رقم|第)?\.?\s*\d[\d/.-]*\s?[号號호]?)?"
    r"\W{0,6}",
    re.I,
)
#: The mark with the sender: `Pressemitteilung der Stadt Ellery`, `Ellery Mills Press Release`.
_SENT = re.compile(
    rf"(?P<of>(?:{_NAMES})\s(?:(?:issued )?(?:of|by|from)|der|des|vom|von|du|de|del|da|do|della|"
    r"dell['’]|от|від|صادرة? عن|من)\b.{2,60})|"
    r"(?P<whose>.{2,50}\s(?:press|news|media) release)|"
    r".{2,20}?\s?(?:新闻稿|新聞稿|プレスリリース|보도자료)",
    re.I,
)
#: A row with the number of a document: `Ref: 12/2026`, `الرقم: و م/114`.
_REFERENCE = re.compile(
    r"(?:(?:our |your )?ref(?:erence)?|réf(?:érence)?|az|aktenzeichen|unser zeichen|no|nr|n[°º]|№|"
    r"الرقم|رقم|المرجع|الإشارة|编号|編號|文号|番号)\s?[.:：]\s?\S.{0,30}",
    re.I,
)
#: The most rows of a letterhead, words of one, and characters of a headline below the mark.
_ROWS, _WORDS, _LONGEST = 6, 6, 200
_YEAR = re.compile(r"(?:\d|[٠-٩]|[۰-۹]){4}")
_PARTICLE = 3


def is_release_mark(row: str) -> bool:
    """Whether a row says that a text is a press release, and nothing else but by whom."""
    if _MARK.fullmatch(row):
        return True
    sent = _SENT.fullmatch(row) if len(row) <= 100 else None
    if sent is None:
        return False
    words = (sent["of"] or sent["whose"] or "").split()[2 if sent["of"] else 0 :]
    # A headline goes on in lower case: `Press release by mayor angers council`.
    return not any(word.islower() and len(word) > _PARTICLE for word in words)


def is_reference(row: str) -> bool:
    """Whether a row is the number of a document."""
    return _REFERENCE.fullmatch(row) is not None


def letterhead(rows: Sequence[str], mark: int) -> list[int]:
    """The places of the rows of a letterhead above the `mark`, if the headline is below it."""
    above = [place for place in range(mark) if rows[place].strip()]
    most = max((len(rows[place].split()) for place in above), default=0)
    below = (row.strip() for row in rows[mark + 1 :] if row.strip())
    title = next((row for row in below if not _is_data(row)), "")
    is_titled = most < len(title.split()) and len(title) <= _LONGEST and title[-1] not in ".。۔।"
    is_one = len(above) <= _ROWS and most <= _WORDS and is_titled
    return [place for place in above if not _YEAR.search(rows[place])] if is_one else []


def _is_data(row: str) -> bool:
    """Whether a row is a date, a number or a further mark."""
    is_date = _YEAR.search(row) is not None and len(row.split()) <= _WORDS
    return is_date or is_release_mark(row) or is_reference(row)
