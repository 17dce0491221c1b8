"""Submitting by hand: paste or drop a document, preview the result, send it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse, Response

from desk.access import EditorHere, Form, Person
from desk.api.bodies import enveloped
from desk.pages.previews import for_desk
from desk.rendering import page
from matbaa.errors import MatbaaError, PermanentError, Rejected
from matbaa.formats import FORMATS, Limits, check_payload, decode
from matbaa.preview import Prepared, Preview, Refused
from matbaa.settings import get_settings
from models import Lane
from models.entry import Answer
from models.receipt import ReceiptStatus
from tasks.reception import entry_of, receive

router = APIRouter(include_in_schema=False)
#: The id, in a preview, of an article that has none of its own.
_NONE = "preview"


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of the form."""

    document: str = ""
    name: str = ""
    format: str = ""
    id: str = ""
    title: str = ""
    section: str = ""
    tags: str = ""
    site: str = ""
    lane: str = "news"
    key: str = ""

    @property
    def stated(self) -> dict[str, Any]:
        """The fields that the form states about the document."""
        tags = [tag.strip() for tag in self.tags.replace("،", ",").split(",")]
        said = {"id": self.id, "title": self.title, "section": self.section, "site": self.site}
        return {**said, "tags": [tag for tag in tags if tag], "name": self.name}


@router.get("/submit")
def ask(request: Request, person: EditorHere) -> Response:
    """The empty form."""
    return _form(request, person, Draft())


def _form(
    request: Request,
    person: Person,
    draft: Draft,
    *,
    understood: list[dict[str, Any]] | None = None,
    problem: str = "",
) -> Response:
    return page(
        request,
        "submit.html",
        person,
        status=422 if problem else 200,
        draft=draft,
        key=draft.key or uuid.uuid4().hex,
        understood=understood,
        problem=problem,
        formats=sorted(FORMATS),
        sites=get_settings().sites,
        lanes=[lane.value for lane in Lane],
    )


@router.post("/submit/preview")
async def preview(request: Request, person: EditorHere, form: Form) -> Response:
    """The form with a preview of the articles that the document would give."""
    draft = await _draft(form)
    try:
        understood = await run_in_threadpool(_understood, draft)
    except MatbaaError as error:
        return _form(request, person, draft, problem=str(error))
    return _form(request, person, draft, understood=understood)


async def _draft(form: FormData) -> Draft:
    known = {each.name: str(form.get(each.name, "")) for each in fields(Draft)}
    for upload in form.getlist("file"):
        if isinstance(upload, UploadFile) and upload.filename:
            body = await upload.read(get_settings().max_submission_bytes + 1)
            known |= {"document": decode(body), "name": upload.filename[:200]}
    return Draft(**{**known, "document": known["document"].replace("\r\n", "\n")})


def _prepared(draft: Draft) -> tuple[Preview, list[Prepared], list[Refused]]:
    """The articles of the document: those that can be published, and those that are refused.

    Raises Rejected if all are refused.
    """
    settings = get_settings()
    site = settings.site(draft.site if draft.site in settings.sites else None)
    making = Preview(datetime.now(UTC), site)
    made = list(
        making.prepare(
            draft.document,
            format=draft.format or None,
            id=draft.id or None,
            title=draft.title or None,
        )
    )
    prepared = [each for each in made if isinstance(each, Prepared)]
    refused = [each for each in made if isinstance(each, Refused)]
    if refused and not prepared:
        raise refused[0].error
    return making, prepared, refused


def _understood(draft: Draft) -> list[dict[str, Any]]:
    making, prepared, refused = _prepared(draft)
    if not prepared:
        raise Rejected("content", "contains no article")
    shown = []
    for each in prepared[:20]:
        facts = making.facts(each)
        try:
            facts["page"] = for_desk(partial(making.page, each), making.site)
        except PermanentError as error:
            facts["page"], facts["warnings"] = "", [*facts["warnings"], str(error)]
        facts["own_id"] = "" if each.article_id == _NONE else each.article_id
        shown.append(facts)
    shown[0]["warnings"] += [f"Refused: {each.article_id}: {each.error}" for each in refused[:20]]
    return shown


@router.post("/submit")
async def send(request: Request, person: EditorHere, form: Form) -> Response:
    """Submit the document, and redirect to its article."""
    draft = await _draft(form)
    try:
        answer = await run_in_threadpool(_send, draft, person)
    except MatbaaError as error:
        return _form(request, person, draft, problem=str(error))
    if answer.status is ReceiptStatus.REJECTED:
        return _form(request, person, draft, problem=answer.reason or "")
    return RedirectResponse(f"/articles/{quote(answer.article_id or '', safe=':')}", 303)


def _send(draft: Draft, person: Person) -> Answer:
    lane = Lane(draft.lane) if draft.lane in list(Lane) else Lane.NEWS
    entry = entry_of(
        _payload(draft), key=draft.key[:255] or uuid.uuid4().hex, source=person.name, lane=lane
    )
    if isinstance(entry.outcome, Rejected):
        raise entry.outcome
    (answer,) = receive([entry])
    return answer


def _payload(draft: Draft) -> bytes:
    """The document as an inbox entry: our own JSON as it is, anything else in an envelope."""
    stated = {name: value for name, value in draft.stated.items() if value}
    article = _entry(draft.document)
    if article is not None:
        stated.pop("name", None)
        return orjson.dumps({**article, **stated})
    _making, prepared, _refused = _prepared(draft)
    if len(prepared) == 1 and prepared[0].article_id != _NONE:
        # Repeated in the envelope, so that the id is known without parsing the document.
        stated["id"] = prepared[0].article_id
    return enveloped(draft.document.encode(), draft.format or None, **stated)


def _entry(document: str) -> dict[str, Any] | None:
    """The article if the document is our own JSON, which needs no envelope; else None."""
    if not document.lstrip().startswith("{"):
        return None
    try:
        value = check_payload(document.encode(), limits=Limits.of(get_settings()))
    except Rejected:
        return None
    return value if "body" in value and "specversion" not in value else None
