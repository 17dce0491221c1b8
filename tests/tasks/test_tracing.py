"""One trace covers an article's whole way, through all processes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from matbaa.errors import ServiceUnavailable
from tasks import tracing
from tests.conftest import Press, Stack
from tests.entries import entry

WAY = ["ingest", "summarize", "render", "upload", "article"]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """The spans that this process has exported."""
    told = InMemorySpanExporter()
    tracer = tracing.tracer_of(SimpleSpanProcessor(told))
    monkeypatch.setattr(tracing, "_tracer", lambda _pid: tracer)
    return told


def test_an_articles_way_through_the_pipeline_is_one_trace(
    press: Press, spans: InMemorySpanExporter
) -> None:
    from tasks.reception import receive

    receive([entry(id="n-1", title="Rain at last")])
    press.run()
    told = spans.get_finished_spans()
    assert [span.name for span in told] == ["accept", *WAY]
    trace_id, first = tracing.ids("n-1", 1)
    assert {span.context.trace_id for span in told} == {trace_id}
    assert {span.parent.span_id for span in told if span.parent} == {first}
    whole = told[-1]
    assert (whole.context.span_id, whole.parent) == (first, None)
    assert whole.start_time is not None
    assert told[1].start_time is not None
    assert whole.start_time <= told[1].start_time


def test_the_span_of_a_failed_attempt_has_the_reason(
    press: Press, spans: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise ServiceUnavailable("storage", "503 SlowDown")

    monkeypatch.setattr(press.storage, "put", away)
    press.article(id="n-1")
    press.run()
    upload = spans.get_finished_spans()[-1]
    assert upload.name == "upload"
    assert upload.status.description == "storage: 503 SlowDown"


def test_without_a_collector_nothing_is_traced(press: Press) -> None:
    tracing._tracer.cache_clear()
    assert not tracing.is_on()


class Collector:
    """An OTLP collector over HTTP on loopback."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str, bytes]] = []
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                collector._take(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_args: Any) -> None: ...

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def _take(self, body: bytes) -> None:
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            service = next(
                each.value.string_value
                for each in resource.resource.attributes
                if each.key == "service.name"
            )
            for scope in resource.scope_spans:
                self.got += [(service, span.name, span.trace_id) for span in scope.spans]


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.mark.stack
def test_a_trace_crosses_the_processes_of_a_stack(
    own_stack: Stack,
    collector: Collector,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[..., None],
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    own_stack.start(seconds=120)
    (tmp_path / "a.md").write_text("# Rain at last\n\nIt rained in the valley.")
    sent = own_stack.run("submit", str(tmp_path / "a.md"), "--id", "n-1", "--wait")
    assert sent.returncode == 0, sent.stderr
    trace_id = tracing.ids("n-1", 1)[0].to_bytes(16)
    eventually(
        lambda: {"accept", *WAY} <= {n for _s, n, trace in collector.got if trace == trace_id}
    )
    assert len({service for service, _name, _trace in collector.got}) >= 2
