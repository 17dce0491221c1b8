"""Summaries in the pipeline: supplied by the producer, or generated."""

from __future__ import annotations

from sqlalchemy import select

from matbaa.texts import Texts, load_texts
from models import Revision
from models.session import look
from tests.conftest import Press

BODY = """<p>The river Marle rose by 3.5 metres overnight and closed two bridges on Friday.</p>
<p>Mayor Anna Lindqvist opened the town hall to 1,200 people, who slept there.</p>
<p>The water is expected to fall by Sunday, the weather service said.</p>"""


def texts() -> Texts:
    with look() as session:
        return load_texts(session.scalars(select(Revision.texts)).one() or "")


def test_supplied_texts_are_kept(press: Press) -> None:
    press.article(body=BODY, summary=["My own."], description="Mine too.", slug="my-slug")
    press.run()
    kept = texts()
    assert (kept.summary, kept.summary_method) == (("My own.",), "supplied")
    assert (kept.description, kept.description_source) == ("Mine too.", "submitted")
    assert kept.slug == "my-slug"


def test_missing_texts_are_generated_and_their_method_recorded(press: Press) -> None:
    press.article(body=BODY)
    press.run()
    kept = texts()
    assert kept.summary
    assert (kept.summary_method, kept.description_method) == ("extractive", "extractive")
    assert kept.summary_indexes
