"""Creates the buckets of all sites: `python -m workers.bucket`."""

from __future__ import annotations

from matbaa.settings import get_settings
from tasks.publications import storage_of


def main() -> None:
    """Create the buckets that are missing. Raises ServiceUnavailable or PermanentError."""
    for key in get_settings().sites:
        storage_of(key).prepare()


if __name__ == "__main__":
    main()
