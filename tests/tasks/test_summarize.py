"""Summaries in the pipeline: the producer's, our own, or a model's."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from sqlalchemy import select

from matbaa.settings import get_settings
from matbaa.texts import Texts, load_texts
from models import Revision
from models.session import look
from tasks.writer import _writer
from tests.conftest import Press

BODY = """<p>The river Marle rose by 3.5 metres overnight and closed two bridges on Friday.</p>
<p>Mayor Anna Lindqvist opened the town hall to 1,200 people, who slept there.</p>
<p>The water is expected to fall by Sunday, the weather service said.</p>"""
SUMMARY = ["The river Marle rose 3.5 metres overnight, closing two bridges on Friday."]


def texts() -> Texts:
    with look() as session:
        return load_texts(session.scalars(select(Revision.texts)).one() or "")


def test_what_the_producer_supplies_is_kept(press: Press) -> None:
    press.article(body=BODY, summary=["My own."], description="Mine too.", slug="my-slug")
    press.run()
    kept = texts()
    assert (kept.summary, kept.summary_method) == (("My own.",), "supplied")
    assert (kept.description, kept.description_source) == ("Mine too.", "submitted")
    assert kept.slug == "my-slug"


def test_what_is_missing_is_written_and_says_how(press: Press) -> None:
    press.article(body=BODY)
    press.run()
    kept = texts()
    assert kept.summary
    assert (kept.summary_method, kept.description_method) == ("extractive", "extractive")
    assert kept.summary_indexes


@pytest.mark.parametrize(
    ("summary", "method"),
    [(SUMMARY, "llm"), (["The river rose by 99 metres."], "extractive")],
    ids=["true", "invented"],
)
def test_a_models_summary_is_taken_only_if_it_is_true_to_the_article(
    press: Press, settings_env: pytest.MonkeyPatch, summary: list[str], method: str
) -> None:
    pytest.importorskip("openai", reason="the extra `llm` is not installed")
    server = _endpoint({"summary": summary, "description": SUMMARY[0]})
    settings_env.setenv("MATBAA_LLM_BASE_URL", f"http://127.0.0.1:{server.server_port}/v1")
    settings_env.setenv("MATBAA_LLM_MODEL", "test")
    get_settings.cache_clear()
    _writer.cache_clear()
    press.article(title="Floods in Lower Marle", body=BODY)
    press.run()
    server.shutdown()
    server.server_close()
    _writer.cache_clear()
    assert texts().summary_method == method
    assert bool(texts().summary_reason) is (method == "extractive")


def _endpoint(answer: dict[str, object]) -> ThreadingHTTPServer:
    message = {"role": "assistant", "content": json.dumps(answer)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    said = {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]}

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server
