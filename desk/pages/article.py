"""The page of one article: its timeline, versions, pages, and the possible acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from desk import comparing, live_check, provenance, versions
from desk.access import ReaderHere
from desk.problems import ProblemError
from desk.rendering import page
from matbaa.pages.paths import url
from matbaa.settings import get_settings
from models import LetterStatus
from models.queries import Timeline, timeline
from models.queries.articles import title_in
from models.queries.timeline import Version
from models.session import look

router = APIRouter(include_in_schema=False)
#: How many versions are listed unless all are asked for.
_VERSIONS = 20
#: Acts that take an article down, and the takedown that each HTTP status stands for.
_ENDINGS = ("expire", "kill", "retract", "withhold")
_ANSWERS = {410: "gone", 404: "missing", 301: "redirect"}


@dataclass(frozen=True, slots=True)
class Ended:
    """Why readers no longer see an article."""

    #: The last act that took it down; empty if its producer did.
    what: str
    #: What they find instead: `gone`, `missing`, `retract`, `redirect`, or empty.
    answer: str
    #: The target of a redirect.
    to: str | None


@router.get("/articles/{id:path}")
def article(
    request: Request,
    person: ReaderHere,
    id: str,
    rev: int | None = None,
    against: int | None = None,
    all: bool = False,
) -> Response:
    """The article. `rev` picks a version, `against` one to compare it with; `all` lists all."""
    with look() as session:
        found = timeline(session, id)
        if found is None:
            raise ProblemError(404, f"there is no article {id!r}")
        chosen = _chosen(found, rev)
        values = _opened(session, found, chosen, against)
    return page(
        request,
        "article.html",
        person,
        article=found,
        chosen=chosen,
        against=against,
        asked_rev=rev,
        shown=len(found.versions) if all else _VERSIONS,
        live_url=_url(found),
        letters=[each for each in found.letters if each.status is LetterStatus.OPEN],
        can=_possible(found),
        ended=_ended(found),
        **values,
    )


def _chosen(found: Timeline, rev: int | None) -> Version | None:
    wanted = rev or found.head_rev
    return next((v for v in found.versions if v.rev == wanted), next(iter(found.versions), None))


def _opened(
    session: Session, found: Timeline, chosen: Version | None, against: int | None
) -> dict[str, Any]:
    opened = versions.read(session, found.id, chosen.rev) if chosen else None
    other = versions.read(session, found.id, against) if against else None
    differences = None
    if opened and other and opened.story and other.story:
        old, new = sorted((opened, other), key=lambda each: each.revision.rev)
        differences = comparing.differences(_said(old), _said(new))
    return {
        "story": opened.story if opened else None,
        "texts": opened.texts if opened else None,
        "submission": opened.revision.submission if opened else "",
        "named": title_in(opened.revision.submission) if opened else None,
        "origins": provenance.origins(opened.story, opened.texts)
        if opened and opened.story
        else [],
        "differences": differences,
    }


def _said(version: versions.Read) -> Any:
    return version.story, version.texts


def _url(found: Timeline) -> str | None:
    return url(get_settings().site(found.site), found.path) if found.path else None


def _ended(found: Timeline) -> Ended | None:
    """Why readers no longer see the article; None if they do, or never did."""
    if found.live or not found.published_rev:
        return None
    what = next((each.what for each in found.happenings if each.what in _ENDINGS), "")
    there = next((each for each in found.pages if each.path == f"{found.path}index.html"), None)
    version = next((v for v in found.versions if v.rev == found.published_rev), None)
    answer = _ANSWERS.get(there.status, "") if there else ""
    notice = version.notice if version else None
    return Ended(what, "retract" if notice else answer, there.location if there else None)


def _possible(found: Timeline) -> dict[str, bool]:
    """Which acts make sense now. The acts themselves check again."""
    published = found.published_rev > 0
    head = next((v for v in found.versions if v.rev == found.head_rev), None)
    under_way = head is not None and head.state.is_open
    return {
        "correct": head is not None and found.head_rev > 0,
        "kill": found.live or under_way,
        "restore": published and not found.live and not under_way,
        "schedule": not found.live,
        "republish": found.live and not under_way,
    }


@router.get("/live/{id:path}")
def live(request: Request, person: ReaderHere, id: str) -> Response:
    """The result of checking whether the article is really live."""
    with look() as session:
        found = timeline(session, id)
    if found is None:
        raise ProblemError(404, f"there is no article {id!r}")
    check = live_check.check(found)
    return page(request, "live.html", person, article=found, check=check)
