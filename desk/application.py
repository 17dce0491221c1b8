"""Puts the desk together: API, pages, and what surrounds every request."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from desk import hints, problems
from desk.api import articles, health
from desk.pages import board
from matbaa import __version__


def create_app() -> FastAPI:
    """The desk as an ASGI application."""
    app = FastAPI(
        title="Matbaa", version=__version__, lifespan=_lifespan, docs_url=None, redoc_url=None
    )
    problems.install(app)
    app.include_router(health.router)
    app.include_router(articles.router)
    app.include_router(board.router)
    return app


@asynccontextmanager
async def _lifespan(_app: FastAPI) -> AsyncIterator[None]:
    hints.set_up()
    yield
