"""Fetches pictures from other sites without access to the internal network (SSRF)."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2

from matbaa.errors import Rejected, ServiceUnavailable

#: Returns the IP addresses of a host and port.
Resolver = Callable[[str, int], list[str]]

_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


def addresses_of(host: str, port: int) -> list[str]:
    """All IP addresses of a host. Raises OSError if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Policy:
    """Which addresses may be fetched, and the limits of size and time."""

    enabled: bool = False
    max_bytes: int = 15_000_000
    #: The deadline for one picture, including redirects.
    seconds: float = 10.0
    redirects: int = 3
    ports: frozenset[int] = frozenset({80, 443})
    types: frozenset[str] = _TYPES
    #: Internal networks that are nevertheless allowed, e.g. `10.1.0.0/16`.
    inside: tuple[str, ...] = ()
    resolve: Resolver = addresses_of

    def allows(self, address: str) -> bool:
        """Whether a connection may be made to this IP address."""
        return is_global(address) or any(_is_in(address, network) for network in self.inside)


def fetch(url: str, policy: Policy) -> bytes:
    """The picture at `url`.

    A host is resolved once. All of its addresses must be allowed, and the connection is made to an
    address that was checked. Every redirect is checked again, and proxies of the environment are
    not used. Raises Rejected("images", ...) if the policy forbids it or it is not a picture,
    ServiceUnavailable if the other server fails.
    """
    if not policy.enabled:
        raise Rejected("images", "fetching pictures is not enabled")
    deadline = time.monotonic() + policy.seconds
    with httpcore2.ConnectionPool(
        ssl_context=ssl.create_default_context(),
        network_backend=_Guarded(policy, deadline),
        max_connections=1,
    ) as pool:
        for _ in range(policy.redirects + 1):
            _check_url(url, policy)
            body, target = _requested(pool, url, policy, deadline)
            if target is None:
                return body
            url = urljoin(url, target)
    raise Rejected("images", f"more than {policy.redirects} redirects")


def _check_url(url: str, policy: Policy) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise Rejected("images", f"{url[:200]!r} is not an address: {error}") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Rejected("images", f"{url[:200]!r} is not an http or https address")
    if parts.username is not None or parts.password is not None:
        raise Rejected("images", "addresses with a user name are not fetched")
    if port not in policy.ports:
        raise Rejected("images", f"pictures are not fetched from port {port}")
    if not url.isascii() or any(char <= " " or char == "\\" for char in url):
        raise Rejected("images", f"{url[:200]!r} is not a plain address")


def _requested(
    pool: httpcore2.ConnectionPool, url: str, policy: Policy, deadline: float
) -> tuple[bytes, str | None]:
    """The body and None, or an empty body and the target of a redirect."""
    left = max(deadline - time.monotonic(), 0.1)
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), left)
    headers = [("accept", ", ".join(sorted(policy.types))), ("accept-encoding", "identity")]
    host = urlsplit(url).hostname or ""
    try:
        with pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response:
            return _read(response, policy, deadline)
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException) as error:
        raise ServiceUnavailable(host, str(error) or type(error).__name__) from None


def _read(
    response: httpcore2.Response, policy: Policy, deadline: float
) -> tuple[bytes, str | None]:
    headers = {
        name.lower().decode("latin-1"): value.decode("latin-1") for name, value in response.headers
    }
    if response.status in _REDIRECTS and "location" in headers:
        return b"", headers["location"]
    if response.status >= 500:
        raise ServiceUnavailable("picture", f"answered {response.status}")
    if response.status != 200:
        raise Rejected("images", f"answered {response.status}")
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    length = headers.get("content-length", "")[:20]
    if length.isdecimal() and int(length) > policy.max_bytes:
        raise Rejected("images", f"larger than {policy.max_bytes:,} bytes")
    if kind not in policy.types or headers.get("content-encoding", "identity") != "identity":
        raise Rejected(
            "images", f"{kind or 'something without a type'} is not an accepted kind of picture"
        )
    return _bounded(response.iter_stream(), policy, deadline), None


def _bounded(chunks: Iterable[bytes], policy: Policy, deadline: float) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > policy.max_bytes:
            raise Rejected("images", f"larger than {policy.max_bytes:,} bytes")
        if time.monotonic() > deadline:
            raise Rejected("images", f"took longer than {policy.seconds} s")
    return bytes(body)


class _Guarded(httpcore2.SyncBackend):
    """Connects only to allowed addresses, and to exactly the address that was checked."""

    def __init__(self, policy: Policy, deadline: float) -> None:
        self.policy = policy
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        try:
            addresses = self.policy.resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise ServiceUnavailable(host, f"cannot be resolved: {error}") from None
        if not addresses or not all(map(self.policy.allows, addresses)):
            raise Rejected("images", f"{host} is not on the public internet")
        stream = super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)
        return _Timed(stream, self.deadline)

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        raise Rejected("images", "pictures are not fetched from local sockets")


class _Timed(httpcore2.NetworkStream):
    """A connection with an overall deadline, which limits slow servers."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: float) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._left())

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self._left())
        return _Timed(secured, self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.stream.get_extra_info(info)

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("took too long")
        return left


def is_global(address: str) -> bool:
    """Whether an address, and any IPv4 address embedded in it, is on the public internet."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return (
        found.is_global
        and not found.is_multicast
        and all(inner.is_global and not inner.is_multicast for inner in _wrapped(found))
    )


def _is_in(address: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(network)
    except ValueError:
        return False


def _wrapped(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterator[ipaddress.IPv4Address]:
    """IPv4 addresses embedded in an IPv6 one: mapped, 6to4, Teredo, NAT64 (RFC 6052)."""
    if isinstance(address, ipaddress.IPv4Address):
        return
    if address.ipv4_mapped is not None:
        yield address.ipv4_mapped
    if address.sixtofour is not None:
        yield address.sixtofour
    if address.teredo is not None:
        yield from address.teredo
    if address in ipaddress.ip_network("64:ff9b::/96"):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
