"""P1 to P5: the database is stopped, killed, cut off, locked or full."""

from __future__ import annotations

import random
import time

from tests.faults.cases.case import case
from tests.faults.newsroom import Newsroom, Wanted
from tests.faults.servers import DISK, POSTGRES, SQLITE, Postgres, full


@case("P1", "stop PostgreSQL at once (pg_ctl stop -m immediate), and start it again", POSTGRES)
def _stopped(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    server = _server(room)
    with room.fault():
        server.stop()
        time.sleep(seconds / 2)
        server.start()


@case("P2", "PostgreSQL ends every connection every two seconds", POSTGRES)
def _cuts(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    end = time.monotonic() + seconds
    with room.fault():
        while time.monotonic() < end:
            room.rows(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            time.sleep(2)


@case("P3", "kill PostgreSQL in the middle of commits, three times", POSTGRES)
def _killed(room: Newsroom, chance: random.Random, seconds: float) -> None:
    server = _server(room)
    for _time in range(3):
        with room.fault():
            server.kill()
            time.sleep(chance.uniform(0.1, seconds / 4))
            server.start()
        time.sleep(seconds / 4)
    room.notes["kills"] = 3


@case("P4", "another process holds SQLite's write lock", SQLITE)
def _locked(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault(), room.engine.connect() as connection:
        connection.exec_driver_sql("SELECT 1")  # a transaction begins with the write lock
        time.sleep(seconds)


@case(
    "P5",
    "the disk of the database is full",
    DISK,
    wanted=Wanted(database_disk=384, settings={"MATBAA_MIN_FREE_BYTES": "1000000"}),
)
def _full(room: Newsroom, _chance: random.Random, seconds: float) -> None:
    with room.fault(), full(room.folder / "database"):
        time.sleep(seconds)
    if room.postgres:  # PostgreSQL ends itself when it cannot write its log
        room.postgres.stop("fast")
        room.postgres.start()


def _server(room: Newsroom) -> Postgres:
    assert room.postgres is not None
    return room.postgres
