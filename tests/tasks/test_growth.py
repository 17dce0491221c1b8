"""What an article costs does not grow with the archive: the objects that it writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.growth import grow
from tasks.neighbours import forget
from tests.conftest import Press
from tests.entries import entry

FIRST = datetime(2026, 3, 1, tzinfo=UTC)


def publish(press: Press, first: int, count: int) -> set[str]:
    """Publish so many articles, ten minutes apart; the objects that were written."""
    forget()
    before = {path: found.etag for path, found in press.storage.objects.items()}
    press.submit(
        *(
            entry(
                id=f"a{number}",
                title=f"Story number {number}",
                published=(FIRST + timedelta(minutes=10 * number)).isoformat(),
                section="World",
                tags=["Rivers"],
                authors=["Ada Byron"],
            )
            for number in range(first, first + count)
        )
    )
    press.run()
    after = press.storage.objects.items()
    return {path for path, found in after if before.get(path) != found.etag}


def test_the_ten_thousandth_article_writes_no_more_objects_than_the_thousandth(
    press: Press, database: str
) -> None:
    if not database.startswith("sqlite"):
        pytest.skip("copies rows of SQLite")
    file = Path(database.removeprefix("sqlite:///"))
    publish(press, 0, 90)
    grow(file, 90, 11)
    publish(press, 90, 10)  # writes what the copies lack, as their articles once did
    thousandth = publish(press, 100, 1)
    grow(file, 1_001, 10)
    publish(press, 101, 1)
    ten_thousandth = publish(press, 102, 1)

    assert len(ten_thousandth) <= len(thousandth)
    assert "index.html" in ten_thousandth
    assert any(path.startswith("archive/") for path in ten_thousandth)
