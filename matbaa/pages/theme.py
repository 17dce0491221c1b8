"""A theme: a folder of templates and assets that overrides parts of the default theme."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Iterator
from functools import cached_property
from importlib import resources
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

from matbaa.pages.compiling import Templates
from matbaa.pages.values import Page

DEFAULT = "default"
_TYPES = {
    ".txt": "text/plain; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}


class Theme:
    """Templates and assets of the theme `name` in `templates_dir`.

    Templates that the theme does not have come from the default theme. `default/article.html` names
    the default version explicitly, so that a theme can extend what it overrides.
    """

    def __init__(self, templates_dir: Path, name: str) -> None:
        self.folders = [templates_dir / name, templates_dir / DEFAULT]
        if not self.folders[0].is_dir():
            raise FileNotFoundError(f"no theme {name!r} in {templates_dir}")
        base = FileSystemLoader(self.folders[1])
        self.environment = Templates(
            loader=ChoiceLoader(
                [FileSystemLoader(self.folders[0]), base, PrefixLoader({DEFAULT: base})]
            ),
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )

    def load(self) -> None:
        """Compile all templates now; otherwise the first article would wait half a second."""
        for name in self.environment.list_templates(filter_func=_is_page):
            self.environment.get_template(name)

    @cached_property
    def assets(self) -> dict[str, Page]:
        """The assets of pages by the name that templates use; stored names contain a hash."""
        return {name: _asset(name, body) for name, body in self._files("assets")}

    def text(self, name: str) -> str:
        """The source of a template without its last line end."""
        loader = self.environment.loader
        assert loader is not None  # noqa: S101 - set in __init__
        return loader.get_source(self.environment, name)[0].rstrip("\n")

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Files that are served under their own name at the site's root (`favicon.ico`)."""
        return dict(self._files("root"))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of everything in the theme and the translations that affects how pages look."""
        digest = hashlib.sha256()
        for folder in (*self.folders, resources.files("matbaa") / "locale"):
            for file in sorted(Path(str(folder)).rglob("*")):
                if file.is_file():
                    digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
        return digest.hexdigest()[:16]

    def _files(self, kind: str) -> Iterator[tuple[str, bytes]]:
        for folder in reversed(self.folders):
            for file in sorted((folder / kind).glob("*")):
                yield file.name, file.read_bytes()


def _is_page(name: str) -> bool:
    return name.endswith(".html") and "/" not in name


def content_type(name: str) -> str:
    """The media type of a file by its name."""
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _TYPES.get(Path(name).suffix, guessed)


def _asset(name: str, body: bytes) -> Page:
    stem, dot, suffix = name.partition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    return Page(f"assets/{stem}-{digest}{dot}{suffix}", "asset", content_type(name), body)
