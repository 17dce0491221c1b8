"""The embedded servers get ports that stay theirs while they are started again."""

from __future__ import annotations

import socket

from matbaa.embedded import free_port, is_free

#: Where Linux begins to give ports to outgoing connections, and how far SeaweedFS's second ones are.
_OUTGOING, _SECOND = 32_768, 10_000


def test_no_outgoing_connection_can_get_a_free_port_or_its_second_one() -> None:
    ports = {free_port() for _time in range(100)}
    assert min(ports) > 1_024
    assert max(ports) + _SECOND < _OUTGOING


def test_a_port_is_free_when_it_is_chosen_and_not_while_somebody_listens() -> None:
    port = free_port()
    assert is_free(port)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))
        server.listen()
        assert not is_free(port)
