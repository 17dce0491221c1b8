"""Keeps sites apart: refuses those that would overwrite or hide each other's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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


def check_addresses(addresses: Mapping[str, str]) -> None:
    """Raises ValueError if two sites have the same base URL; `addresses` has it by site key.

    Readers would only get the first.
    """
    seen: dict[str, str] = {}
    for key, url in addresses.items():
        other = seen.setdefault(url.rstrip("/"), key)
        if other != key:
            raise ValueError(
                f"sites.{key}.base_url: {url!r} is also that of sites.{other}; give each site its "
                f"own host or path, such as {url.rstrip('/')}/{key}"
            )


def inside(url: str, others: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of paths in the storage `url` that belong to other sites' storages in it."""
    root = f"{url.rstrip('/')}/"
    return tuple(
        f"{other.rstrip('/').removeprefix(root)}/" for other in others if other.startswith(root)
    )
