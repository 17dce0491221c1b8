"""No two articles of a site are described alike, as far as the descriptions are ours.

It is settled in the transaction that keeps them, when all others are known. Of two articles that
come at the same moment with the same description the second takes another. Two that fall back on
the same other one at the same moment may both have it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from matbaa.duplicates import sameness_key
from matbaa.settings import get_settings
from matbaa.texts import Texts, load_story, other_descriptions
from models import Revision, descriptions, turns

#: Descriptions that are tried in place of a taken one.
_TRIED = 12


def distinct(
    session: Session, written: Sequence[tuple[str, Revision, Texts]]
) -> Mapping[int, Texts]:
    """The texts by revision id, given site, revision and texts of each: a generated description
    that another article of the site has is replaced where there is something else to say.

    What is said twice all the same is kept once: a search finds few rows however often it is said.
    """
    firsts = {key for site, _, texts in written if (key := _key(texts, site)) is not None}
    turns.take(session, firsts)
    descriptions.forget(session, [revision.article_id for _, revision, _ in written])
    known = descriptions.holders(session, firsts)
    settled, own = {}, {}
    for site, revision, texts in written:
        settled[revision.id] = found = _distinct(session, known, site, revision, texts)
        key = _key(found, site)
        if key is not None and known.setdefault(key, revision.article_id) == revision.article_id:
            own[revision.article_id] = key
    descriptions.keep(session, own)
    return settled


def _key(texts: Texts, site: str) -> int | None:
    return sameness_key(texts.description, site) if texts.description else None


def _distinct(
    session: Session, known: dict[int, str], site: str, revision: Revision, texts: Texts
) -> Texts:
    first = known.get(_key(texts, site) or 0)
    if first is None or texts.description_source == "submitted":
        return texts
    story = load_story(revision.story or "")
    others = list(other_descriptions(story, get_settings().site(site), most=_TRIED))
    known |= descriptions.holders(session, [sameness_key(each, site) for each in others])
    free = next((each for each in others if sameness_key(each, site) not in known), None)
    reason = f"description: article {first!r} has the same one"
    if free is None:
        return replace(texts, description_reason=reason, description_repeats=first)
    return replace(
        texts, description=free, description_method="extractive", description_reason=reason
    )
