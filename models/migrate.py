"""Brings the schema up to date: `python -m models.migrate`."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from models.session import get_engine


def config() -> Config:
    """Alembic's configuration for our migrations, without an ini file."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.set_main_option("path_separator", "os")
    return settings


def migrate(engine: Engine | None = None) -> None:
    """Bring the schema to the newest migration; nothing happens where it is there already."""
    with (engine or get_engine()).begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def is_current(engine: Engine | None = None) -> bool:
    """Whether the schema is the one that this code was written for."""
    with (engine or get_engine()).connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(config()).get_current_head()


if __name__ == "__main__":
    migrate()
