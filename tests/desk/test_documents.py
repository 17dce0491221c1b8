"""The documents that describe the interfaces, the metrics, and the alerts that use them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

from fastapi.testclient import TestClient

from desk.application import create_app
from desk.documents import asyncapi, openapi
from matbaa.errors import ServiceUnavailable
from matbaa.storage import Blob, MemoryStorage
from tasks import tallying
from tasks.metrics import exposition
from tests.conftest import ROOT, Press


def test_the_committed_documents_match_the_code() -> None:
    remedy = "run `python -m desk.documents`"
    assert json.loads((ROOT / "docs" / "openapi.json").read_text()) == openapi(create_app()), remedy
    assert json.loads((ROOT / "docs" / "asyncapi.json").read_text()) == asyncapi(), remedy


def test_every_reference_in_the_documents_resolves() -> None:
    for document in (openapi(create_app()), asyncapi()):
        for reference in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document))):
            at: Any = document
            for part in reference.split("/"):
                at = at[part]
            assert at


def test_the_document_is_served_as_openapi_3_1(api: TestClient) -> None:
    document = api.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]["/v1/articles"]) == {"post"}


def test_every_process_reports_the_same_count_of_published_articles(
    press: Press, monkeypatch: Any
) -> None:
    monkeypatch.setattr(tallying, "_LAG_SECONDS", 0.0)
    for number in range(3):
        press.article(id=f"n-{number}", title=f"Number {number}")
    press.run()
    first, second = exposition().decode(), exposition().decode()
    for said in (first, second):
        assert "articles_published_total 3.0" in said
        assert "articles_submitted_total 3.0" in said
        assert 'article_submit_to_live_seconds_bucket{le="+Inf"} 3.0' in said
        assert 'stage_seconds_count{stage="render"} 3.0' in said
        assert "n-1" not in said


def test_retries_and_publishing_conflicts_are_counted(press: Press, monkeypatch: Any) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise ServiceUnavailable("storage", "503 SlowDown")

    press.article(id="n-1")
    with monkeypatch.context() as broken:
        broken.setattr(press.storage, "put", away)
        press.run()
    said = exposition().decode()
    assert 'stage_retries_total{error_class="ServiceUnavailable",stage="upload"} 1.0' in said
    assert "publish_conflicts_total 0.0" in said

    press.article(id="n-2")
    with monkeypatch.context() as racing:
        racing.setattr(press.storage, "put", _overtake(press.storage))
        press.run()
    assert "publish_conflicts_total 1.0" in exposition().decode()


def _overtake(storage: MemoryStorage) -> Any:
    """Make storage hold a page of a higher revision before every put."""
    put = storage.put

    def late(path: str, blob: Blob, **conditions: Any) -> str:
        put(path, replace(blob, metadata={**blob.metadata, "rev": "99"}))
        return put(path, blob, **conditions)

    return late


def test_metrics_of_an_unavailable_service_are_left_out(api: TestClient) -> None:
    said = api.get("/metrics").text
    assert 'matbaa_up{service="database"} 1.0' in said
    assert 'matbaa_up{service="redis"} 0.0' in said
    assert "queue_length{" not in said


def test_alerts_and_dashboard_use_only_existing_metrics(press: Press) -> None:
    known = set(re.findall(r"^# TYPE (\w+)", exposition().decode(), re.MULTILINE))
    known |= {f"{name}_bucket" for name in known} | {"queue_length", "inbox_length"}
    asked = (ROOT / "deploy" / "prometheus" / "alerts.yml").read_text()
    asked = " ".join(re.findall(r"expr: (.*)", asked))
    board = json.loads((ROOT / "deploy" / "grafana" / "dashboards" / "matbaa.json").read_text())
    asked += " ".join(t["expr"] for panel in board["panels"] for t in panel["targets"])
    names = set(re.findall(r"\b(\w+_\w+)\b(?=[\[{)\s]|$)", asked)) - {"histogram_quantile"}
    assert names - {"error_class"} <= known
