"""What probes and monitors ask: is it alive, can it work."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.responses import JSONResponse, PlainTextResponse, Response

from desk.figures import Figures
from tasks.metrics import exposition

router = APIRouter(tags=["health"])


class Check(BaseModel):
    """What came of asking one service."""

    ok: bool
    seconds: float
    #: Seconds since it was asked: answers are shared for a moment.
    age: float
    error: str = ""


class Readiness(BaseModel):
    """Whether everything is there that articles need."""

    ready: bool
    checks: dict[str, Check]


@router.get("/livez", response_class=PlainTextResponse, summary="The process is alive")
async def livez() -> str:
    """Answers as long as the process can answer at all."""
    return "ok"


@router.get(
    "/readyz",
    summary="Everything it needs is there",
    response_model=Readiness,
    responses={503: {"model": Readiness}},
)
def readyz(request: Request) -> JSONResponse:
    """Redis, database and storage, each with its own result and that result's age in seconds."""
    figures: Figures = request.app.state.figures
    results = figures.probes.now()
    age = round(figures.probes.age or 0.0, 3)
    checks = {
        name: Check(ok=it.ok, seconds=round(it.seconds, 4), age=age, error=it.error)
        for name, it in results.items()
    }
    ready = all(check.ok for check in checks.values())
    answer = Readiness(ready=ready, checks=checks)
    return JSONResponse(answer.model_dump(), 200 if ready else 503)


@router.get("/metrics", response_class=PlainTextResponse, summary="For Prometheus")
def metrics() -> Response:
    """The metrics of the whole installation, whichever process is asked."""
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)
