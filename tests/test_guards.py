"""The suite's own fences hold."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from django.conf import settings

from tests.guards import NetworkForbidden
from umsicht.core import clock


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_connections_to_other_hosts_are_refused(address: tuple[str, int]) -> None:
    with socket.socket() as probe, pytest.raises(NetworkForbidden):
        probe.connect(address)


def test_names_are_not_looked_up_and_addresses_are() -> None:
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 80)
    assert socket.getaddrinfo("127.0.0.1", 80)[0][4] == ("127.0.0.1", 80)


def test_this_machine_is_reached() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_every_test_starts_at_the_same_noon() -> None:
    assert (clock.today().isoformat(), clock.now().minute) == ("2026-11-18", 0)


def test_settings_see_nothing_of_the_machine() -> None:
    assert Path(settings.DATA_DIR).name.startswith("umsicht-test-")
    assert settings.DEMO is False
    name = str(settings.DATABASES["default"]["NAME"])
    assert "DATABASE_URL" in os.environ or "umsicht-test-" in name or name.startswith("file:memorydb")
