"""Health checks and metrics: `/livez`, `/readyz`, `/metrics`."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.responses import JSONResponse, PlainTextResponse, Response

from desk.figures import Figures
from tasks.metrics import exposition

router = APIRouter(tags=["health"])


class Check(BaseModel):
    """The result of probing one service."""

    ok: bool
    seconds: float
    #: Seconds since the probe: results are cached briefly and shared.
    age: float
    error: str = ""


class Readiness(BaseModel):
    """Whether all services that the pipeline needs answer."""

    ready: bool
    checks: dict[str, Check]


@router.get("/livez", response_class=PlainTextResponse, summary="The process is alive")
async def livez() -> str:
    """Answers `ok` as long as the process can answer at all."""
    return "ok"


@router.get(
    "/readyz",
    summary="Every service it needs answers",
    response_model=Readiness,
    responses={503: {"model": Readiness}},
)
def readyz(request: Request) -> JSONResponse:
    """The state of Redis, database and storage, each with the age of its result in seconds."""
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
    """The metrics of the whole installation; the same from every process."""
    return Response(exposition(), media_type=CONTENT_TYPE_LATEST)
