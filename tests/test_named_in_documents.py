"""What the documents name is there: tests by file and function, files, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

_DOCUMENTS = [ROOT / "README.md", ROOT / "SECURITY.md", *sorted(ROOT.glob("docs/*.md"))]
_NAMED = re.compile(r"`((?:tests|deploy|samples)/[\w./-]+\w)(?:::(\w+))?`")
_LINKED = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text()
    for name, function in _NAMED.findall(text):
        assert (ROOT / name).exists(), name
        assert f"def {function}" in (ROOT / name).read_text() if function else True, function
    for link in _LINKED.findall(text):
        assert (document.parent / link).exists(), link
