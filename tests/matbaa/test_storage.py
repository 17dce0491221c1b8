"""The storage backends; the one for S3 runs against a real server."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from matbaa.errors import ConditionFailed, PermanentError, ServiceUnavailable
from matbaa.s3_quick import QuickRequests
from matbaa.storage import NOTHING, Blob, Storage, open_storage
from tests.conftest import Stack

PAGE = Blob(b"<p>one</p>", "text/html; charset=utf-8", "max-age=60", {"rev": "1", "sha256": "ab"})
NEWER = Blob(b"<p>two</p>", "text/html; charset=utf-8", "max-age=60", {"rev": "2", "sha256": "cd"})
S3 = ("s3", "s3, boto3 alone")
NAMES = ("2025/محادثات-في-المدينة/index.html", "a b~c%d#e?*[x].html", "tag/c++/pa%20th.html")


@pytest.fixture
def credentials(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> str:
    """The endpoint of a real S3 server whose keys boto3 finds in the environment."""
    for name, value in stack.ready["env"].items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    return str(stack.ready["s3_endpoint_url"])


@pytest.fixture(
    params=["memory", "folder", *(pytest.param(it, marks=pytest.mark.stack) for it in S3)]
)
def storage(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Storage:
    if request.param == "memory":
        found = open_storage("memory:")
    elif request.param == "folder":
        found = open_storage(f"file://{tmp_path}")
    else:
        endpoint = request.getfixturevalue("credentials")
        found = open_storage(f"s3://site/{tmp_path.name}", endpoint_url=endpoint)
        if request.param != "s3":
            monkeypatch.setattr(QuickRequests, "put", lambda *_args, **_kwargs: None)
    found.prepare()
    return found


@pytest.mark.parametrize("name", NAMES)
def test_an_object_is_read_as_it_was_put(storage: Storage, name: str) -> None:
    etag = storage.put(name, PAGE, expect=NOTHING)
    found = storage.get(name)
    assert found is not None
    assert (found.blob, found.etag) == (PAGE, etag)


def test_a_put_that_expects_no_object_replaces_none(storage: Storage) -> None:
    storage.put("a.html", PAGE)
    with pytest.raises(ConditionFailed):
        storage.put("a.html", NEWER, expect=NOTHING)


def test_a_put_replaces_only_the_expected_object(storage: Storage) -> None:
    first = storage.put("a.html", PAGE, expect=NOTHING)
    second = storage.put("a.html", NEWER, expect=first)
    with pytest.raises(ConditionFailed):
        storage.put("a.html", PAGE, expect=first)
    found = storage.head("a.html")
    assert found is not None
    assert (found.etag, found.blob.metadata["rev"]) == (second, "2")


@pytest.mark.stack
def test_unknown_credentials_are_a_transient_error(
    credentials: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(ServiceUnavailable, match="credentials"):
        open_storage("s3://site", endpoint_url=credentials).put("a.html", PAGE)


@pytest.fixture
def refusing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int, str], str]]:
    """Starts an S3 server that answers every request with a status and an error code."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "any")
    with ExitStack() as running:

        def start(status: int, code: str) -> str:
            body = f"<Error><Code>{code}</Code><Message>no</Message></Error>".encode()

            class Refusal(BaseHTTPRequestHandler):
                def do_PUT(self) -> None:
                    self.rfile.read(int(self.headers["Content-Length"]))
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

                def log_message(self, *_args: object) -> None:
                    pass

            server = running.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), Refusal))
            Thread(target=server.serve_forever, daemon=True).start()
            running.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}"

        yield start


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, "NoSuchBucket", ServiceUnavailable),
        (400, "ExpiredToken", ServiceUnavailable),
        (400, "AuthorizationHeaderMalformed", ServiceUnavailable),
        (301, "PermanentRedirect", ServiceUnavailable),
        (507, "InsufficientStorage", ServiceUnavailable),
        (400, "EntityTooLarge", PermanentError),
    ],
)
def test_only_a_refusal_of_the_page_itself_is_a_permanent_error(
    refusing: Callable[[int, str], str], status: int, code: str, kind: type[Exception]
) -> None:
    storage = open_storage("s3://site", endpoint_url=refusing(status, code))
    with pytest.raises(kind, match=code):
        storage.put("a.html", PAGE)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_folder_that_takes_nothing_is_a_transient_error_and_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: int
) -> None:
    storage = open_storage(f"file://{tmp_path}")
    storage.put("a.html", PAGE)

    def refuse(*_args: object) -> None:
        raise OSError(fault, os.strerror(fault))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ServiceUnavailable, match=os.strerror(fault)):
        storage.put("a.html", NEWER)
    monkeypatch.undo()
    found = storage.get("a.html")
    assert found is not None
    assert found.blob == PAGE
    assert list(storage.paths()) == ["a.html"]


def test_an_unreachable_server_is_a_transient_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    with pytest.raises(ServiceUnavailable):
        open_storage("s3://site", endpoint_url="http://127.0.0.1:1").put("a.html", PAGE)


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd", "../up", "a/../../b", "a//b", "a\\b", "a\nb", "a\x00b", "x" * 300]
)
def test_a_path_that_leaves_the_folder_is_refused(path: str, tmp_path: Path) -> None:
    for url in ("memory:", f"file://{tmp_path}"):
        with pytest.raises(PermanentError, match="path"):
            open_storage(url).put(path, PAGE)
