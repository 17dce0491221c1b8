"""What markup may cost is told from its tags, and from nothing that only looks like one."""

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
def test_scripts_comments_and_values_hold_no_attributes(markup: str) -> None:
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
def test_a_tag_of_many_attributes_is_found_behind_anything(before: str) -> None:
    with pytest.raises(Rejected, match="max_attributes"):
        refuse_costly(f"{before}<p {MANY}>'>Text.</p>", Limits())


def test_what_merely_looks_like_tags_is_counted_too() -> None:
    with pytest.raises(Rejected, match="more than 100,000 <"):
        refuse_costly("< " * 100_001, Limits())
