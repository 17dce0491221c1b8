"""Notices a second article in a pasted text: a headline, a byline and a date above more prose."""

from __future__ import annotations

from collections.abc import Iterator

from matbaa.formats.raw.credits import names_author
from matbaa.formats.raw.lines import Kind, Line

#: The least length of a headline, and the number of lines from the byline on that have date and
#: prose.
_HEADLINE, _NEAR = 20, 4


def warnings_of_others(text: list[Line]) -> tuple[str, ...]:
    """A warning that names the headlines of other articles in the lines of a text, if it has any
    after its first paragraph.
    """
    titles = list(_titles(text))
    if not titles:
        return ()
    named = "; ".join(title[:80] for title in titles[:5])
    return (f"The text seems to contain other articles ({named}); send each by itself.",)


def _titles(text: list[Line]) -> Iterator[str]:
    for place, line in enumerate(text[2:], 2):
        above, below = text[place - 1], [each.kind for each in text[place + 1 : place + _NEAR]]
        is_headline = above.kind is Kind.SHORT and not above.ends_sentence
        is_headed = is_headline and above.length >= _HEADLINE and names_author(line)
        if is_headed and Kind.DATE in below and Kind.PROSE in below:
            yield above.text
