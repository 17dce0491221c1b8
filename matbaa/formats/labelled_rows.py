"""Reads rows at the top of a text that name fields of the article: `Titre : Le pont rouvre`.

Names such as `Headline` and `Tags` are read wherever they occur there. Others, such as `Date` and
`Text`, are common words, and are read only in a form: one that begins the text and names a title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from matbaa.formats.base import Context
from matbaa.formats.bylines import authors_of
from matbaa.formats.field_names import field_of
from matbaa.formats.moments import in_words, moment

#: The number of first and last rows that may name a field, and the row by which a form begins.
_HEAD, _FOOT, _FIRST = 14, 8, 3
#: The fewest fields of a form.
_FEWEST = 3
_ROW = re.compile(r"\W{0,4}(?P<name>[^\W\d_][^:：\n]{1,30}?)\s?[:：]\W{0,2}?\s*(?P<value>\S.*)?")
_CLEAR = frozenset({"title", "subtitle", "section", "tags"})
#: The least and most characters of a value, for fields whose values are short.
_LENGTHS = {"title": (4, 300), "subtitle": (4, 1_000), "section": (2, 41)}
_SHORT = (1, 300)
_COMMA = re.compile(r"\s*[,;،؛、，；]\s*")


def labelled(text: str) -> tuple[str, str] | None:
    """The field that a row names whose name is clear, and its value; else None."""
    found = _told(text)
    return found if found and found[0] in _CLEAR and found[1] else None


def form_in(rows: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The places of the rows that name a field, each with the field and its value, which may be
    empty for the `body`, whose text is below it then.
    """
    places = [place for place, row in enumerate(rows) if row.strip()]
    told = {place: found for place in places[:_HEAD] if (found := _told(rows[place].strip()))}
    fields = {field for field, _ in told.values()}
    is_form = "title" in fields and len(fields) >= _FEWEST and min(told) in places[:_FIRST]
    if not is_form:
        return {place: found for place, found in told.items() if found[0] in _CLEAR and found[1]}
    start = next((place for place, (field, _) in told.items() if field == "body"), len(rows))
    told = {place: found for place, found in told.items() if place <= start}
    for place in places[_HEAD:][-_FOOT:]:
        found = _told(rows[place].strip())
        if found and found[0] != "body" and found[0] not in fields:
            told[place] = found
    return told


def _told(text: str) -> tuple[str, str] | None:
    row = _ROW.fullmatch(text) if ":" in text[:40] or "：" in text[:40] else None
    field = field_of(row["name"]) if row else None
    if row is None or field is None:
        return None
    value = row["value"] or ""
    if field == "body":
        return field, value
    least, most = _LENGTHS.get(field, _SHORT)
    return (field, value) if least <= len(value) <= most else None


def fields_of(said: Mapping[str, str], context: Context, language: str | None) -> dict[str, Any]:
    """The values of a form as fields of a `Submission`; a standfirst is also the description."""
    fields: dict[str, Any] = {**said}
    if "subtitle" in said:
        fields.setdefault("description", said["subtitle"])
    if "authors" in said:
        fields["authors"] = authors_of(said["authors"])
    if "tags" in said:
        fields["tags"] = [tag for tag in _COMMA.split(said["tags"].strip(" .")) if tag]
    if "published" in said:
        written = said["published"]
        fields["published"] = moment(written) or in_words(written, context, language)
    return {name: value for name, value in fields.items() if value}
