"""A host on this machine for the samples' pictures, so that the demo shows them."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from pathlib import Path
from types import TracebackType
from typing import Any

from matbaa.embedded import free_port, is_free

#: Where the samples' pictures would be; there is no such host.
_INVENTED = b"https://media.example.org/"


class PictureHost:
    """Serves the files of `folder` on loopback, on the same port as before in this `data_dir`: the
    same samples are the same submissions then.
    """

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self._folder = folder
        self._port = _kept_port(data_dir / "picture-port")

    @property
    def env(self) -> dict[str, str]:
        """Settings with which pictures are fetched from here, and from nowhere else."""
        return {
            "MATBAA_FETCH_IMAGES": "true",
            "MATBAA_IMAGE_NETWORKS": json.dumps(["127.0.0.1/32"]),
            "MATBAA_IMAGE_PORTS": json.dumps([self._port]),
        }

    def stand_in(self, payload: bytes) -> bytes:
        """A sample with the address of this host in place of the invented one."""
        return payload.replace(_INVENTED, f"http://127.0.0.1:{self._port}/".encode())

    def __enter__(self) -> PictureHost:
        handler = functools.partial(_Quiet, directory=str(self._folder))
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: Any) -> None:
        """Say nothing: the terminal is the demo's."""


def _kept_port(file: Path) -> int:
    if file.exists() and is_free(known := int(file.read_text())):
        return known
    port = free_port()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(str(port))
    return port
