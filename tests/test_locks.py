"""What is installed is what was looked at: each package by its version and its hash."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

_FILES = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.mark.parametrize("name", _FILES)
def test_every_package_is_pinned_with_its_hash(name: str) -> None:
    lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    packages = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert packages
    for line in packages:
        assert re.match(r"[\w.\[\],-]+==\S+", line), line
        assert "--hash=sha256:" in line, line
