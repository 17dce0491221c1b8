"""A local server for the samples' pictures, so that the demo can show them."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

#: The address of the pictures in the samples; this host does not exist.
_INVENTED = b"https://media.example.org/"


class PictureHost:
    """Serves the files of `folder` on loopback. The port is the one used before with this
    `data_dir`, so that unchanged samples are the same submissions.
    """

    def __init__(self, folder: Path, data_dir: Path) -> None:
        kept = data_dir / "picture-port"
        known = int(kept.read_text()) if kept.exists() else 0
        handler = functools.partial(_Quiet, directory=str(folder))
        self._server: http.server.ThreadingHTTPServer | None = None
        with suppress(OSError):  # the port is in use by another program
            self._server = http.server.ThreadingHTTPServer(("127.0.0.1", known), handler)
        self._port = self._server.server_port if self._server else known
        data_dir.mkdir(parents=True, exist_ok=True)
        kept.write_text(str(self._port))

    @property
    def env(self) -> dict[str, str]:
        """Settings that allow pictures to be fetched from this server only. Empty if it could not
        start; the pictures of an earlier demo are already stored then.
        """
        if self._server is None:
            return {}
        return {
            "MATBAA_FETCH_IMAGES": "true",
            "MATBAA_IMAGE_NETWORKS": json.dumps(["127.0.0.1/32"]),
            "MATBAA_IMAGE_PORTS": json.dumps([self._port]),
        }

    def stand_in(self, payload: bytes) -> bytes:
        """A sample with the address of this server in place of the invented one."""
        return payload.replace(_INVENTED, f"http://127.0.0.1:{self._port}/".encode())

    def __enter__(self) -> PictureHost:
        if self._server is not None:
            threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Log nothing, to keep the terminal for the demo's output."""
