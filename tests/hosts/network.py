"""Several hosts on one machine: a network namespace for each, and a switch to cut them off."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType

#: The addresses of the servers' host and of the test itself.
SERVERS, TESTER = "10.77.0.1", "10.77.0.2"
_HUB = "matbaa-hub"


def ip(*arguments: str) -> None:
    """Run `ip ...`. Raises CalledProcessError if it fails."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=10)


@dataclass(slots=True)
class Network:
    """Network namespaces for `hosts` and the servers, and a link to the test's own host."""

    hosts: Sequence[str]

    def __enter__(self) -> Network:
        self._remove()
        ip("netns", "add", _HUB)
        ip("-n", _HUB, "link", "add", "switch", "type", "bridge")
        ip("-n", _HUB, "address", "add", f"{SERVERS}/24", "dev", "switch")
        for device in ("lo", "switch"):
            ip("-n", _HUB, "link", "set", device, "up")
        ip("link", "add", "mb-test", "type", "veth", "peer", "name", "to-test", "netns", _HUB)
        ip("address", "add", f"{TESTER}/24", "dev", "mb-test")
        ip("link", "set", "mb-test", "up")
        self._plug_in("test")
        for number, host in enumerate(self.hosts):
            self._add(host, f"10.77.0.{10 + number}")
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._remove()

    def on(self, host: str | None, argv: Sequence[str]) -> list[str]:
        """The command line that runs `argv` on a host; on the servers' host if None."""
        return ["ip", "netns", "exec", _HUB if host is None else f"matbaa-{host}", *argv]

    def cut_off(self, host: str) -> None:
        """Cut a host off: packets from and to it disappear without any error."""
        ip("-n", _HUB, "link", "set", f"to-{host}", "down")

    def plug_in(self, host: str) -> None:
        """Connect a host again."""
        self._plug_in(host)

    def _add(self, host: str, address: str) -> None:
        name = f"matbaa-{host}"
        ip("netns", "add", name)
        cable = ("type", "veth", "peer", "name", f"to-{host}", "netns", _HUB)
        ip("-n", name, "link", "add", "net0", *cable)
        ip("-n", name, "address", "add", f"{address}/24", "dev", "net0")
        for device in ("lo", "net0"):
            ip("-n", name, "link", "set", device, "up")
        self._plug_in(host)

    def _plug_in(self, host: str) -> None:
        ip("-n", _HUB, "link", "set", f"to-{host}", "master", "switch", "up")

    def _remove(self) -> None:
        for name in (_HUB, *(f"matbaa-{host}" for host in self.hosts)):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)
