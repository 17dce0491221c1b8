"""What `matbaa up` refuses before it starts anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from matbaa.cli import app
from matbaa.embedded import free_port
from matbaa.errors import PermanentError
from matbaa.up import Stack


def test_a_port_for_two_services_is_refused(tmp_path: Path) -> None:
    port = free_port()
    ports: dict[str, int | None] = {"redis": None, "s3": None, "site": port, "desk": port}
    with pytest.raises(PermanentError, match=f"port {port} .desk. is given twice"):
        Stack(tmp_path / "data", ports=ports).run()


@pytest.mark.parametrize("port", ["70000", "-1", "0"])
def test_a_number_that_is_no_port_is_refused(tmp_path: Path, port: str) -> None:
    asked = ["up", "--data-dir", str(tmp_path), "--ports", "auto", "--site-port", port]
    refused = CliRunner().invoke(app, asked)
    assert refused.exit_code == 2
    assert "--site-port" in refused.output


def test_damaged_notes_of_an_earlier_start_are_reported_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "stack.json").write_text('{"ports": ')
    with pytest.raises(PermanentError, match=r"stack\.json is damaged; remove it"):
        Stack(tmp_path, ports={"redis": None, "s3": None, "site": None, "desk": None}).run()
