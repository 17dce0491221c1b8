"""Direct access to the stack's storage, bypassing the proxy and the pipeline's own code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from tests.faults.newsroom import Newsroom

_NAME = "site"


@dataclass(frozen=True, slots=True)
class Thing:
    """An object on storage."""

    body: bytes
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bucket:
    """The objects of a bucket, by path."""

    client: Any

    def get(self, path: str) -> Thing | None:
        """The object at `path`, or None."""
        try:
            answer = self.client.get_object(Bucket=_NAME, Key=path)
        except ClientError:
            return None
        return Thing(answer["Body"].read(), answer["Metadata"])

    def put(self, path: str, body: bytes, metadata: Mapping[str, str]) -> None:
        """Overwrite the object at `path` unconditionally, to break a promise."""
        self.client.put_object(Bucket=_NAME, Key=path, Body=body, Metadata=dict(metadata))


def bucket_of(room: Newsroom, *, proxied: bool = False) -> Bucket:
    """The bucket of a stack; `proxied` if its uploads are to appear in the proxy's journal."""
    session = boto3.Session(
        room.env["AWS_ACCESS_KEY_ID"], room.env["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1"
    )
    port = room.s3.port if proxied else room.s3.upstream
    return Bucket(session.client("s3", endpoint_url=f"http://127.0.0.1:{port}"))
