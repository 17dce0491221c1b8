"""The files of `matbaa up`, also where they cannot be written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from matbaa.stack_files import Addresses, Kept, write

_PORTS = {"redis": None, "s3": None, "site": None, "desk": None}


def test_addresses_that_cannot_be_written_are_told_once_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matbaa.stack_files._AGAIN_SECONDS", 0.0)
    file, said = tmp_path / "not there yet" / "ready.json", list[str]()
    addresses = Addresses([file], said.append)
    addresses.tell({"site_url": "http://127.0.0.1:1"})
    addresses.insist()
    assert [str(file) in line for line in said] == [True]

    file.parent.mkdir()
    addresses.insist()
    assert json.loads(file.read_text()) == {"site_url": "http://127.0.0.1:1"}


def test_a_file_that_cannot_be_replaced_stays_whole_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="file"):
        write(tmp_path / "file", "text")


def test_what_starts_have_in_common_is_written_only_if_it_changes(tmp_path: Path) -> None:
    first = Kept.of(tmp_path, dict(_PORTS))
    written = (tmp_path / "stack.json").stat().st_mtime_ns
    assert Kept.of(tmp_path, dict(_PORTS)) == first
    assert (tmp_path / "stack.json").stat().st_mtime_ns == written
