"""The states that a revision goes through, and the lanes it goes in."""

from __future__ import annotations

from enum import StrEnum

from matbaa.settings import get_settings


class State(StrEnum):
    """Where a revision stands."""

    #: Written down; waits for `ingest`.
    ACCEPTED = "accepted"
    #: Parsed and sanitised; waits for `summarize`.
    INGESTED = "ingested"
    #: Has its summary by rule; waits for `llm`, a language model's, where its site has one.
    EXTRACTED = "extracted"
    #: Has its summary, description and keywords; waits for `render`.
    SUMMARIZED = "summarized"
    #: Its pages are rows; waits for `upload`.
    RENDERED = "rendered"
    #: Readers see it.
    PUBLISHED = "published"
    #: A higher revision took its place.
    SUPERSEDED = "superseded"
    #: Its document held several articles, or had an id of its own: each goes on by itself.
    SPLIT = "split"
    #: Cannot go on; see its dead letter.
    DEAD = "dead"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self in OPEN


#: In the order of the way of an article.
OPEN = (State.ACCEPTED, State.INGESTED, State.EXTRACTED, State.SUMMARIZED, State.RENDERED)


def states_in_use() -> tuple[State, ...]:
    """The states of an article's way here: the language model's only where there is one."""
    has_model = bool(get_settings().llm_base_url)
    return tuple(state for state in OPEN if has_model or state is not State.EXTRACTED)


class Lane(StrEnum):
    """Bulk work has its own streams and queues, so that a backfill never delays an editor."""

    NEWS = "news"
    BULK = "bulk"


class Takedown(StrEnum):
    """What readers find at the address of an article that was taken down."""

    #: 410: for good.
    GONE = "gone"
    #: 404: perhaps for now.
    MISSING = "missing"
    #: 301: something else instead.
    REDIRECT = "redirect"
