"""The HTTP API: submit and follow articles under `/v1`; health and metrics outside it."""

from fastapi import APIRouter

from desk.api import articles, events, health, kinds

#: All routers. Events come before articles, whose ids match any path.
ROUTERS: tuple[APIRouter, ...] = tuple(part.router for part in (health, kinds, events, articles))
