"""The embedded servers: their ports stay reserved across restarts, and a small disk is enough."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from matbaa.embedded import free_port, is_free, seaweedfs
from matbaa.errors import ServiceUnavailable
from matbaa.storage import Blob, open_storage
from matbaa.supervisor import Supervisor
from tests.faults.servers import DISK, full, missing, small_disk

EndpointOn = Callable[[int], str]
#: The first port that Linux gives to outgoing connections, and the offset of SeaweedFS's second port.
_OUTGOING, _SECOND = 32_768, 10_000


def test_chosen_ports_and_their_second_ports_are_below_those_of_outgoing_connections() -> None:
    ports = {free_port() for _time in range(100)}
    assert min(ports) > 1_024
    assert max(ports) + _SECOND < _OUTGOING


def test_a_port_is_free_until_somebody_listens_on_it() -> None:
    port = free_port()
    assert is_free(port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        assert not is_free(port)


@pytest.fixture
def endpoint_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EndpointOn]:
    """Starts an S3 server on a disk of so many megabytes, whose keys boto3 finds."""
    if lacking := missing(DISK):
        pytest.skip(lacking)
    keys = {"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "something"}
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    with ExitStack() as running:

        def start(megabytes: int) -> str:
            disk = running.enter_context(small_disk(tmp_path / "disk", megabytes=megabytes))
            port = free_port()
            server = seaweedfs(disk, port, [free_port() for _part in range(5)], keys)
            supervisor = Supervisor([server], tmp_path / "logs", {})
            running.callback(supervisor.stop)
            supervisor.start([server], seconds=120)
            return f"http://127.0.0.1:{port}"

        yield start


@pytest.mark.stack
def test_several_buckets_take_pages_on_a_disk_with_little_space(endpoint_on: EndpointOn) -> None:
    endpoint = endpoint_on(400)
    for bucket in ("one", "two", "three"):
        storage = open_storage(f"s3://{bucket}", endpoint_url=endpoint)
        storage.prepare()
        storage.put("page.html", Blob(b"<p>page</p>" * 10_000, "text/html"))


@pytest.mark.stack
def test_a_storage_on_a_full_disk_is_unavailable(endpoint_on: EndpointOn, tmp_path: Path) -> None:
    storage = open_storage("s3://site", endpoint_url=endpoint_on(100))
    storage.prepare()
    page = Blob(secrets.token_bytes(1_000_000), "text/html")
    with full(tmp_path / "disk"):
        with pytest.raises(ServiceUnavailable, match="storage"):
            storage.put("page.html", page)
        with pytest.raises(ServiceUnavailable, match="storage"):
            storage.prepare()
