"""An HTTP endpoint that stands in for a language model and answers what a test sets."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SUMMARY = [
    "The river Marle rose 3.5 metres overnight, closing two bridges in Lower Marle.",
    'Mayor Anna Lindqvist said "nobody was hurt"; the town hall opened to 1200 people.',
]
DESCRIPTION = "The river Marle rose 3.5 metres overnight and closed two bridges on Friday."


class Endpoint:
    """A server that speaks the language model's protocol and gives the answers set by a test."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.status = 200
        self.content = json.dumps({"summary": SUMMARY, "description": DESCRIPTION})
        self.seconds = 0.0
        self.before_each_byte: Callable[[], object] = lambda: None

    def says(self, summary: list[str] | None = None, description: str = DESCRIPTION) -> None:
        self.content = json.dumps({"summary": summary or SUMMARY, "description": description})

    @property
    def body(self) -> bytes:
        message = {"role": "assistant", "content": self.content}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        answer = {"id": "1", "object": "chat.completion", "created": 0, "model": "m"}
        return json.dumps({**answer, "choices": [choice]}).encode()


@contextmanager
def served(endpoint: Endpoint) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = self.rfile.read(int(self.headers["Content-Length"]))
            endpoint.requests.append(json.loads(asked))
            time.sleep(endpoint.seconds)
            self.send_response(endpoint.status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            try:
                for byte in endpoint.body:
                    endpoint.before_each_byte()
                    self.wfile.write(bytes([byte]))
            except OSError:
                return  # the client has closed the connection

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()
    thread.join()
