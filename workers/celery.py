"""The Celery application: `celery -A workers.celery worker`.

Messages are hints and may be lost, so they are acknowledged early and never retried by Celery. What
must be done again is found in the database.
"""

from __future__ import annotations

import gc
import threading
from typing import Any

from celery import Celery
from celery.signals import (
    after_task_publish,
    beat_init,
    celeryd_init,
    setup_logging,
    task_failure,
    task_postrun,
    worker_init,
    worker_process_init,
    worker_ready,
    worker_shutting_down,
)
from kombu import Queue as KombuQueue

from matbaa.settings import get_settings
from tasks import closing, queues, warm_up
from tasks.queues import Queue
from workers import beat, broker, health, logs, memory, rescue, upkeep_timer
from workers.schedule import SCHEDULE

settings = get_settings()

broker.prepare()
app = Celery("matbaa", broker=settings.redis_url)
app.conf.update(
    include=[
        "tasks.ingest",
        "tasks.summarize",
        "tasks.llm",
        "tasks.render",
        "tasks.upload",
        "tasks.site",
        "tasks.pictures",
        "tasks.upkeep",
        "tasks.audit",
    ],
    beat_schedule=SCHEDULE,
    beat_scheduler="celery.beat.Scheduler",  # keeps nothing on disk: every entry is an interval
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=False,
    task_reject_on_worker_lost=False,
    task_soft_time_limit=240,
    task_time_limit=300,
    task_queues=[KombuQueue(queue.value, routing_key=queue.value) for queue in Queue],
    task_default_queue=Queue.UPKEEP.value,
    task_create_missing_queues=False,
    task_store_errors_even_if_ignored=False,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=5_000,
    worker_max_memory_per_child=300_000,  # kB, of which 120 MB are shared with the others
    # A worker process that is not up by then is killed and started anew. On a busy machine
    # Celery's default of 4 seconds can be too short for every one of them, without end.
    worker_proc_alive_timeout=60.0,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_soft_shutdown_timeout=20.0,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_channel_error_retry=True,
    broker_transport_options={
        "visibility_timeout": 900,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 15,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "client_name": "matbaa",
    },
    enable_utc=True,
    timezone="UTC",
)

_OBJECTS_BETWEEN_COLLECTIONS = 20_000


@setup_logging.connect
def _set_up_logs(**_kwargs: Any) -> None:
    logs.set_up(settings)


@celeryd_init.connect
def _prepare(**_kwargs: Any) -> None:
    memory.keep_small()
    closing.prepare()


@worker_shutting_down.connect
def _close(**_kwargs: Any) -> None:
    closing.close()


_housekeeping = memory.Housekeeping()


@task_postrun.connect
def _tidy_up(**_kwargs: Any) -> None:
    _housekeeping.after_a_task()


@task_failure.connect
def _rescue(**kwargs: Any) -> None:
    rescue.after(kwargs["task_id"], kwargs["exception"])


@worker_init.connect
def _load(**kwargs: Any) -> None:
    """Prepare the worker's main process before its worker processes are forked from it.

    Loads what they share, and releases what the previous worker of this name still held.
    """
    queues.own(app.amqp.queues.consume_from)
    warm_up.load()
    _leave_loaded_alone()
    rescue.from_predecessor(kwargs["sender"].hostname)


def _leave_loaded_alone() -> None:
    """Exclude loaded modules and data from garbage collection, and make collections rarer.

    Each collection would walk these permanent objects and make forked processes copy their memory.
    The default threshold of 700 is too low: one article makes some thousand live objects. What
    loading freed is given back, or every forked process would show it as resident.
    """
    gc.collect()
    memory.give_back()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 10, 10)


@worker_process_init.connect
def _connect(**_kwargs: Any) -> None:
    """Connect in a thread, so that a service that hangs does not keep the process from working."""
    threading.Thread(target=warm_up.connect, name="connect", daemon=True).start()


@worker_ready.connect
def _start_upkeep(**_kwargs: Any) -> None:
    upkeep_timer.start()
    health.start_heartbeat()


@beat_init.connect
def _start_beat(**_kwargs: Any) -> None:
    health.start_heartbeat()
    beat.note()
    after_task_publish.connect(beat.note)
