"""Lets the desk send hints to the workers: who sends needs no worker's application."""

from __future__ import annotations

from celery import Celery
from kombu import Queue as KombuQueue

from matbaa.settings import get_settings
from tasks.queues import Queue


def set_up() -> None:
    """Make a Celery application that only sends the one of this process.

    A broker that is away is found out at once: a hint that is not sent costs a second or two,
    somebody who waits for an answer should not.
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
