"""Lets the desk send hints to the workers without loading their Celery application."""

from __future__ import annotations

from celery import Celery
from kombu import Queue as KombuQueue

from matbaa.settings import get_settings
from tasks.queues import Queue


def set_up() -> None:
    """Make a send-only Celery application the default one of this process.

    Its timeouts are short. A person waits for the desk's answer, while a hint that cannot be sent
    only delays an article by a second or two.
    """
    app = Celery("matbaa-desk", broker=get_settings().redis_url, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        task_ignore_result=True,
        task_queues=[KombuQueue(queue.value, routing_key=queue.value) for queue in Queue],
        task_create_missing_queues=False,
        broker_transport_options={
            "socket_timeout": 2,
            "socket_connect_timeout": 1,
            "max_retries": 1,
            "interval_start": 0,
            "interval_max": 0.1,
        },
    )
    app.set_default()
