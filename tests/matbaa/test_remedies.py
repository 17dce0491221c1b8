"""The errors that a producer gets for a bad submission."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matbaa.errors import Rejected
from matbaa.formats.submission import validated
from matbaa.submission import Submission


def refusal(**said: Any) -> str:
    with pytest.raises(Rejected) as caught:
        validated({"body": "It rained.", **said})
    return str(caught.value)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"titel": "Rain"}, "titel: is not a field; did you mean 'title'?"),
        ({"headline": "Rain"}, "headline: is not a field; did you mean 'title'?"),
        ({"dateModified": "x"}, "dateModified: is not a field; did you mean 'updated'?"),
        ({"zzz": 1}, "zzz: is not a field; see docs/submission.schema.json"),
        ({"body": 5}, "body: must be text, but is a number"),
        (
            {"published": "yesterday"},
            "published: is not a date and time; write it as 2026-11-26T08:30:00+03:00",
        ),
        (
            {"publish_at": 0},
            "publish_at: is not a date and time; write it as 2026-11-26T08:30:00+03:00",
        ),
        (
            {"updated": "1764144000"},
            "updated: is not a date and time; write it as 2026-11-26T08:30:00+03:00",
        ),
        (
            {"language": "in Arabic"},
            "language: is not a language tag; write, for example, ar, en or pt-BR",
        ),
        (
            {"images": [{"url": "ftp://a/b.jpg"}]},
            "images[0].url: is not a web address; it must begin with http:// or https://",
        ),
        (
            {"translations": {"ar": "a"}},
            "translations.ar: is not a web address; it must begin with http:// or https://",
        ),
        ({"title": "x" * 2001}, "title: has 2001 characters; at most 2000"),
        ({"tags": ["a"] * 101}, "tags: has 101 entries; at most 100"),
        ({"revision": 0}, "revision: must be 1 or more"),
        ({"revision": "two"}, "revision: must be a whole number, but is text"),
        ({"status": "gone"}, "status: is not one of 'usable', 'withheld', 'canceled'"),
        ({"authors": [{"nam": "A"}]}, "authors[0].name: is missing (also wrong: authors[0].nam)"),
    ],
)
def test_the_field_at_fault_is_named_with_the_remedy(said: dict[str, Any], told: str) -> None:
    assert refusal(**said) == told


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*Submission.model_fields]), _JSON, max_size=4))
def test_any_submission_is_accepted_or_refused_with_a_field(said: dict[str, Any]) -> None:
    for error in refusals(said):
        assert error.field.split(".")[0].split("[")[0] in Submission.model_fields
        assert "pydantic" not in error.reason
        assert "Input should" not in error.reason
        assert "String should" not in error.reason


def refusals(said: dict[str, Any]) -> list[Rejected]:
    try:
        validated(said)
    except Rejected as error:
        return [error]
    return []
