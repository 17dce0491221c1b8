"""The desk's ASGI application, `desk.app:app`, for a server such as uvicorn."""

from __future__ import annotations

from desk.application import create_app
from matbaa import logs
from matbaa.settings import get_settings

logs.set_up(get_settings())
app = create_app()
