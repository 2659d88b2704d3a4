"""Requests to other people's servers, for addresses that people type in: no way into our own network.

Each connection, also after a redirect, resolves the name, refuses it if any address is not public, and connects to
the very address that was checked, so a name that answers differently the second time gains nothing. Size and total
time are bounded. Nothing from the environment (proxies, netrc) is used.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx
from django.conf import settings
from django.utils.translation import gettext as _

from umsicht.core.errors import UmsichtError

PORTS = frozenset({80, 443})
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class FetchError(UmsichtError):
    """Nothing usable came back. `code` is forbidden_address, bad_url, too_large, timeout, unreachable or status."""

    code = "unreachable"
    status = 502


@dataclass(frozen=True)
class Policy:
    """What may be fetched. `allow_hosts` (exact names or addresses) skip the address and port check: tests only."""

    max_bytes: int = 5_000_000
    seconds: float = 15.0
    redirects: int = 3
    ports: frozenset[int] = PORTS
    allow_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answer:
    """A complete answer; `url` is where it finally came from."""

    status: int
    url: str
    headers: httpx.Headers
    body: bytes = field(repr=False)


def public(address: Address) -> bool:
    """Whether an address is in the public internet: not private, loopback, link-local, shared, reserved or multicast.

    An IPv6 address that wraps an IPv4 one (mapped, 6to4, Teredo, NAT64) counts as what it wraps.
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return public(inner)
        if address.is_site_local or address.scope_id is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


_tls = cache(lambda: httpx.create_ssl_context(trust_env=False))  # reading the authorities takes 20 ms
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def resolve(host: str, port: int, policy: Policy) -> str:
    """The address to connect to. Raises FetchError when the name is unknown or any of its addresses is not public."""
    if host.lower() in policy.allow_hosts:
        return host
    if port not in policy.ports:
        raise FetchError(_("This port is not allowed."), code="forbidden_address")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(_("This server was not found.")) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(public(ipaddress.ip_address(address)) for address in addresses):
        raise FetchError(_("This address is not in the public internet."), code="forbidden_address")
    return addresses[0]


class _Stream(httpcore.NetworkStream):
    """Ends any wait when the total time is over, so a server that drips bytes can't hold a worker."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner, self._deadline = inner, deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("The total time is over.")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    """Where names become connections: the one place that no redirect and no second lookup gets around."""

    def __init__(self, policy: Policy, deadline: float) -> None:
        super().__init__()
        self._policy, self._deadline = policy, deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        left = max(self._deadline - time.monotonic(), 0.001)
        address = resolve(host, port, self._policy)
        wait = left if timeout is None else min(timeout, left)
        return _Stream(
            super().connect_tcp(address, port, wait, local_address, socket_options), self._deadline
        )


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _plain_errors():
            yield from self._stream

    def close(self) -> None:
        close = getattr(self._stream, "close", None)
        if close is not None:
            close()


class _Transport(httpx.BaseTransport):
    """httpx on a pool of our own, whose connections go through _Backend."""

    def __init__(self, policy: Policy, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_tls(), max_connections=2, network_backend=_Backend(policy, deadline)
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        if url.scheme not in (b"http", b"https"):
            raise FetchError(_("Only http and https addresses are fetched."), code="bad_url")
        outgoing = httpcore.Request(
            method=request.method.encode(),
            url=url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        with _plain_errors():
            answer = self._pool.handle_request(outgoing)
        assert isinstance(answer.stream, Iterable)  # noqa: S101 - a sync pool gives a sync stream; tells mypy so
        return httpx.Response(
            status_code=answer.status,
            headers=answer.headers,
            stream=_Body(answer.stream),
            extensions=answer.extensions,
        )

    def close(self) -> None:
        self._pool.close()


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        raise FetchError(_("The server took too long to answer."), code="timeout") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, OSError) as error:
        raise FetchError(_("The server could not be reached.")) from error


def check_url(url: str) -> str:
    """The address as it may be fetched; raises FetchError (400) for another scheme, a user name in it, or no host."""
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
        httpx.URL(url.strip())
        _port = parts.port
    except (ValueError, httpx.InvalidURL):
        good = False
    if not good:
        error = FetchError(_("Please give a complete address that begins with https://."), code="bad_url")
        error.status = 400
        raise error
    return url.strip()


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: dict[str, str] | None = None,
    content: bytes | None = None,
    policy: Policy | None = None,
    ok_only: bool = True,
) -> Answer:
    """Fetch one address completely. Raises FetchError (German message) for everything that goes wrong.

    `ok_only` also refuses any status but 2xx. At most policy.max_bytes after decompression, policy.seconds in all.
    """
    policy = policy or Policy()
    deadline = time.monotonic() + policy.seconds
    client = httpx.Client(
        transport=_Transport(policy, deadline),
        trust_env=False,
        follow_redirects=policy.redirects > 0,
        max_redirects=policy.redirects,
        timeout=policy.seconds,
        headers={"User-Agent": f"Umsicht (+{settings.SITE_URL})", "Accept-Encoding": "gzip"},
    )
    try:
        with client, client.stream(method, check_url(url), headers=headers, content=content) as response:
            body = _read(response, policy, deadline)
    except httpx.TooManyRedirects as error:
        raise FetchError(_("The server sends us from one address to the next.")) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
        raise FetchError(_("The server gave an answer that can't be read.")) from error
    if ok_only and not response.is_success:
        raise FetchError(
            _("The server answered with status %(status)d.") % {"status": response.status_code}, code="status"
        )
    return Answer(response.status_code, str(response.url), response.headers, body)


def _read(response: httpx.Response, policy: Policy, deadline: float) -> bytes:
    """The body within its limits. Unpacked here, bit by bit: a decoder that unpacks whole chunks can be blown up."""
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise FetchError(_("The server gave an answer that can't be read."))
    unpack = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    body = bytearray()
    empty = True
    for chunk in response.iter_raw(chunk_size=65_536):
        empty = False
        room = policy.max_bytes + 1 - len(body)
        try:
            body += unpack.decompress(chunk, room) if unpack else chunk
        except zlib.error as error:
            raise FetchError(_("The server gave an answer that can't be read.")) from error
        if len(body) > policy.max_bytes:
            raise FetchError(_("The answer is too large."), code="too_large")
        if time.monotonic() > deadline:
            raise FetchError(_("The server took too long to answer."), code="timeout")
    if unpack is not None and not unpack.eof and not empty:
        raise FetchError(_("The server gave an answer that can't be read."))
    return bytes(body)
