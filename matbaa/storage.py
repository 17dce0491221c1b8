"""The storage of finished pages: S3, a folder, or memory, behind one small interface.

Only this module and its adapters (`s3`, `s3_quick`) use S3, and they translate its errors.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

from matbaa.errors import ConditionFailed, PermanentError, ServiceUnavailable

#: The value of `expect` for a put that must not replace an existing object.
NOTHING = ""


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of an object, and the headers it is served with."""

    body: bytes
    content_type: str
    cache_control: str = ""
    #: Lower-case ASCII names and values, e.g. `rev`, `sha256`, `status`, `location`.
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A stored object; `etag` is the `expect` of a conditional put that replaces it."""

    blob: Blob
    etag: str

    @property
    def rev(self) -> int:
        """Its revision, by which older uploads are told from newer ones; 0 if it states none."""
        return int(self.blob.metadata.get("rev", "0"))


class Storage(Protocol):
    """The interface of all storages.

    Paths are relative to the site's root, with `/` between parts. Every method raises
    ServiceUnavailable if the storage cannot be reached or is overloaded, and PermanentError if it
    refuses the request in a way that a retry cannot change.
    """

    #: Whether the storage honours conditional puts; valid after `prepare`.
    conditional: bool

    def prepare(self) -> None:
        """Create the bucket or folder if it is missing, and find out what the storage supports."""

    def put(self, path: str, blob: Blob, *, expect: str | None = None) -> str:
        """Store an object and return its etag.

        With `expect` it is stored only if the present object has that etag, or, for `NOTHING`, if
        there is no object; otherwise ConditionFailed is raised.
        """

    def get(self, path: str) -> Found | None:
        """The object, or None."""

    def head(self, path: str) -> Found | None:
        """The object without its body, or None."""

    def etag(self, path: str) -> str | None:
        """The etag of the object, or None; cheaper than `head` for many objects."""

    def delete(self, path: str) -> None:
        """Remove the object if it exists."""

    def paths(self) -> Iterator[str]:
        """The paths of all objects, in any order; slow, meant for audits."""


def open_storage(url: str, *, endpoint_url: str = "") -> Storage:
    """The storage at `s3://bucket/prefix`, `file:///dir` or `memory:`. Raises PermanentError."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        from matbaa.s3 import S3Storage  # boto3 takes a third of a second to import

        return S3Storage(parts.netloc, parts.path.strip("/"), endpoint_url=endpoint_url)
    if parts.scheme == "file":
        return FolderStorage(Path(parts.path))
    if parts.scheme == "memory":
        return MemoryStorage()
    raise PermanentError(f"storage_url: {url!r} is neither s3://bucket/prefix nor file:///dir")


def check_path(path: str) -> str:
    """Return `path` if it is safe as an object key and as a file name, else raise PermanentError.

    S3 keys have at most 1,024 bytes, of which some are left for the prefix; file names 255.
    """
    parts = PurePosixPath(path).parts
    unsafe = path.startswith("/") or ".." in parts or "\\" in path or "//" in path
    if not path or unsafe or any(ord(char) < 32 or ord(char) == 127 for char in path):
        raise PermanentError(f"path: {path!r} cannot be an object's key")
    if len(path.encode()) > 900 or any(len(part.encode()) > 255 for part in parts):
        raise PermanentError(f"path: {path[:60]!r}... is too long for an object's key")
    return path


@dataclass
class MemoryStorage:
    """A storage in memory, for tests and previews."""

    conditional: bool = True
    objects: dict[str, Found] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def prepare(self) -> None:
        """Nothing to prepare."""

    def put(self, path: str, blob: Blob, *, expect: str | None = None) -> str:
        with self._lock:
            present = self.objects.get(check_path(path))
            _check_expectation(path, expect, present.etag if present else NOTHING)
            etag = hashlib.sha256(
                repr((blob.body, sorted(blob.metadata.items()))).encode()
            ).hexdigest()
            self.objects[path] = Found(blob, etag)
            return etag

    def get(self, path: str) -> Found | None:
        return self.objects.get(path)

    def head(self, path: str) -> Found | None:
        return self.objects.get(path)

    def etag(self, path: str) -> str | None:
        found = self.head(path)
        return found.etag if found else None

    def delete(self, path: str) -> None:
        self.objects.pop(path, None)

    def paths(self) -> Iterator[str]:
        return iter(list(self.objects))


class FolderStorage:
    """Pages as plain files; their headers, metadata and etags are JSON files below `.matbaa/`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.conditional = True
        self._lock = threading.Lock()

    def prepare(self) -> None:
        with _translated():
            (self.root / ".matbaa").mkdir(parents=True, exist_ok=True)

    def put(self, path: str, blob: Blob, *, expect: str | None = None) -> str:
        file, facts = self._files(path)
        etag = hashlib.sha256(blob.body + repr(sorted(blob.metadata.items())).encode()).hexdigest()
        with self._lock, _translated():
            present = self.head(path)
            _check_expectation(path, expect, present.etag if present else NOTHING)
            _replace(file, blob.body)
            _replace(facts, _facts(blob, etag))
        return etag

    def get(self, path: str) -> Found | None:
        found = self.head(path)
        if found is None:
            return None
        blob = found.blob
        body = self._files(path)[0].read_bytes()
        return Found(Blob(body, blob.content_type, blob.cache_control, blob.metadata), found.etag)

    def head(self, path: str) -> Found | None:
        file, facts = self._files(path)
        if not (file.is_file() and facts.is_file()):
            return None
        said = json.loads(facts.read_bytes())
        blob = Blob(b"", said["content_type"], said["cache_control"], said["metadata"])
        return Found(blob, said["etag"])

    def etag(self, path: str) -> str | None:
        found = self.head(path)
        return found.etag if found else None

    def delete(self, path: str) -> None:
        for file in self._files(path):
            file.unlink(missing_ok=True)

    def paths(self) -> Iterator[str]:
        for file in self.root.rglob("*"):
            path = file.relative_to(self.root).as_posix()
            if file.is_file() and not path.startswith(".matbaa/"):
                yield path

    def _files(self, path: str) -> tuple[Path, Path]:
        check_path(path)
        return self.root / path, self.root / ".matbaa" / f"{path}.json"


def _facts(blob: Blob, etag: str) -> bytes:
    said = {
        "content_type": blob.content_type,
        "cache_control": blob.cache_control,
        "metadata": dict(blob.metadata),
        "etag": etag,
    }
    return json.dumps(said).encode()


@contextmanager
def _translated() -> Iterator[None]:
    """Treat a disk that is full or may only be read as an outage, since it refuses every page."""
    try:
        yield
    except (FileExistsError, IsADirectoryError, NotADirectoryError):
        raise  # this path's fault: another page is where its folder should be, or the reverse
    except OSError as error:
        raise ServiceUnavailable("storage", str(error)) from error


def _replace(file: Path, body: bytes) -> None:
    """Write a file so that readers see the old or the new one, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(body)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _check_expectation(path: str, expect: str | None, present: str) -> None:
    if expect is not None and expect != present:
        raise ConditionFailed(path)
