"""The embedded servers get ports that stay reserved for them across restarts."""

from __future__ import annotations

import socket

from matbaa.embedded import free_port, is_free

#: The first port that Linux gives to outgoing connections, and the offset of SeaweedFS's second port.
_OUTGOING, _SECOND = 32_768, 10_000


def test_chosen_ports_and_their_second_ports_are_below_those_of_outgoing_connections() -> None:
    ports = {free_port() for _time in range(100)}
    assert min(ports) > 1_024
    assert max(ports) + _SECOND < _OUTGOING


def test_a_port_is_free_until_somebody_listens_on_it() -> None:
    port = free_port()
    assert is_free(port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        assert not is_free(port)
