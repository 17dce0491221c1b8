"""Refuses sites that would overwrite each other's pages."""

from __future__ import annotations

from collections.abc import Mapping


def check_apart(storages: Mapping[str, str]) -> None:
    """Raises ValueError if two sites have the same storage; `storages` has its URL by site key.

    Each would put its front page, listings and feeds in the place of the other's.
    """
    seen: dict[str, str] = {}
    for key, url in storages.items():
        other = seen.setdefault(url.rstrip("/"), key)
        if other != key:
            raise ValueError(
                f"sites.{key}.storage_url: {url!r} is also that of sites.{other}; give each site "
                f"its own bucket or prefix, such as {url.rstrip('/')}/{key}"
            )
