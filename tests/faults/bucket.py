"""The stack's storage as anybody can read it, past the proxy and past the press's own code."""

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
    """An object that is there."""

    body: bytes
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Bucket:
    """What stands where."""

    client: Any

    def get(self, path: str) -> Thing | None:
        """What stands at `path`."""
        try:
            answer = self.client.get_object(Bucket=_NAME, Key=path)
        except ClientError:
            return None
        return Thing(answer["Body"].read(), answer["Metadata"])

    def put(self, path: str, body: bytes, metadata: Mapping[str, str]) -> None:
        """Write over what stands at `path`, as nobody should."""
        self.client.put_object(Bucket=_NAME, Key=path, Body=body, Metadata=dict(metadata))


def bucket_of(room: Newsroom, *, proxied: bool = False) -> Bucket:
    """The bucket of a stack; `proxied` where the journal of puts is to know."""
    session = boto3.Session(
        room.env["AWS_ACCESS_KEY_ID"], room.env["AWS_SECRET_ACCESS_KEY"], region_name="us-east-1"
    )
    port = room.s3.port if proxied else room.s3.upstream
    return Bucket(session.client("s3", endpoint_url=f"http://127.0.0.1:{port}"))
