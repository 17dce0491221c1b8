"""The lock files pin every package by version and hash."""

from __future__ import annotations

import re

import pytest
from packaging.version import Version

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


#: The first version of each package without a known vulnerability: escapes from Jinja2's sandbox
#: (CVE-2025-27516), a picture that exhausts memory (CVE-2026-40192), commands stored as
#: task results (CVE-2021-23727).
_MENDED = {"jinja2": "3.1.6", "pillow": "12.2", "celery": "5.2.2"}


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize("package", _MENDED)
def test_no_package_is_older_than_its_security_fix(name: str, package: str) -> None:
    pinned = re.search(rf"^{package}==(\S+)", (ROOT / name).read_text(), re.MULTILINE)
    assert pinned, f"{package} is not in {name}"
    assert Version(pinned.group(1)) >= Version(_MENDED[package])
