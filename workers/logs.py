"""Log set-up of the workers: each line says which task it comes from."""

from __future__ import annotations

import logging

import structlog
from celery.signals import task_prerun

from matbaa import logs
from matbaa.settings import Settings


def set_up(settings: Settings) -> None:
    """Set logs up as in every process, but silence Celery's line for every task received."""
    logs.set_up(settings)
    for name in ("celery.worker.strategy", "celery.app.trace", "celery.beat"):
        logging.getLogger(name).setLevel(max(logging.getLogger().level, logging.WARNING))


@task_prerun.connect
def _bind(task_id: str, task: object, **_kwargs: object) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id, task=getattr(task, "name", ""))
