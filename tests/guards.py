"""What no test may do: reach another host, or leave a tenant's scope open behind it."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class NetworkForbidden(AssertionError):
    """A test tried to reach another host."""


def _is_near(host: str) -> bool:
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _guarded(real: Callable[..., Any]) -> Callable[..., Any]:
    def connect(self: socket.socket, address: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_near(str(address[0])):
            raise NetworkForbidden(f"Tests reach no other host: {address!r}")
        return real(self, address)

    return connect


@contextmanager
def no_network() -> Iterator[None]:
    """Connections to other hosts and look-ups of names raise NetworkForbidden, in all threads."""
    lookup = socket.getaddrinfo
    real = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not _is_near(name or ""):
            try:
                lookup(name, None, flags=socket.AI_NUMERICHOST)
            except socket.gaierror as error:
                raise NetworkForbidden(f"Tests look up no names: {name!r}") from error
        return lookup(host, *args, **kwargs)

    try:
        for name, function in real.items():
            setattr(socket.socket, name, _guarded(function))
        socket.getaddrinfo = getaddrinfo
        yield
    finally:
        socket.getaddrinfo = lookup
        for name, function in real.items():
            setattr(socket.socket, name, function)
