"""Assembles the desk's ASGI application: API, pages, middleware and error handlers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware

from desk import api, heads, hints, middleware, oidc, pages, problems, unsent
from desk.access import FormTooOld, SignInNeeded, signing_key
from desk.changes import Changes, ended_by_signals
from desk.documents import openapi
from desk.figures import Figures
from desk.start import check_this_process
from matbaa import __version__
from matbaa.errors import ServiceUnavailable
from matbaa.settings import get_settings


def create_app() -> FastAPI:
    """Create the desk as an ASGI application."""
    app = FastAPI(
        title="Matbaa",
        summary="Submit articles to the press and follow them.",
        version=__version__,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
    )
    problems.install(app)
    app.add_exception_handler(SignInNeeded, unsent.to_sign_in)
    app.add_exception_handler(FormTooOld, unsent.on_form_too_old)
    app.add_exception_handler(ServiceUnavailable, unsent.on_outage)
    _remember_oidc(app)
    app.add_middleware(heads.Heads)
    app.add_middleware(middleware.Guard)
    app.state.changes, app.state.figures = Changes(), Figures()
    routers = (*api.ROUTERS, *pages.ROUTERS, oidc.router)
    for router in routers:
        app.include_router(router)
    app.state.routes = [route for router in routers for route in router.routes]
    app.openapi = lambda: openapi(app)  # type: ignore[method-assign]  # as FastAPI documents it
    return app


def _remember_oidc(app: FastAPI) -> None:
    """Add the session cookie in which Authlib keeps the state of an OpenID Connect sign-in."""
    settings = get_settings()
    if settings.desk_oidc_issuer:
        app.add_middleware(
            SessionMiddleware,
            secret_key=signing_key(settings),
            session_cookie="matbaa_oidc",
            max_age=600,
            path="/sign-in",
        )


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    check_this_process(get_settings())
    hints.set_up()
    with ended_by_signals(app.state.changes):
        yield
