"""Acts on an article from its page: kill, correct, schedule, etc."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from desk import drafts, flash
from desk.access import EditorHere, Form, Person
from desk.problems import ProblemError
from desk.rendering import page
from matbaa.errors import Conflict, PermanentError, Rejected
from matbaa.settings import get_settings
from models import LetterStatus
from models.queries import LetterFilter
from models.queries.letters import letter_ids
from models.session import look
from tasks import acts
from tasks.acts import Act

router = APIRouter(include_in_schema=False)
Do = Callable[[str, FormData, Person], Act]


def _why(form: FormData) -> str:
    return str(form.get("why", "")).strip()[:500]


def _kill(id: str, form: FormData, person: Person) -> Act:
    answer, to = str(form.get("answer", "gone")), str(form.get("to", "")).strip() or None
    if answer == "retract":
        notice = str(form.get("notice", "")).strip()
        return acts.retract(id, notice, who=person.name, why=_why(form))
    if answer not in ("gone", "missing", "redirect"):
        raise Rejected("answer", f"{answer!r} is not one of gone, missing, redirect, retract")
    return acts.kill(
        id,
        who=person.name,
        why=_why(form),
        answer=answer,  # type: ignore[arg-type]  # was just compared with the literals
        to=to if answer == "redirect" else None,
    )


def _schedule(id: str, form: FormData, person: Person) -> Act:
    return acts.schedule(id, _moment(str(form.get("at", ""))), who=person.name, why=_why(form))


def _moment(said: str) -> datetime | None:
    """The time in a form's field, read in the site's time zone; None if it is empty."""
    if not said:
        return None
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        raise Rejected("at", f"{said!r} is not a date and time") from None
    return at if at.tzinfo else at.replace(tzinfo=get_settings().site().zone)


def _roll_back(id: str, form: FormData, person: Person) -> Act:
    rev = drafts.revision(form)
    if rev is None:
        raise Rejected("rev", f"{str(form.get('rev', ''))!r} is not a revision number")
    return acts.roll_back(id, rev, who=person.name, why=_why(form))


def _retry(id: str, form: FormData, person: Person) -> Act:
    with look() as session:
        found = letter_ids(session, LetterFilter(status=LetterStatus.OPEN, article_id=id))
    if not found:
        raise Conflict("it has no open failures any more")
    return acts.retry(found, who=person.name, why=_why(form))[-1]


def _correct(id: str, form: FormData, person: Person) -> Act:
    changes = drafts.changes(id, form)
    note = str(form.get("note", "")).strip() or None
    if not changes and note is None:
        raise Rejected("article", "nothing was changed")
    return acts.correct(id, changes, note=note, who=person.name, why=_why(form))


_ACTS: dict[str, Do] = {
    "kill": _kill,
    "correct": _correct,
    "schedule": _schedule,
    "roll-back": _roll_back,
    "retry": _retry,
    "restore": lambda article, form, who: acts.restore(article, who=who.name, why=_why(form)),
    "withhold": lambda article, form, who: acts.withhold(article, who=who.name, why=_why(form)),
    "republish": lambda article, form, who: acts.republish([article], who=who.name, why=_why(form))[
        0
    ],
}


@router.post("/acts/{name}/{id:path}")
async def act(request: Request, name: str, id: str, person: EditorHere, form: Form) -> Response:
    """Perform the act, and redirect to the article with a message about the result."""
    if name not in _ACTS:
        raise ProblemError(404, f"there is no act {name!r}")
    back = f"/articles/{quote(id, safe=':')}"
    try:
        done = await run_in_threadpool(_ACTS[name], id, form, person)
    except PermanentError as error:
        if name == "correct":
            return await run_in_threadpool(_edit_on, request, person, id, form, error)
        return flash.redirect(back, str(error), "bad")
    return flash.redirect(back, done.done)


@router.get("/edit/{id:path}")
def edit(request: Request, person: EditorHere, id: str) -> Response:
    """The form with the article's fields, to correct them."""
    draft: dict[str, Any] | None = drafts.fields(id)
    if draft is None:
        raise ProblemError(404, f"article {id!r} has nothing that can be edited")
    return page(request, "edit.html", person, id=id, draft=draft, theirs={}, since="", problem="")


def _edit_on(
    request: Request, person: Person, id: str, form: FormData, error: PermanentError
) -> Response:
    """The form with what the person wrote, based on the newest version, to send it again."""
    kept = drafts.kept(id, form)
    if kept is None:
        return flash.redirect(f"/articles/{quote(id, safe=':')}", str(error), "bad")
    draft, theirs = kept
    return page(
        request,
        "edit.html",
        person,
        status=409 if isinstance(error, Conflict) else 422,
        id=id,
        draft=draft,
        theirs=theirs,
        since=str(form.get("rev", "")),
        problem=str(error),
    )
