"""Takes out of its own environment what running the press never reads: `python -B deploy/slim.py`.

For the image: descriptions of every AWS service but S3's own, tests, what compilers read, and
names that Babel has of currencies. Babel's tables are written anew in a denser format of
pickle. Nothing that the press loads changes; `tests/compose` imports all of it in the image.
"""

from __future__ import annotations

import pickle
import shutil
import sysconfig
from pathlib import Path

#: What boto3 opens S3 and finds credentials with (botocore/data).
AWS = {"s3", "sts", "sso", "sso-oidc", "signin"}
#: Tables of a Babel locale that only `format_currency` and `format_interval` read.
UNREAD = {
    "currency_names",
    "currency_names_plural",
    "compact_currency_formats",
    "interval_formats",
}
TESTS = ("tests", "test", "sqlalchemy/testing")
SOURCES = ("*.py[xdi]", "*.px[di]", "*.[ch]", "*.pyd", "*.dist-info/RECORD")


def drop_aws_services(packages: Path) -> None:
    """Leave those of `AWS`."""
    for folder in (packages / "botocore" / "data").iterdir():
        if folder.is_dir() and folder.name not in AWS:
            shutil.rmtree(folder)


def drop_unread_files(packages: Path) -> None:
    """Tests, and what takes a compiler or an installer to use."""
    for name in TESTS:
        for folder in [*packages.rglob(name)]:
            shutil.rmtree(folder)
    for pattern in SOURCES:
        for file in [*packages.rglob(pattern)]:
            file.unlink()


def repack_locales(packages: Path) -> None:
    """Write Babel's locales without `UNREAD`."""
    for file in (packages / "babel" / "locale-data").glob("*.dat"):
        tables = pickle.loads(file.read_bytes())  # noqa: S301 -- Babel's own files
        kept = {name: table for name, table in tables.items() if name not in UNREAD}
        file.write_bytes(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))


def main() -> None:
    """Slim the environment of this interpreter."""
    packages = Path(sysconfig.get_path("purelib"))
    for step in (drop_aws_services, drop_unread_files, repack_locales):
        step(packages)


if __name__ == "__main__":
    main()
