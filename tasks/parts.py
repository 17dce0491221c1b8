"""Splits a submitted document that holds several articles, or one under its own id, into parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from matbaa.errors import Rejected
from matbaa.identity import identify_submission
from matbaa.settings import get_settings
from matbaa.story import Parsed, Story
from matbaa.texts import dump_story
from models import Revision
from models.acceptance import accept
from models.entry import Entry
from tasks.outcomes import Outcome, outcome_of
from tasks.pipeline import Hint, Job

#: Makes a story from what was parsed, for the site with the given key.
Composer = Callable[[Parsed, str], Story | Rejected]


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a document. It becomes a revision of its own."""

    #: The key of its submission; see `part_key`.
    key: str
    parsed: Parsed
    story: Story | Rejected


def part_key(revision: Revision, number: int) -> str:
    """The key under which part `number` of a document is accepted."""
    return f"{revision.receipt or revision.content_hash[:32]}/{number}"


@dataclass(frozen=True, slots=True)
class Copied:
    """An article that also appears on other sites, with a copy for each of them."""

    story: Story
    copies: list[Part]


def copies_of(parsed: Parsed, job: Job[Any], composed: Composer) -> list[Part]:
    """Copies of the article for the further sites that it names in `also_on`.

    Each copy is an independent article: it proceeds, fails and is taken down by itself. Raises
    Rejected for an unknown site.
    """
    sites = get_settings().sites
    names = [name for name in dict.fromkeys(parsed.submission.also_on) if name != job.article.site]
    if unknown := [name for name in names if name not in sites]:
        raise Rejected(
            "also_on", f"{unknown[0]!r} is not a known site; the sites are: {', '.join(sites)}"
        )
    return [_copy(parsed, job, name, composed) for name in names]


def _copy(parsed: Parsed, job: Job[Any], site: str, composed: Composer) -> Part:
    update = {"id": f"{job.article.id}@{site}"[:255], "site": site, "also_on": []}
    copy = replace(parsed, submission=parsed.submission.model_copy(update=update))
    key = f"{job.revision.receipt or job.revision.content_hash[:32]}/{site}"
    return Part(key, copy, composed(copy, site))


def told_of(parts: Sequence[Part]) -> dict[str, Any] | None:
    """Facts for the document's receipt: the keys of its parts' receipts.

    None if the document has a single part, since that part takes over the document's receipt.
    """
    if len(parts) == 1:
        return None
    keys = tuple(part.key for part in parts)
    return {"reason": f"contains {len(parts)} articles", "parts": keys}


def accept_parts(
    session: Session, job: Job[Any], parts: Sequence[Part]
) -> Iterator[Hint | Outcome]:
    """Accept each part as a submission; yield the hints and receipts that follow from it."""
    entries = [_entry(job, part, is_only=len(parts) == 1) for part in parts]
    for entry, answer in zip(entries, accept(session, entries), strict=True):
        if answer.revision_id is not None:
            yield Hint(answer.state, answer.lane, answer.revision_id)
        elif job.revision.receipt:
            yield outcome_of(entry, answer)


def _entry(job: Job[Any], part: Part, *, is_only: bool) -> Entry:
    submission = part.parsed.submission
    entry = Entry(
        payload=submission.model_dump_json(exclude_unset=True).encode(),
        key=part.key,
        source=job.revision.source or "",
        lane=job.revision.lane,
        site=get_settings().site(submission.site or job.article.site).key,
        outcome=identify_submission(submission),
        receipt=job.revision.receipt if is_only else None,
    )
    if isinstance(part.story, Rejected):
        return replace(entry, outcome=part.story)
    return replace(entry, story=dump_story(part.story), due=part.story.publish_at)
