"""The desk: the web page and the HTTP API where people watch, submit and repair."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from matbaa import __version__

app = FastAPI(title="Matbaa", version=__version__)


@app.get("/livez", response_class=PlainTextResponse)
async def livez() -> str:
    """The process is alive."""
    return "ok"
