"""Converts an article's fields to the texts of the edit form, and finds what was changed there."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData

from desk import versions
from matbaa.errors import Conflict
from models import Article
from models.session import look

#: Fields of a single line.
_LINES = ("title", "subtitle", "section", "description", "slug")
_TEXTS = ("authors", "tags", "summary", "body")


def fields(article_id: str, rev: int | None = None) -> dict[str, Any] | None:
    """The fields of version `rev`, by default the newest, as text for the form.

    None if there is no such version, or if it has not been ingested yet.
    """
    with look() as session:
        article = session.get(Article, article_id)
        wanted = rev or (article.head_rev if article else 0)
        version = versions.read(session, article_id, wanted) if article else None
    if version is None or version.story is None:
        return None
    story, texts = version.story, version.texts
    return {
        "rev": version.revision.rev,
        "language": story.language,
        "direction": story.direction,
        **{name: getattr(story, name) or "" for name in _LINES},
        "authors": "\n".join(author.name for author in story.authors),
        "tags": "\n".join(story.tags),
        "summary": "\n".join(story.summary or ()),
        "body": story.html,
        "written_summary": list(texts.summary) if texts else [],
        "written_description": texts.description if texts else "",
        "note": "",
        "why": "",
    }


def changes(article_id: str, form: FormData) -> dict[str, Any]:
    """The fields of the submission that the form changes.

    Raises Conflict if somebody else changed the article since the form was loaded.
    """
    before = fields(article_id)
    if before is None or str(before["rev"]) != str(form.get("rev", "")):
        raise Conflict(
            "somebody changed the article in the meantime: "
            "look at the change, then send yours again"
        )
    result: dict[str, Any] = {}
    for name, value in _changed(before, form).items():
        if name in ("authors", "tags", "summary"):
            result[name] = [line.strip() for line in value.splitlines() if line.strip()] or None
        else:
            result[name] = value or None
    for name in ("authors", "tags"):
        if name in result and result[name] is None:
            result[name] = []
    return result | ({"format": "html"} if "body" in result else {})


def revision(form: FormData) -> int | None:
    """The revision number on which a form is based; None if it has no valid one."""
    said = str(form.get("rev", ""))
    return int(said) if said.isdecimal() and len(said) < 10 else None


def kept(article_id: str, form: FormData) -> tuple[dict[str, Any], dict[str, str]] | None:
    """Merge a form that came too late with the newest version; None if there is none to edit.

    Returns the newest version's fields, with the form's own changes applied; and the newest values
    of those fields that somebody else changed as well.
    """
    rev = revision(form)
    began = fields(article_id, rev) if rev is not None else None
    newest = fields(article_id) or began  # if the newest has not been ingested yet
    if newest is None:
        return None
    began = began or newest
    mine = _changed(began, form)
    theirs = {
        name: newest[name]
        for name, value in mine.items()
        if _compared(name, newest[name]) not in (_compared(name, began[name]), value)
    }
    said = {name: str(form.get(name, "")) for name in ("note", "why")}
    return {**newest, **mine, **said}, theirs


def _changed(before: dict[str, Any], form: FormData) -> dict[str, str]:
    said = {name: _compared(name, str(form.get(name, ""))) for name in (*_LINES, *_TEXTS)}
    return {name: it for name, it in said.items() if it != _compared(name, before[name])}


def _compared(name: str, text: str) -> str:
    return _line(text) if name in _LINES else _normal(text)


def _line(text: str) -> str:
    """Join lines: the form shows long values in a field with line breaks."""
    return " ".join(text.split())


def _normal(text: str) -> str:
    """Normalize line ends, which browsers send as CRLF."""
    return text.replace("\r\n", "\n").strip()
