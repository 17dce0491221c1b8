"""Documents that are made to take long, by name; each is a function of its size in bytes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from benchmarks.pathological import data, mail, markup, texts, wires
from benchmarks.pathological.made import Made
from matbaa.errors import Rejected
from matbaa.preview import Prepared, Preview

FAMILIES: dict[str, Callable[[int], Made]] = {
    **markup.html(),
    **markup.pages(),
    **texts.texts(),
    **texts.markdown(),
    **wires.xml(),
    **mail.mail(),
    **data.raw(),
    **data.json_(),
}


def measured(made: Made, *, page: bool = False) -> tuple[float, str]:
    """CPU seconds that one document takes, and the outcome."""
    began = time.process_time()
    told = list(dict.fromkeys(_told(made, page=page)))
    return time.process_time() - began, "; ".join(told)[:90]


def _told(made: Made, *, page: bool) -> Iterator[str]:
    preview = Preview(datetime(2026, 1, 1, tzinfo=UTC))
    try:
        for each in preview.prepare(made.content, format=made.format, name=made.name):
            if isinstance(each, Prepared):
                yield f"{each.story.format}, {len(each.story.text):,} characters"
                if page:
                    preview.page(each)
            else:
                yield str(each.error)
    except Rejected as error:
        yield str(error)
