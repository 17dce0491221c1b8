"""The desk: the web page and the HTTP API where people watch, submit and repair."""

from __future__ import annotations

from desk.application import create_app

app = create_app()
