"""`matbaa rename`: rename a section or an author."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from matbaa.commands import console
from workers.commands import acting, options, press


class Kind(StrEnum):
    """The kind of thing to rename."""

    SECTION = "section"
    AUTHOR = "author"


def rename(
    kind: Annotated[Kind, typer.Argument(help="What to rename.")],
    old: Annotated[str, typer.Argument(help="Its current name.")],
    new: Annotated[str, typer.Argument(help="Its new name.")],
    site: options.Site = None,
    why: options.Why = "",
    dry_run: options.DryRun = False,
    as_json: options.Lines = False,
) -> None:
    """Rename a section or an author on a site. Every page that shows the name is rendered and
    uploaded again, on the bulk lane, and keeps its dates.
    """
    from matbaa.settings import get_settings
    from tasks import acts

    key = options.site_key(site)
    if dry_run:
        acting.would(acts.named(kind.value, old, site=key), "rename", as_json=as_json)
        return
    press.connect()
    count = acts.count_named(kind.value, old, site=key)
    doing = acts.rename(kind.value, old, new, site=key, who=press.who(), why=why)
    for act in acting.progress(doing, count):
        acting.say(act, as_json=as_json)
    if kind is Kind.SECTION and old in get_settings().site(key).sections:
        console.tell(
            f"{old!r} is also listed in `sections` of the site's settings; change it there too"
        )
