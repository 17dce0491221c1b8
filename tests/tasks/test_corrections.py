"""Corrections that arrive before the article they correct has been published."""

from __future__ import annotations

from models import Article
from models.session import look
from tasks import neighbours
from tests.conftest import Press


def test_a_correction_of_a_rendered_but_unpublished_article_is_published(press: Press) -> None:
    press.article(id="first", title="A bridge is built", section="city", body="Of steel.")
    press.run()
    neighbours.forget()
    press.article(id="second", title="The bridge opens", section="city", revision=1, body="Soon.")
    while press.step() != "matbaa.render":
        pass
    press.article(id="second", title="The bridge opens", section="city", revision=2, body="Today.")
    press.run()
    with look() as session:
        article = session.get(Article, "second")
        assert article is not None
        assert article.published_rev == 2
