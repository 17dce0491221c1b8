"""An installation on several hosts: one Redis, one PostgreSQL, one S3, and workers on each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matbaa.embedded import seaweedfs, valkey
from matbaa.supervisor import Program, Supervisor
from tests.hosts.network import SERVERS, Network

_QUEUES = "ingest,summarize,render,upload,site,upkeep"
_KEYS = {"AWS_ACCESS_KEY_ID": "hosts", "AWS_SECRET_ACCESS_KEY": "hosts-secret"}
_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
ENV = {
    "MATBAA_DATABASE_URL": f"postgresql://press@{SERVERS}:5432/postgres",
    "MATBAA_REDIS_URL": f"redis://{SERVERS}:6379/0",
    "MATBAA_STORAGE_URL": "s3://site",
    "MATBAA_S3_ENDPOINT_URL": f"http://{SERVERS}:8333",
    "AWS_DEFAULT_REGION": "us-east-1",
    **_KEYS,
}


def postgres_programs() -> Path | None:
    """The folder of PostgreSQL's server programs on this machine."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return known[-1].parent if known else None


@dataclass(slots=True)
class Press:
    """All programs of the installation, by host."""

    network: Network
    folder: Path

    def programs(self, hosts: Sequence[str]) -> tuple[list[Program], list[Program]]:
        """The programs of the servers' host, and of `hosts`."""
        servers = [self._valkey(), self._postgres(), self._storage()]
        parts = [part for host in hosts for part in self._host(host)]
        return servers, [*parts, self._python(hosts[0], "beat", "celery", "workers.celery", "beat")]

    def supervisor(self, programs: list[Program]) -> Supervisor:
        """The supervisor that keeps them running."""
        return Supervisor(programs, self.folder / "logs", ENV)

    def _valkey(self) -> Program:
        it = valkey(self.folder, 6379)
        return self._served(it, [*it.argv, "--protected-mode", "no"], "redis-cli")

    def _storage(self) -> Program:
        it = seaweedfs(self.folder, 8333, (9333, 8080, 8888, 18333, 23646), _KEYS)
        return self._served(it, it.argv, "s3")

    def _served(self, it: Program, argv: list[str], _kind: str) -> Program:
        it.argv = self.network.on(None, [word.replace("127.0.0.1", SERVERS) for word in argv])
        port = 6379 if it.name == "redis" else 8333
        it.is_ready = lambda: _listens(port)
        return it

    def _postgres(self) -> Program:
        programs = postgres_programs()
        assert programs is not None
        data = self.folder / "postgres"
        data.mkdir()
        shutil.chown(data, 65534, 65534)
        made = [*_NOBODY, str(programs / "initdb"), "-D", str(data), "-U", "press", "-A", "trust"]
        subprocess.run(made, check=True, capture_output=True, timeout=60)
        with (data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all 10.77.0.0/24 trust\n")
        server = [str(programs / "postgres"), "-D", str(data), "-k", str(data), "-h", SERVERS]
        argv = self.network.on(None, [*_NOBODY, *server, "-c", "max_connections=200"])
        return Program("postgres", argv, is_ready=lambda: _listens(5432), rank=0)

    def _host(self, host: str) -> list[Program]:
        worker = ("worker", "-n", f"worker@{host}", "-Q", _QUEUES, "-c", "2")
        quiet = ("--without-gossip", "--without-mingle", "--without-heartbeat")
        return [
            self._python(host, "intake", "workers.intake"),
            self._python(host, "worker", "celery", "workers.celery", *worker, *quiet),
        ]

    def _python(self, host: str, name: str, module: str, *arguments: str) -> Program:
        sign = self.folder / f"{name}-{host}.alive"
        words = ["-A", *arguments] if module == "celery" else [*arguments]
        argv = self.network.on(host, [sys.executable, "-m", module, *words])
        own = {"MATBAA_HEARTBEAT_FILE": str(sign), "MATBAA_INTAKE_NAME": host}
        return Program(f"{name}-{host}", argv, is_ready=sign.exists, env=own, stop_seconds=30)


def _listens(port: int) -> bool:
    import socket

    try:
        with socket.create_connection((SERVERS, port), timeout=1):
            return True
    except OSError:
        return False
