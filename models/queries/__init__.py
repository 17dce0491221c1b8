"""Queries of the desk and the command line: read-only, indexed, returning plain values."""

from models.queries.articles import Filter, Row, list_articles
from models.queries.figures import (
    Counts,
    Flow,
    LaneStand,
    Latency,
    Waiting,
    counts,
    flow,
    lanes,
    latencies,
    longest,
    stuck,
    waited,
)
from models.queries.letters import Letter, LetterFilter, LetterGroup, letter_groups, letters
from models.queries.timeline import Timeline, timeline

__all__ = [
    "Counts",
    "Filter",
    "Flow",
    "LaneStand",
    "Latency",
    "Letter",
    "LetterFilter",
    "LetterGroup",
    "Row",
    "Timeline",
    "Waiting",
    "counts",
    "flow",
    "lanes",
    "latencies",
    "letter_groups",
    "letters",
    "list_articles",
    "longest",
    "stuck",
    "timeline",
    "waited",
]
