"""What Celery's transport for Redis does not do by itself."""

from __future__ import annotations

from typing import Any

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    """Counts a message as done with even if Redis could not be told so.

    Kombu (5.6) leaves one whose acknowledgement was cut off among those that are under way, and
    Celery logs it and goes on. With a prefetch count of one, a worker that has not lost its other
    connection as well then takes no message any more, for ever. That Redis gives the message out
    again after the visibility timeout does no harm: it is a hint.
    """

    def ack(self, delivery_tag: str) -> None:
        """Acknowledge a message. Raises what Redis or the connection to it said."""
        try:
            super().ack(delivery_tag)
        finally:
            virtual.QoS.ack(self, delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Refuse a message. Raises what Redis or the connection to it said."""
        try:
            super().reject(delivery_tag, requeue=requeue)
        finally:
            virtual.QoS.ack(self, delivery_tag)


def prepare() -> None:
    """Have every channel to Redis count so, whatever the scheme of its address."""
    channel: Any = redis.Channel
    channel.QoS = QoS
