"""The desk: the web page and the HTTP API where people watch, submit and repair."""

from __future__ import annotations

from desk.application import create_app
from matbaa import logs
from matbaa.settings import get_settings

logs.set_up(get_settings())
app = create_app()
