"""The HTTP API: submit articles and follow them, under `/v1`; health and metrics beside it."""

from fastapi import APIRouter

from desk.api import articles, events, health, kinds

#: Every part's router; events before articles, whose ids may be anything.
ROUTERS: tuple[APIRouter, ...] = tuple(part.router for part in (health, kinds, events, articles))
