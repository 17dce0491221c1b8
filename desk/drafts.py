"""An article's fields as a form has them, and what was changed in the form."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import FormData

from desk import versions
from matbaa.errors import Conflict
from models import Article
from models.session import look

#: Of one line each.
_LINES = ("title", "subtitle", "section", "description", "slug")


def fields(article_id: str) -> dict[str, Any] | None:
    """The newest version's fields as text; None where there is none that was read yet."""
    with look() as session:
        article = session.get(Article, article_id)
        version = versions.read(session, article_id, article.head_rev) if article else None
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
    }


def changes(article_id: str, form: FormData) -> dict[str, Any]:
    """The fields of the submission that the form changes. Raises Conflict where somebody else
    changed the article since the form was made.
    """
    before = fields(article_id)
    if before is None or str(before["rev"]) != str(form.get("rev", "")):
        raise Conflict(
            "somebody changed the article in the meantime: look at it, and edit it again"
        )
    said = {name: _text(form, name) for name in ("authors", "tags", "summary", "body")}
    said |= {name: _line(str(form.get(name, ""))) for name in _LINES}
    known = {name: (_line if name in _LINES else _normal)(before[name]) for name in said}
    changed = {name: value for name, value in said.items() if value != known[name]}
    result: dict[str, Any] = {}
    for name, value in changed.items():
        if name in ("authors", "tags", "summary"):
            result[name] = [line.strip() for line in value.splitlines() if line.strip()] or None
        else:
            result[name] = value or None
    for name in ("authors", "tags"):
        if name in result and result[name] is None:
            result[name] = []
    return result | ({"format": "html"} if "body" in result else {})


def _text(form: FormData, name: str) -> str:
    return _normal(str(form.get(name, "")))


def _line(text: str) -> str:
    """Long ones have a field in which they are broken."""
    return " ".join(text.split())


def _normal(text: str) -> str:
    """Browsers send line ends as CRLF."""
    return text.replace("\r\n", "\n").strip()
