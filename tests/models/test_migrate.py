"""What the migration does besides changing the schema."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from matbaa.errors import PermanentError, ServiceUnavailable
from models.migrate import migrate
from models.session import make_engine, transaction
from tests.conftest import ROOT

_URL = os.environ.get("MATBAA_TEST_DATABASE_URL", "")


@pytest.mark.usefixtures("database")
def test_a_missing_table_is_reported_with_the_remedy() -> None:
    with pytest.raises(ServiceUnavailable, match="missing: run `matbaa migrate"):
        _execute("SELECT * FROM no_table")


def test_a_database_of_a_newer_version_is_refused_with_the_remedy(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/newer.db")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(PermanentError, match=r"newer version of the press .*run that version"):
        migrate(engine)
    engine.dispose()


def test_a_start_without_the_database_is_told_in_a_sentence() -> None:
    nowhere = "postgresql+psycopg://somebody@127.0.0.1:1/nothing"
    ran = subprocess.run(
        [sys.executable, "-m", "models.migrate"],
        cwd=ROOT,
        env={**os.environ, "MATBAA_DATABASE_URL": nowhere},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 1
    assert "database: connection failed" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "statement", ["SELECT brand_new FROM receipts", "INSERT INTO receipts (brand_new) VALUES (1)"]
)
def test_a_missing_column_is_reported_as_tables_of_an_older_version(statement: str) -> None:
    with pytest.raises(ServiceUnavailable, match="older than this program: run `matbaa migrate"):
        _execute(statement)


def _execute(statement: str) -> None:
    with transaction() as session:
        session.execute(text(statement))


@pytest.mark.postgres
@pytest.mark.skipif(not _URL, reason=".ci/postgres gives a PostgreSQL")
def test_locks_of_a_vanished_client_are_released_after_a_minute() -> None:
    engine = make_engine(_URL)
    migrate(engine)
    engine.dispose()
    with engine.connect() as connection:
        for setting, value in (
            ("tcp_keepalives_idle", "10"),
            ("tcp_user_timeout", "20000"),
            ("idle_in_transaction_session_timeout", "1min"),
        ):
            assert connection.execute(text(f"SHOW {setting}")).scalar_one() == value
    engine.dispose()
