"""How an article's summary and description were made is stated to readers and to machines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matbaa import ninjs
from matbaa.pages import ArticleView, Provenance
from matbaa.texts import write_texts
from matbaa.view import provenance_of
from tests.matbaa.sample_site import SITE, press, view

OPEN = SITE.model_copy(update={"show_provenance": True})


def made_by(method: str, version: str = "") -> ArticleView:
    summary = Provenance(method, version, (0, 3) if method == "extractive" else ())
    return replace(view(), provenance={"summary": summary, "description": Provenance("supplied")})


def test_the_page_says_how_its_texts_were_made_if_the_site_wants_it() -> None:
    page = press(OPEN).article(made_by("extractive", "1"))[0].body.decode()
    assert "(extractive 1 #1, #4)" in page
    assert "قدّمته هيئة التحرير." in page


def test_the_page_says_nothing_about_it_otherwise() -> None:
    assert "extractive 1" not in press().article(made_by("extractive", "1"))[0].body.decode()


def test_ninjs_says_how_each_description_was_made() -> None:
    item = ninjs.item(SITE, made_by("extractive", "1"))
    roles = {text["role"]: text["value"] for text in item["descriptions"]}
    assert roles["summary-provenance"] == "extractive 1 #1, #4"
    assert roles["description-provenance"] == "supplied"
    assert "digitalSourceType" not in item


def test_ninjs_says_that_a_model_wrote_some_of_it() -> None:
    found = ninjs.item(SITE, made_by("llm", "some-model"))["digitalSourceType"]["uri"]
    assert found.endswith("/compositeWithTrainedAlgorithmicMedia")


@pytest.mark.parametrize(
    ("supplied", "method"), [("وصف كتبه المحرر.", "supplied"), (None, "extractive")]
)
def test_a_description_is_marked_as_the_producers_or_as_extracted(
    supplied: str | None, method: str
) -> None:
    story = replace(view().story, description=supplied)
    texts = write_texts(story, SITE, fallback_slug="x")
    assert provenance_of(texts)["description"].method == method
    assert provenance_of(texts)["summary"].sentences
