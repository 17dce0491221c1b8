"""The cost of parsing markup is estimated from its tags, and not from text that resembles tags."""

from __future__ import annotations

import pytest

from matbaa.errors import Rejected
from matbaa.formats import Limits
from matbaa.formats.markup_limits import refuse_costly

MANY = " a=1 b c='>'" * 200


@pytest.mark.parametrize(
    "markup",
    [
        f"<script>for (i = 0; i <n; i++) {{ x = 'it\\'s'; {MANY} }}</script><p>Text.</p>",
        f"<style>a{{}} /* <b {MANY} */</style><p>Text.</p>",
        f"<!-- <p {MANY}> --><p>Text.</p>",
        f'<p title="{MANY}">Text.</p>',
    ],
)
def test_attributes_in_scripts_comments_and_values_are_not_counted(markup: str) -> None:
    refuse_costly(markup, Limits())


@pytest.mark.parametrize(
    "before",
    [
        "",
        '<script>if (i <n) x = "</script>',
        "<!--><!-- it's -->",
        '<p title="<script>">',
    ],
)
def test_a_tag_with_many_attributes_is_found_wherever_it_is(before: str) -> None:
    with pytest.raises(Rejected, match="max_attributes"):
        refuse_costly(f"{before}<p {MANY}>'>Text.</p>", Limits())


def test_text_that_only_resembles_tags_is_counted_too() -> None:
    with pytest.raises(Rejected, match="more than 100,000 <"):
        refuse_costly("< " * 100_001, Limits())
