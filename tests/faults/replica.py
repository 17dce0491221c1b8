"""A second Redis that replicates the first one, for a failover."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress

import redis

from matbaa.embedded import free_port, valkey
from matbaa.supervisor import end_with_parent
from tests.faults.newsroom import Newsroom

_SECONDS = 30


def replica(room: Newsroom) -> redis.Redis:
    """Start a replica of the newsroom's Redis; return a client of it once it has caught up."""
    port = free_port()
    program = valkey(room.folder / "replica", port)
    with (room.folder / "replica.log").open("ab") as log:
        server = subprocess.Popen(program.argv, stdout=log, stderr=log, preexec_fn=end_with_parent)
    room.servers.append(server)
    client = redis.Redis(port=port, socket_timeout=5)
    _until_it_answers(client, server)
    of = room.redis.connection_pool.connection_kwargs["port"]
    client.replicaof("127.0.0.1", str(of))
    deadline = time.monotonic() + _SECONDS
    while client.info("replication").get("master_link_status") != "up":
        if time.monotonic() > deadline:
            raise RuntimeError("the replica did not catch up")
        time.sleep(0.1)
    return client


def _until_it_answers(client: redis.Redis, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _SECONDS
    while True:
        with suppress(redis.RedisError):
            client.ping()
            return
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the replica did not start; see replica.log")
        time.sleep(0.1)
