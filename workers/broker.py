"""A fix for Celery's Redis transport: a failed acknowledgement must not block the worker."""

from __future__ import annotations

from typing import Any

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Counts a message as acknowledged even if the acknowledgement did not reach Redis.

    When the connection breaks during an acknowledgement, Kombu (5.6) keeps the message among those
    in progress, while Celery logs the error and goes on. With a prefetch count of one, a worker
    whose other connection stays intact then never takes another message. Redis delivers the
    unacknowledged message again after the visibility timeout, which does no harm: it is a hint.
    """

    def ack(self, delivery_tag: str) -> None:
        """Acknowledge a message. Errors of Redis or of its connection are raised as usual."""
        try:
            super().ack(delivery_tag)
        finally:
            virtual.QoS.ack(self, delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Reject a message. Errors of Redis or of its connection are raised as usual."""
        try:
            super().reject(delivery_tag, requeue=requeue)
        finally:
            virtual.QoS.ack(self, delivery_tag)


def prepare() -> None:
    """Install this QoS in Kombu's Redis channels; it covers every Redis URL scheme."""
    channel: Any = redis.Channel
    channel.QoS = QoS
