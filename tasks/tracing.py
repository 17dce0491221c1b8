"""OpenTelemetry traces: one per revision, from submission to live, across all processes.

Optional: active if `OTEL_EXPORTER_OTLP_ENDPOINT` names a collector and `matbaa[otel]` is installed.
Hints carry only revision ids and may be lost, so they cannot carry a trace context. Instead the ids
of a trace and of its root span are derived from the revision, and every process derives the same
ones (https://www.w3.org/TR/trace-context/ asks for no more than that they are unique).
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Tracer

    from models import Revision

log = structlog.get_logger(__name__)
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
#: How often spans are sent. Short, because a worker process may end at any time.
_EVERY_MS = 1_000

Attributes = Mapping[str, str | int]


def ids(article_id: str, rev: int) -> tuple[int, int]:
    """The trace id and the root span's id of a revision."""
    digest = hashlib.sha256(f"{article_id}\0{rev}".encode()).digest()
    return int.from_bytes(digest[:16]), int.from_bytes(digest[16:24])


def worked(stage: str, revision: Revision, began: int, failed: Exception | None) -> None:
    """Record that a stage worked on a revision from `began`, in nanoseconds, until now."""
    if is_on():
        about = {"matbaa.attempt": revision.attempts, "matbaa.lane": revision.lane.value}
        problem = str(failed) if failed else ""
        _span(stage, revision.article_id, revision.rev, began, about, problem=problem)


def accepted(began: int, answers: Sequence[tuple[str | None, int | None]]) -> None:
    """Record that revisions, as (article id, rev), were accepted from `began` until now."""
    if is_on():
        for article_id, rev in answers:
            if article_id is not None and rev is not None:
                _span("accept", article_id, rev, began, {})


def live(revision: Revision) -> None:
    """Record the root span of a revision that went live, from its submission until now."""
    if is_on():
        began = _nanoseconds(max(revision.created_at, revision.publish_at or revision.created_at))
        _span("article", revision.article_id, revision.rev, began, {}, is_first=True)


def is_on() -> bool:
    """Whether tracing is active in this process."""
    return _tracer(os.getpid()) is not None


def flush() -> None:
    """Send all spans that have not been sent yet."""
    tracer = _tracer(os.getpid())
    if tracer is not None:
        tracer.span_processor.force_flush()  # type: ignore[attr-defined]  # the SDK's own has it


def _nanoseconds(at: datetime) -> int:
    return int(at.timestamp() * 1e9)


def _span(
    name: str,
    article_id: str,
    rev: int,
    began: int,
    about: Attributes,
    *,
    problem: str = "",
    is_first: bool = False,
) -> None:
    from opentelemetry.trace import Status, StatusCode

    tracer = _tracer(os.getpid())
    assert tracer is not None  # noqa: S101 -- `is_on` was asked
    attributes = {"matbaa.article": article_id, "matbaa.revision": rev, **about}
    with _within(article_id, rev, is_first) as context:
        span = tracer.start_span(name, context, start_time=began, attributes=attributes)
    if problem:
        span.set_status(Status(StatusCode.ERROR, problem[:500]))
    span.end(time.time_ns())


@contextmanager
def _within(article_id: str, rev: int, is_first: bool) -> Iterator[Any]:
    """The context for a new span: a child of the revision's root span, or the root itself."""
    from opentelemetry import context
    from opentelemetry.trace import (
        NonRecordingSpan,
        SpanContext,
        TraceFlags,
        set_span_in_context,
    )

    trace_id, span_id = ids(article_id, rev)
    if is_first:
        with _Ids.are(trace_id, span_id):
            yield context.Context()
        return
    parent = SpanContext(trace_id, span_id, is_remote=True, trace_flags=TraceFlags(1))
    yield set_span_in_context(NonRecordingSpan(parent), context.Context())


class _Ids:
    """OpenTelemetry's IdGenerator, which gives root spans the ids derived from their revision."""

    _given: tuple[int, int] | None = None

    @classmethod
    @contextmanager
    def are(cls, trace_id: int, span_id: int) -> Iterator[None]:
        """Give these ids to the spans that are started within the block."""
        cls._given = trace_id, span_id
        yield
        cls._given = None

    def generate_trace_id(self) -> int:
        """The given trace id, or a random one."""
        return self._given[0] if self._given else int.from_bytes(os.urandom(16))

    def generate_span_id(self) -> int:
        """The given span id, or a random one."""
        return self._given[1] if self._given else int.from_bytes(os.urandom(8))

    def is_trace_id_random(self) -> bool:
        """True: hashes are as good as random here."""
        return True


@lru_cache(maxsize=1)
def _tracer(_pid: int) -> Tracer | None:
    """The tracer of this process, made anew after a fork, which does not copy its sender thread."""
    if not any(os.environ.get(name) for name in _ENDPOINTS):
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        log.warning("no_traces", reason="OTEL_EXPORTER_OTLP_ENDPOINT is set: install matbaa[otel]")
        return None
    return tracer_of(BatchSpanProcessor(OTLPSpanExporter(), schedule_delay_millis=_EVERY_MS))


def tracer_of(processor: SpanProcessor) -> Tracer:
    """A tracer whose spans go to `processor`."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    name = os.environ.get("OTEL_SERVICE_NAME", f"matbaa-{Path(sys.argv[0]).stem or 'python'}")
    provider = TracerProvider(
        id_generator=_Ids(),  # type: ignore[arg-type]  # has all that one needs
        resource=Resource.create({"service.name": name}),
    )
    provider.add_span_processor(processor)
    return provider.get_tracer("matbaa")
