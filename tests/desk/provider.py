"""An OpenID Connect provider on the loopback interface, with just enough for signing in."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "the-desk", "a-secret-of-the-desk"


@dataclass
class Provider:
    """What the provider says about everybody who signs in."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"name": "Mona", "roles": ["editor"]})
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, auto_kid=True))
    #: The key it signs with; a key other than the published one makes a forged signature.
    signs_with: RSAKey | None = None
    #: The nonce of the latest request to sign in.
    nonce: str = ""

    def enter(self, address: str) -> dict[str, str]:
        """Sign somebody in at this address; the query with which they return to the desk."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        self.nonce = asked["nonce"]
        return {"code": "a-code", "state": asked["state"]}

    def answers(self, path: str) -> dict[str, Any]:
        """The document at `path`."""
        if path.endswith("openid-configuration"):
            places = {"authorization_endpoint": "in", "token_endpoint": "token", "jwks_uri": "keys"}
            found = {name: f"{self.issuer}/{place}" for name, place in places.items()}
            return {"issuer": self.issuer, **found}
        if path == "/keys":
            return dict(KeySet([self.key]).as_dict(private=False))
        return {"access_token": "t", "token_type": "Bearer", "id_token": self._id_token()}

    def _id_token(self) -> str:
        now = int(time.time())
        said: dict[str, Any] = {"iss": self.issuer, "aud": CLIENT, "nonce": self.nonce}
        said |= {"sub": "mona", "iat": now, "exp": now + 60, **self.claims}
        return jwt.encode({"alg": "RS256"}, said, self.signs_with or self.key)


@contextmanager
def running_provider() -> Iterator[Provider]:
    """A provider that runs until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(provider.answers(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_arguments: Any) -> None:
            """The terminal is the tests'."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
