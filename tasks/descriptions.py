"""Keeps generated meta descriptions distinct within a site.

This happens in the transaction that saves the descriptions, when all earlier ones are known. If two
articles arrive at the same moment with the same description, the second one gets another. In one
case a duplicate remains: two articles that fall back on the same alternative at the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from matbaa.duplicates import sameness_key
from matbaa.settings import get_settings
from matbaa.texts import Texts, load_story, other_descriptions
from models import Revision, descriptions, turns

#: How many alternatives to a taken description are tried.
_TRIED = 12


def distinct(
    session: Session, written: Sequence[tuple[str, Revision, Texts]]
) -> Mapping[int, Texts]:
    """The texts to save, by revision id; `written` is the site, revision and texts of each.

    A generated description that another article of the site has is replaced if an alternative is
    free. A description that is used twice all the same is stored for its first article only, which
    keeps lookups short.
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
