"""Keeps sites apart: refuses those that would overwrite or hide each other's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol


class _Site(Protocol):
    @property
    def storage_url(self) -> str: ...
    @property
    def base_url(self) -> str: ...
    @property
    def model_fields_set(self) -> set[str]: ...


def check_apart(sites: Mapping[str, _Site]) -> None:
    """Raises ValueError if two of `sites`, given by key, have the same storage or base URL.

    In one storage each would put its front page, listings and feeds in the place of the other's;
    of two sites with one address, readers would only get the first. Base URLs that are left out
    are not compared.
    """
    storages = {key: site.storage_url for key, site in sites.items()}
    _check("storage_url", storages, "bucket or prefix")
    served = {
        key: site.base_url for key, site in sites.items() if "base_url" in site.model_fields_set
    }
    _check("base_url", served, "host or path")


def _check(field: str, urls: Mapping[str, str], part: str) -> None:
    seen: dict[str, str] = {}
    for key, url in urls.items():
        other = seen.setdefault(url.rstrip("/"), key)
        if other != key:
            raise ValueError(
                f"sites.{key}.{field}: {url!r} is also that of sites.{other}; give each site its "
                f"own {part}, such as {url.rstrip('/')}/{key}"
            )


def inside(url: str, others: Iterable[str]) -> tuple[str, ...]:
    """The beginnings of paths in the storage `url` that belong to other sites' storages in it."""
    root = f"{url.rstrip('/')}/"
    return tuple(
        f"{other.rstrip('/').removeprefix(root)}/" for other in others if other.startswith(root)
    )
