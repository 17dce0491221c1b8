"""Proxies between the stack and its servers, which imitate faults of networks and servers."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from matbaa.embedded import free_port

_BLOCK = 65_536


class TcpProxy:
    """Forwards bytes to `port` according to `mode`.

    The modes are `pass`; `reset`, every connection is cut; `blackhole`, nothing is forwarded and
    nothing closed; `latency:0.2`, each piece is delayed by these seconds; `cut:1000`, a connection
    ends after so many bytes.
    """

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.port = free_port()
        self.mode = "pass"
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(10)

    def cut(self) -> None:
        """End all open connections; new ones are forwarded."""
        before, self.mode = self.mode, "reset"
        time.sleep(0.5)
        self.mode = before

    def close(self) -> None:
        """End the proxy and all its connections."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self.serve, "127.0.0.1", self.port, limit=16 * _BLOCK)
        )
        ready.set()
        self._loop.run_forever()
        server.close()
        # Python 3.11 logs a traceback for every connection that is cancelled.
        self._loop.set_exception_handler(lambda _loop, _context: None)
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of a client."""
        writers = [writer]
        try:
            above = await asyncio.open_connection("127.0.0.1", self.upstream, limit=16 * _BLOCK)
            writers.append(above[1])
            await self.talk(reader, writer, *above)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            for each in writers:
                each.close()

    async def talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
    ) -> None:
        """Forward bytes in both directions until one side ends the connection."""
        both: list[Coroutine[Any, Any, None]] = [
            self._pump(reader, to_server),
            self._pump(server, writer),
        ]
        tasks = [asyncio.ensure_future(each) for each in both]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        passed = 0
        while True:
            try:
                piece = await asyncio.wait_for(reader.read(_BLOCK), 0.25)
            except TimeoutError:
                if self.mode == "reset":
                    return
                continue
            kind, _, amount = self.mode.partition(":")
            while self.mode == "blackhole":
                await asyncio.sleep(0.1)
            passed += len(piece)
            if not piece or kind == "reset" or (kind == "cut" and passed > int(amount)):
                return
            if kind == "latency":
                await asyncio.sleep(float(amount))
            try:
                writer.write(piece)
                await writer.drain()
            except OSError:
                return


@dataclass(slots=True)
class Put:
    """A PUT request, as the proxy saw it."""

    path: str
    rev: int
    sha256: str
    condition: str
    at: float
    #: The server's status; 0 if the request was not forwarded.
    status: int
    answered: int


@dataclass(slots=True)
class _Request:
    head: bytes
    body: bytes
    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)


class S3Proxy(TcpProxy):
    """A proxy that understands S3 requests.

    Its `mode` may also be a status (`503`, `403`, `412`, `409`), `lost` (forwarded, then answered
    with 500), `stall` (forwarded, never answered) or `slow:10000` (bytes per second). It affects a
    `share` of the requests. `puts` is the journal. `hold` delays a PUT while it returns true.
    """

    def __init__(self, port: int) -> None:
        self.puts: list[Put] = []
        self.share = 1.0
        self.hold: Callable[[str, int], bool] = lambda _path, _rev: False
        #: How many requests have come so far.
        self.requests = 0
        super().__init__(port)

    async def talk(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        server: asyncio.StreamReader,
        to_server: asyncio.StreamWriter,
    ) -> None:
        """Forward one request after the other."""
        while request := await _read_request(reader, writer):
            mode = self._mode()
            while mode == "blackhole" and self.mode == "blackhole":
                await asyncio.sleep(0.1)
            if mode in {"reset", "blackhole"}:
                return
            if mode.isdigit():
                await self._answer(writer, request, 0, _refusal(int(mode)))
                continue
            rev = int(request.headers.get("x-amz-meta-rev", "0"))
            while self.hold(request.path, rev):
                await asyncio.sleep(0.02)
            to_server.write(request.head + request.body)
            await to_server.drain()
            answer = await _read_answer(server, request.method)
            status = int(answer.split(b" ", 2)[1])
            if mode == "stall":
                self._note(request, status, 0)
                await asyncio.sleep(3_600)
            await self._pace(mode, len(request.body) + len(answer))
            await self._answer(writer, request, status, _refusal(500) if mode == "lost" else answer)

    def _mode(self) -> str:
        self.requests += 1
        treated = self.requests * self.share % 1.0 < self.share
        return self.mode if treated else "pass"

    async def _pace(self, mode: str, size: int) -> None:
        kind, _, amount = mode.partition(":")
        if kind == "slow":
            await asyncio.sleep(size / float(amount))
        elif kind == "latency":
            await asyncio.sleep(float(amount))

    async def _answer(
        self, writer: asyncio.StreamWriter, request: _Request, status: int, answer: bytes
    ) -> None:
        self._note(request, status, int(answer.split(b" ", 2)[1]))
        writer.write(answer)
        await writer.drain()

    def _note(self, request: _Request, status: int, answered: int) -> None:
        if request.method != "PUT" or "x-amz-meta-rev" not in request.headers:
            return
        said = request.headers
        condition = said.get("if-none-match") or said.get("if-match") or ""
        rev, sha = int(said["x-amz-meta-rev"]), said["x-amz-meta-sha256"]
        self.puts.append(Put(request.path, rev, sha, condition, time.time(), status, answered))

    def as_json(self) -> str:
        """The journal of PUT requests as JSON."""
        return json.dumps([[p.path, p.rev, p.sha256, p.status, p.answered] for p in self.puts])


async def _read_request(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> _Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if headers.get("expect", "").lower() == "100-continue":
        writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        lines = [line for line in lines if not line.lower().startswith("expect:")]
        head = "\r\n".join([first, *lines]).encode("latin-1")
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return _Request(head, body, method, path, headers)


async def _read_answer(server: asyncio.StreamReader, method: str) -> bytes:
    head = await server.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    status = int(lines[0].split(" ")[1])
    if method == "HEAD" or status in {204, 304}:
        return head
    if any(line.replace(" ", "") == "transfer-encoding:chunked" for line in lines):
        return head + await _read_chunks(server)
    sizes = [int(line.split(":")[1]) for line in lines if line.startswith("content-length:")]
    return head + await server.readexactly(sizes[0] if sizes else 0)


async def _read_chunks(server: asyncio.StreamReader) -> bytes:
    found = b""
    while True:
        line = await server.readuntil(b"\r\n")
        size = int(line.split(b";")[0], 16)
        found += line + await server.readexactly(size + 2)
        if size == 0:
            return found


_CODES = {403: "AccessDenied", 409: "ConditionalRequestConflict", 412: "PreconditionFailed"}


def _refusal(status: int) -> bytes:
    code = _CODES.get(status, "SlowDown" if status == 503 else "InternalError")
    body = f"<?xml version='1.0'?><Error><Code>{code}</Code><Message>fault</Message></Error>"
    head = f"HTTP/1.1 {status} {code}\r\nContent-Type: application/xml\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode()
