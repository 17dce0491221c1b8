"""Dead letters, grouped by cause: replay or discard them, one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from desk import flash
from desk.access import EditorHere, Form, OperatorHere, Person, ReaderHere
from desk.problems import ProblemError
from desk.rendering import page, with_query
from matbaa.errors import PermanentError
from models import DeadLetter, LetterStatus
from models.queries import Letter, LetterFilter, letter_groups, letters
from models.queries.letters import letter_ids, raw_of
from models.session import look
from tasks import acts
from tasks.acts import Act
from tasks.acts.letters import REJECTED_AGAIN

router = APIRouter(include_in_schema=False)
_A_PAGE = 50
#: The most letters that one request replays or discards; the rest is left for the next one.
_AT_ONCE = 2_000
#: The largest payload that can be edited in a form, and how much is shown of a larger one.
_EDITED_BYTES, _SHOWN_BYTES = 100_000, 20_000


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run: how many letters would be replayed, and the reason that was typed."""

    count: int
    why: str


@router.get("/letters")
def groups(
    request: Request,
    person: ReaderHere,
    stage: str = "",
    signature: str = "",
    status: str = "open",
    after: int | None = None,
) -> Response:
    """The groups, and the letters that match the chosen group and status."""
    wanted = _filter(stage, signature, status)
    with look() as session:
        found, more = letters(session, wanted, after=after, limit=_A_PAGE)
        causes = letter_groups(session)
    return page(
        request,
        "letters.html",
        person,
        groups=causes,
        letters=found,
        more=more,
        asked={"stage": stage, "signature": signature, "status": status},
        statuses=[each.value for each in LetterStatus],
        trial=None,
    )


def _filter(stage: str, signature: str, status: str) -> LetterFilter:
    return LetterFilter(
        status=LetterStatus(status) if status in list(LetterStatus) else None,
        stage=stage or None,
        signature=signature or None,
    )


@router.post("/letters/all")
async def answer_all(request: Request, person: OperatorHere, form: Form) -> Response:
    """Replay or discard a whole group; with `dry`, only show how many letters that would be."""
    stage, signature = str(form.get("stage", "")), str(form.get("signature", ""))
    wanted = _filter(stage, signature, "open")
    ids = await run_in_threadpool(_ids, wanted)
    if "dry" in form:
        trial = Trial(len(ids), _why(form))
        return await run_in_threadpool(_tried, request, person, wanted, trial)
    back = "/letters"
    try:
        text = await run_in_threadpool(_answer, ids, form, person)
    except PermanentError as error:
        again = with_query(back, stage=stage, signature=signature)
        return flash.redirect(again, str(error), "bad")
    return flash.redirect(back, text, "warn" if REJECTED_AGAIN in text else "good")


def _why(form: FormData) -> str:
    return str(form.get("why", "")).strip()[:500]


def _ids(wanted: LetterFilter) -> Sequence[int]:
    with look() as session:
        return letter_ids(session, wanted)


def _tried(request: Request, person: Person, wanted: LetterFilter, trial: Trial) -> Response:
    with look() as session:
        found, _more = letters(session, wanted, limit=_A_PAGE)
        causes = letter_groups(session)
    asked = {"stage": wanted.stage or "", "signature": wanted.signature or "", "status": "open"}
    return page(
        request,
        "letters.html",
        person,
        groups=causes,
        letters=found,
        more=None,
        asked=asked,
        statuses=[each.value for each in LetterStatus],
        trial=trial,
    )


def _answer(ids: Sequence[int], form: FormData, person: Person) -> str:
    """Replay or discard as many letters as one request may, and return a message."""
    some, left = ids[:_AT_ONCE], len(ids[_AT_ONCE:])
    if form.get("do") == "discard":
        acts.discard(some, who=person.name, why=_why(form))
        text = f"failures discarded: {len(some)}"
    else:
        text = _replayed(acts.retry(some, who=person.name, why=_why(form)))
    return f"{text}; submit the form again for the other {left}" if left else text


def _replayed(done: Sequence[Act]) -> str:
    refused = sum(1 for act in done if act.done.startswith(REJECTED_AGAIN))
    text = f"failures replayed: {len(done) - refused}"
    return f"{text}; {REJECTED_AGAIN}{refused}" if refused else text


@router.get("/letters/{number}")
def letter(request: Request, person: ReaderHere, number: int) -> Response:
    """One letter with all its facts."""
    return _opened(request, person, number)


def _opened(
    request: Request,
    person: Person,
    number: int,
    *,
    written: dict[str, str] | None = None,
    problem: str = "",
) -> Response:
    """The page of a letter; with `written` and `problem`, an edit of it that was refused."""
    with look() as session:
        found = session.get(DeadLetter, number)
        if found is None:
            raise ProblemError(404, f"there is no dead letter {number}")
        raw = raw_of(session, number)
    is_whole = len(raw) <= _EDITED_BYTES
    return page(
        request,
        "letter.html",
        person,
        status=422 if problem else 200,
        written=written,
        problem=problem,
        letter=Letter(**{name: getattr(found, name) for name in Letter.__dataclass_fields__}),
        raw=(raw if is_whole else raw[:_SHOWN_BYTES]).decode("utf-8", "replace"),
        is_whole=is_whole,
    )


@router.post("/letters/{number}")
async def answer_one(request: Request, number: int, person: EditorHere, form: Form) -> Response:
    """Replay the letter, replay it edited, or discard it."""
    here = f"/letters/{number}"
    try:
        text = await run_in_threadpool(_answer_one, number, form, person)
    except PermanentError as error:
        if form.get("do") != "edit":
            return flash.redirect(here, str(error), "bad")
        return await run_in_threadpool(_edit_on, request, person, number, form, str(error))
    if form.get("do") == "edit" and text.startswith(REJECTED_AGAIN):
        return await run_in_threadpool(_edit_on, request, person, number, form, text)
    return flash.redirect(here, text, "bad" if REJECTED_AGAIN in text else "good")


def _edit_on(request: Request, person: Person, number: int, form: FormData, why: str) -> Response:
    written = {name: str(form.get(name, "")) for name in ("payload", "why")}
    return _opened(request, person, number, written=written, problem=why)


def _answer_one(number: int, form: FormData, person: Person) -> str:
    if form.get("do") == "edit":
        payload = str(form.get("payload", "")).replace("\r\n", "\n").encode()
        why = str(form.get("why", ""))[:500]
        return acts.edit_and_replay(number, payload, who=person.name, why=why).done
    return _answer([number], form, person)
