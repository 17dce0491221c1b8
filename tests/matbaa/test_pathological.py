"""Documents of nearly two megabytes that are designed to take long to parse."""

from __future__ import annotations

import pytest

from benchmarks.pathological import FAMILIES, measured

_BYTES = 1_900_000


@pytest.mark.parametrize(
    "name",
    [
        "html no-break spaces",
        "html of <",
        "html embeds",
        "text quotes",
        "text run of soft hyphens",
        "text tags",
        "page a giant id",
        "page a giant word of class",
        "page a giant date",
    ],
)
def test_a_pathological_document_takes_little_time(name: str) -> None:
    seconds, said = measured(FAMILIES[name](_BYTES))

    assert seconds < 2, said  # half of that on an idle machine
