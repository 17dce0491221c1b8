"""`matbaa republish`: render and upload published articles again."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from workers.commands import acting, options, press


def republish(
    ids: options.Ids = None,
    why: options.Why = "",
    site: options.Site = None,
    section: options.Section = None,
    language: options.Language = None,
    source: options.Source = None,
    since: options.Since = None,
    until: options.Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Act on every article.")] = False,
    dry_run: options.DryRun = False,
    as_json: options.Lines = False,
) -> None:
    """Render and upload articles again. On the bulk lane; for example after a change of theme."""
    wanted = options.article_filter(
        "published",
        site=site,
        section=section,
        language=language,
        source=source,
        since=since,
        until=until,
    )
    if not (ids or site or section or language or source or since or until or everything):
        options.refuse_all("give article ids or filters, or --all for every article")
    chosen = acting.chosen(ids, wanted, everything=True)
    if dry_run:
        acting.would(chosen, "republish", as_json=as_json)
        return
    from tasks import acts

    press.connect()
    refused = 0
    for act in acting.in_parts(chosen, partial(acts.republish, who=press.who(), why=why)):
        acting.say(act, as_json=as_json)
        refused += act.rev is None
    if refused and len(chosen) == refused:
        raise typer.Exit(acting.CONFLICT)
