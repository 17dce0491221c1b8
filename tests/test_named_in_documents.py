"""Tests, files and pictures that the documents name or link to exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

_DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(ROOT.glob("docs/*.md"))]
_NAMED = re.compile(r"`((?:tests|deploy|samples)/[\w./-]+\w)(?:::(\w+))?`")
_LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_every_file_test_and_link_that_a_document_names_exists(document: Path) -> None:
    text = document.read_text()
    for name, function in _NAMED.findall(text):
        assert (ROOT / name).exists(), name
        assert f"def {function}" in (ROOT / name).read_text() if function else True, function
    for link in _LINKED.findall(text):
        assert (document.parent / link).exists(), link
