"""A worker's objects for each site of the installation: its press and its storage, cached."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import structlog

from matbaa.errors import PermanentError
from matbaa.pages import Press
from matbaa.settings import Site, get_settings
from matbaa.storage import Storage, open_storage

log = structlog.get_logger(__name__)


def press_of(site: str) -> Press:
    """The press of a site, its templates compiled once per process."""
    settings = get_settings()
    return _press(settings.site(site), settings.templates_dir)


@lru_cache
def _press(site: Site, templates_dir: Path) -> Press:
    return Press(site, templates_dir)


def storage_of(site: str) -> Storage:
    """The storage of a site, its connections made after the fork."""
    return _storage(site, os.getpid())


def ready_storage_of(site: str) -> Storage:
    """The storage of a site, after its capabilities were probed, once per process.

    Raises ServiceUnavailable if storage cannot be probed now.
    """
    storage = storage_of(site)
    _prepare(site, id(storage))
    return storage


@lru_cache
def _prepare(site: str, _storage: int) -> None:
    try:
        storage_of(site).prepare()
    except PermanentError as error:
        # The right to upload pages is enough. Conditional PUTs are then tried without a probe.
        log.warning("storage_not_probed", site=site, error=str(error))


@lru_cache
def _storage(site: str, _pid: int) -> Storage:
    settings = get_settings()
    url = settings.site(site).storage_url
    return open_storage(url, endpoint_url=settings.s3_endpoint_url)
