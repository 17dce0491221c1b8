"""Renaming a section or an author, from the list of articles."""

from __future__ import annotations

from typing import Literal, cast

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import Response

from desk import flash
from desk.access import Form, OperatorHere, Person
from desk.rendering import with_query
from matbaa.errors import PermanentError, Rejected
from matbaa.settings import get_settings
from tasks import acts

router = APIRouter(include_in_schema=False)
#: The most articles that one request corrects; the rest is left for the next one.
_AT_ONCE = 1_000


@router.post("/rename")
async def rename(person: OperatorHere, form: Form) -> Response:
    """Rename it; with `dry`, only say how many articles would be corrected."""
    try:
        text = await run_in_threadpool(_rename, form, person)
    except PermanentError as error:
        return flash.redirect("/articles", str(error), "bad")
    name = _said(form, "old" if "dry" in form else "new")
    shown = {"section": name} if form.get("kind") == "section" else {}
    return flash.redirect(with_query("/articles", **shown), text)


def _rename(form: FormData, person: Person) -> str:
    kind, old, new = _kind(form), _said(form, "old"), _said(form, "new")
    site = _site(_said(form, "site"))
    if "dry" in form:
        count = acts.count_named(kind, old, site=site)
        return f"articles that would be republished under the new name: {count}"
    why = _said(form, "why")
    doing = acts.rename(kind, old, new, site=site, who=person.name, why=why, most=_AT_ONCE)
    done = sum(1 for _act in doing)
    left = acts.count_named(kind, old, site=site) if done == _AT_ONCE else 0
    more = f"; submit the form again for the other {left}" if left else ""
    return f"articles republished under the new name: {done}{more}"


def _said(form: FormData, name: str) -> str:
    return str(form.get(name, "")).strip()[:500]


def _kind(form: FormData) -> Literal["section", "author"]:
    kind = _said(form, "kind")
    if kind not in ("section", "author"):
        raise Rejected("kind", f"{kind!r} is neither section nor author")
    return cast(Literal["section", "author"], kind)


def _site(asked: str) -> str:
    sites = get_settings().sites
    if asked and asked not in sites:
        raise Rejected("site", f"there is no site {asked!r}")
    return asked or next(iter(sites))
