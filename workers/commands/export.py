"""`matbaa export`: the published site as files."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from matbaa.commands import console
from workers.commands import options

_FAILED = 4


def export(
    folder: Annotated[
        Path, typer.Argument(help="Target folder; created if missing.", metavar="DIR")
    ],
    site: options.Site = None,
    as_json: options.Json = False,
) -> None:
    """Write the published site as files. Byte for byte as on storage."""
    from tasks import exporting

    key = options.site_key(site)
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counter({"rendered": 0, "copied": 0, "lost": 0})
    with console.messages().status("") as bar:
        for page in exporting.export(key, folder):
            counts[page.origin] += 1
            if page.origin == "lost":
                console.complain(
                    f"{page.path}: cannot be exported: it is not on storage, and "
                    "rendering it again gives other bytes"
                )
            bar.update(f"{counts.total():,} pages")
    if as_json:
        console.fact_json({"site": key, "folder": str(folder), **counts})
    else:
        origins = ", ".join(f"{count:,} {origin}" for origin, count in counts.items() if count)
        console.fact(f"{counts.total():,} pages in {folder}: {origins or 'nothing is published'}")
    if counts["lost"]:
        raise typer.Exit(_FAILED)
