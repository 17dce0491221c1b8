"""The adapter of `matbaa.storage` for S3 and compatible stores."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from matbaa.errors import ConditionFailed, PermanentError, ServiceUnavailable
from matbaa.s3_quick import PROBE, QuickRequests
from matbaa.storage import NOTHING, Blob, Found, check_path

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import GetObjectOutputTypeDef, HeadObjectOutputTypeDef

#: The pipeline retries, not boto3; a second attempt only covers a stale connection.
_CONFIG = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"mode": "standard", "total_max_attempts": 2},
    max_pool_connections=32,
    # Some compatible stores refuse the checksums that boto3 adds since 1.36.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    s3={"addressing_style": "path"},
)
_FAILED_CONDITION = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
_EXISTS = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}
_NOT_ALLOWED = {401, 403}
_MISSING = {"NoSuchKey", "NotFound", "404"}
#: Refusals that are about the bucket or the credentials, so that no page is at fault (Amazon S3 API
#: Reference, "Error responses"). Wrong credentials are recognised by the status.
_OF_EVERY_PAGE = {
    *("NoSuchBucket", "PermanentRedirect", "TemporaryRedirect", "OperationAborted"),
    *("ExpiredToken", "InvalidToken", "TokenRefreshRequired", "AuthorizationHeaderMalformed"),
}


class S3Storage:
    """A bucket, or its part below `prefix`."""

    def __init__(self, bucket: str, prefix: str = "", *, endpoint_url: str = "") -> None:
        self.bucket = bucket
        self.prefix = f"{prefix}/" if prefix else ""
        self.conditional = True
        self._endpoint_url = endpoint_url
        _whereabouts(endpoint_url)  # cached before a fork, so that children need not repeat it

    def prepare(self) -> None:
        if self._quick and self._quick.honours_conditions(self._probe()):
            return
        with _translated():
            self._make_bucket()
            self.conditional = self._honours_conditions()

    @cached_property
    def client(self) -> S3Client:
        """The boto3 client, created on first use because it takes 12 MB and a tenth of a second."""
        return _client(self._endpoint_url)

    @cached_property
    def _quick(self) -> QuickRequests | None:
        """The faster client; None if it cannot be created, e.g. without credentials. The requests
        then go through boto3, which reports the error.
        """
        endpoint_url, region = _whereabouts(self._endpoint_url)
        try:
            return QuickRequests(self.bucket, endpoint_url=endpoint_url, region=region)
        except (ValueError, OSError, BotoCoreError):
            return None

    def put(self, path: str, blob: Blob, *, expect: str | None = None) -> str:
        expect = expect if self.conditional else None
        key = self.prefix + check_path(path)
        etag = self._quick.put(key, blob, expect=expect) if self._quick else None
        return etag or self._put(path, blob, expect)

    def _put(self, path: str, blob: Blob, expect: str | None) -> str:
        condition: dict[str, Any] = {}
        if expect is not None:
            condition = {"IfNoneMatch": "*"} if expect == NOTHING else {"IfMatch": expect}
        with _waiting_for_rights(), _translated(path):
            answer = self.client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + path,
                Body=blob.body,
                ContentType=blob.content_type,
                CacheControl=blob.cache_control,
                Metadata=dict(blob.metadata),
                **condition,
            )
        return answer["ETag"]

    def get(self, path: str) -> Found | None:
        found = self._quick.get(self.prefix + path) if self._quick else None
        return found or self._get(path)

    def _get(self, path: str) -> Found | None:
        with _translated(path), _missing_is_none():
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + path)
            return _found(answer, answer["Body"].read())
        return None

    def head(self, path: str) -> Found | None:
        with _translated(path), _missing_is_none():
            return _found(self.client.head_object(Bucket=self.bucket, Key=self.prefix + path), b"")
        return None

    def etag(self, path: str) -> str | None:
        etag = self._quick.etag(self.prefix + path) if self._quick else None
        if etag is None:  # no such object, or an error that boto3 reports
            found = self.head(path)
            etag = found.etag if found else None
        return etag

    def delete(self, path: str) -> None:
        with _translated(path):
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + path)

    def paths(self) -> Iterator[str]:
        with _translated():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
                for found in page.get("Contents", []):
                    yield found["Key"].removeprefix(self.prefix)

    def _make_bucket(self) -> None:
        try:
            self.client.head_bucket(Bucket=self.bucket)
        except ClientError as error:
            if _code(error) not in _MISSING | {"NoSuchBucket"}:
                raise
            try:
                self.client.create_bucket(Bucket=self.bucket)
            except ClientError as error:
                if _code(error) not in _EXISTS:  # another process may have created it
                    raise

    def _honours_conditions(self) -> bool:
        """Whether the store refuses the second of two puts that must not replace an object."""
        key = self._probe()
        put = {"Bucket": self.bucket, "Key": key, "Body": PROBE, "IfNoneMatch": "*"}
        try:
            self.client.put_object(**put)  # type: ignore[arg-type]  # the dict holds its arguments
            self.client.put_object(**put)  # type: ignore[arg-type]  # idem
        except ClientError as error:
            if _code(error) not in _FAILED_CONDITION | {"NotImplemented", "501"}:
                raise
            return _code(error) in _FAILED_CONDITION
        finally:
            self.client.delete_object(Bucket=self.bucket, Key=key)
        return False

    def _probe(self) -> str:
        """A random key for a test object."""
        return f"{self.prefix}.matbaa-probe-{secrets.token_hex(8)}"


def _client(endpoint_url: str) -> S3Client:
    return boto3.Session().client("s3", endpoint_url=endpoint_url or None, config=_CONFIG)


@lru_cache
def _whereabouts(endpoint_url: str) -> tuple[str, str]:
    """The endpoint and region that boto3 takes from its configuration.

    Only AWS's own endpoints need a client, which leaves 13 MB in the process that creates it.
    """
    if endpoint_url:
        region = botocore.session.get_session().get_config_variable("region")
        return endpoint_url, region or "us-east-1"
    meta = _client(endpoint_url).meta
    return meta.endpoint_url, meta.region_name or "us-east-1"


def _found(answer: GetObjectOutputTypeDef | HeadObjectOutputTypeDef, body: bytes) -> Found:
    content_type = answer.get("ContentType", "application/octet-stream")
    blob = Blob(body, content_type, answer.get("CacheControl", ""), answer.get("Metadata", {}))
    return Found(blob, answer["ETag"])


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def _status(error: ClientError) -> int:
    return error.response["ResponseMetadata"]["HTTPStatusCode"]


@contextmanager
def _missing_is_none() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if _code(error) not in _MISSING:
            raise


@contextmanager
def _waiting_for_rights() -> Iterator[None]:
    """Treat refused credentials as a transient error: no page is at fault, so all of them are
    retried until the credentials are corrected.
    """
    try:
        yield
    except PermanentError as error:
        cause = error.__cause__
        if isinstance(cause, ClientError) and _status(cause) in _NOT_ALLOWED:
            raise ServiceUnavailable("storage", f"refuses our credentials: {cause}") from cause
        raise


@contextmanager
def _translated(path: str = "") -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code, status = _code(error), _status(error)
        if code in _FAILED_CONDITION:
            raise ConditionFailed(path) from error
        slow = status >= 500 or status == 429 or code in {"SlowDown", "RequestTimeout"}
        if slow or code in _OF_EVERY_PAGE:
            raise ServiceUnavailable("storage", str(error)) from error
        raise PermanentError(f"storage: {error}") from error
    except BotoCoreError as error:
        raise ServiceUnavailable("storage", str(error)) from error
