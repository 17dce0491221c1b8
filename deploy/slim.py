"""Removes files that the press never reads from its own environment: `python -B deploy/slim.py`.

Run while the image is built. It removes the descriptions of unused AWS services, tests, files for
compilers and editors, parts of libraries that nothing imports, lexers of programming languages that
are never highlighted, and Babel's names of currencies, units and time zones. Nothing that the press
loads changes; `tests/compose` imports it all in the image, and compares how every locale formats.
"""

from __future__ import annotations

import compileall
import pickle
import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.core import get_global
from pygments.lexers import _mapping  # type: ignore[import-untyped]  # its stubs are apart

#: The services for which boto3 opens clients or finds credentials.
AWS = {"s3", "sts", "sso", "sso-oidc", "signin", "cloudfront"}
#: Tables of a Babel locale that no formatting here uses.
UNREAD = {
    "currency_names",
    "currency_names_plural",
    "compact_currency_formats",
    "compact_decimal_formats",
    "datetime_skeletons",
    "interval_formats",
}
#: Names of time zones. Only the desk shows these, and the names of languages other than the
#: locale's own; they are kept for the desk's languages (desk/translations.py).
DESK_ONLY = ("time_zones", "meta_zones")
DESK = {"root", "en", "ar"}
#: Of Babel's units only durations are kept, for `format_unit` and `format_timedelta`.
UNITS = "duration-"
OF_UNITS = {"unit_patterns", "unit_display_names"}
#: Pillow draws no text here, other databases have no driver, wcwidth works without its extension.
UNUSED = (
    "tests",
    "test",
    "sqlalchemy/testing",
    "sqlalchemy/dialects/m[sy]*sql",
    "sqlalchemy/dialects/oracle",
    "alembic/testing",
    "textual/demo",
    "wcwidth/_wcwidth_c.*",
    "PIL/_imagingft.*",
    "pillow.libs/libfreetype-*",
    "pillow.libs/libharfbuzz-*",
    "pillow.libs/libbrotli*",
    "lxml/objectify.*",
    "lxml/isoschematron",
    "lxml/html/_difflib.*",
    "lxml/html/diff.*",
)
#: Lexers for the only text that is highlighted in a terminal: tracebacks.
LEXERS = {"pygments.lexers.python", "pygments.lexers.special"}
SOURCES = ("*.py[xdi]", "*.px[di]", "*.[ch]", "*.pyd", "*.dist-info/RECORD", "*.dist-info/sboms")


def drop_aws_services(packages: Path) -> None:
    """Remove the data of all services except those in `AWS`."""
    for library in ("botocore", "boto3"):
        for folder in (packages / library / "data").iterdir():
            if folder.is_dir() and folder.name not in AWS:
                shutil.rmtree(folder)


def drop_unused_files(packages: Path) -> None:
    """Remove tests, parts that nothing imports, and files for compilers and installers."""
    for pattern in (*UNUSED, *SOURCES):
        for found in [*packages.rglob(pattern)]:
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink(missing_ok=True)


def drop_lexers(packages: Path) -> None:
    """Remove all lexers except `LEXERS`, also from Pygments's table, so that it reports the others
    as unknown.
    """
    kept = {name: about for name, about in _mapping.LEXERS.items() if about[0] in LEXERS}
    folder = packages / "pygments" / "lexers"
    for file in folder.glob("[!_]*.py"):
        if f"pygments.lexers.{file.stem}" not in LEXERS:
            file.unlink()
    for file in folder.glob("_*_builtins.py"):
        file.unlink()
    (folder / "_mapping.py").write_text(f"LEXERS = {kept!r}\n")


def repack_locales(packages: Path) -> None:
    """Rewrite Babel's locales without the unused tables, in a more compact pickle format."""
    for file in (packages / "babel" / "locale-data").glob("*.dat"):
        tables = pickle.loads(file.read_bytes())  # noqa: S301 -- Babel's own files
        kept = dict(_tables_read(file.stem, tables))
        file.write_bytes(pickle.dumps(kept, pickle.HIGHEST_PROTOCOL))


def _tables_read(locale: str, tables: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, table in tables.items():
        if name in OF_UNITS:
            yield name, {unit: table[unit] for unit in table if unit.startswith(UNITS)}
        elif name == "languages" and locale not in DESK:
            own = {locale.partition("_")[0], *_children(locale)}
            yield name, {language: table[language] for language in table if language in own}
        elif name not in UNREAD:
            yield name, {} if name in DESK_ONLY and locale not in DESK else table


def _children(locale: str) -> Iterator[str]:
    """Yield locales whose language names are in the tables of another: `nb` in those of `no`."""
    parents = get_global("parent_exceptions")
    yield from (child for child, parent in parents.items() if parent == locale)


def compile_instead(packages: Path) -> None:
    """Replace source files by byte code: nothing is compiled at start-up, nothing is stored twice.

    Source: "Sourceless" imports, https://docs.python.org/3/library/compileall.html (`-b`).
    """
    compileall.compile_dir(packages, quiet=1, legacy=True, workers=0)
    for file in packages.rglob("*.py"):
        if file.with_suffix(".pyc").exists():
            file.unlink()


STEPS = (
    drop_aws_services,
    drop_unused_files,
    drop_lexers,
    repack_locales,
    compile_instead,
)


def main() -> None:
    """Slim the environment of this interpreter."""
    packages = Path(sysconfig.get_path("purelib"))
    for step in STEPS:
        step(packages)


if __name__ == "__main__":
    main()
