"""The board: what is under way, at a glance."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import func, select
from starlette.responses import HTMLResponse

from models import OPEN, Revision
from models.session import look

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def board() -> str:
    """How many articles stand where."""
    with look() as session:
        rows = session.execute(
            select(Revision.state, func.count())
            .where(Revision.state.in_(OPEN))
            .group_by(Revision.state)
        )
        counts = {row[0]: row[1] for row in rows}
    items = "".join(f"<li>{state.value}: {counts.get(state, 0)}</li>" for state in OPEN)
    return f"<!doctype html><html lang=en><title>Matbaa</title><h1>Matbaa</h1><ul>{items}</ul>"
