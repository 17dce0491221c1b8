"""The states that a revision passes through, the two lanes, and the kinds of takedown."""

from __future__ import annotations

from enum import StrEnum

from matbaa.settings import get_settings


class State(StrEnum):
    """Where a revision is in the pipeline."""

    #: Stored; waits for `ingest`.
    ACCEPTED = "accepted"
    #: Parsed and sanitised; waits for `summarize`.
    INGESTED = "ingested"
    #: Has its extractive summary; waits for `llm`, if a language model is to write a better one.
    EXTRACTED = "extracted"
    #: Has its summary, description and keywords; waits for `render`.
    SUMMARIZED = "summarized"
    #: Its pages are rendered as rows; waits for `upload`.
    RENDERED = "rendered"
    #: Readers see it.
    PUBLISHED = "published"
    #: A higher revision took its place.
    SUPERSEDED = "superseded"
    #: Its document held several articles, or one under another id; each is a revision of its own.
    SPLIT = "split"
    #: Cannot continue; see its dead letter.
    DEAD = "dead"

    @property
    def is_open(self) -> bool:
        """Whether it still has stages to pass."""
        return self in OPEN


#: The open states, in the order in which a revision passes them.
OPEN = (State.ACCEPTED, State.INGESTED, State.EXTRACTED, State.SUMMARIZED, State.RENDERED)


def states_in_use() -> tuple[State, ...]:
    """The open states in use here: without a language model, EXTRACTED is not one of them."""
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
