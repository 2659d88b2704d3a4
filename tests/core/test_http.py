from __future__ import annotations

import gzip
import ipaddress
import socket
import time
from collections.abc import Iterator
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.servers import Quiet, serving
from umsicht.core import http
from umsicht.core.http import FetchError, Policy, fetch

BOMB = gzip.compress(b"\0" * 50_000_000)


class Handler(Quiet):
    def do_GET(self) -> None:
        path, _mark, query = self.path.partition("?")
        packed = {"Content-Encoding": "gzip"}
        if path == "/slow":
            self._drip()
        elif path == "/garbage":
            self.wfile.write(b"this is no http\r\n\r\n")
            self.close_connection = True
        else:
            self._send(
                *{
                    "/ok": (
                        200,
                        b"hallo",
                        {"X-Host": self.headers["Host"], "X-Agent": self.headers["User-Agent"]},
                    ),
                    "/missing": (404, b"fehlt", {}),
                    "/big": (200, b"x" * 5000, {}),
                    "/liar": (200, b"", {"Content-Length": "99999999999999999999"}),
                    "/gzip": (200, gzip.compress(b"gepackt"), packed),
                    "/cut": (200, gzip.compress(b"gepackt" * 999)[:20], packed),
                    "/bomb": (200, BOMB, packed),
                    "/br": (200, b"xx", {"Content-Encoding": "br"}),
                    "/to": (302, b"", {"Location": query}),
                    "/loop": (302, b"", {"Location": "/loop"}),
                }[path]
            )

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _drip(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        try:
            for _turn in range(100):
                self.wfile.write(b".")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving(Handler) as url:
        yield url


def local(**options: Any) -> Policy:
    return Policy(**({"allow_hosts": frozenset({"127.0.0.1"}), "seconds": 5} | options))


def failure(url: str, policy: Policy | None = None, **options: Any) -> str:
    with pytest.raises(FetchError) as error:
        fetch(url, policy=policy or local(), **options)
    assert error.value.message
    return error.value.code


def test_fetch_brings_the_whole_answer(server: str) -> None:
    answer = fetch(f"{server}/ok", policy=local())
    assert (answer.status, answer.body, answer.url) == (200, b"hallo", f"{server}/ok")
    assert answer.headers["X-Host"] == server.removeprefix("http://")
    assert answer.headers["X-Agent"].startswith("Umsicht (+http")


def test_fetch_unpacks_gzip(server: str) -> None:
    assert fetch(f"{server}/gzip", policy=local()).body == b"gepackt"


@pytest.mark.parametrize("path", ["/br", "/cut", "/garbage"])
def test_fetch_refuses_what_it_can_not_read(server: str, path: str) -> None:
    assert failure(f"{server}{path}") == "unreachable"


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_fetch_stops_at_the_size_limit(server: str, path: str) -> None:
    assert failure(f"{server}{path}", local(max_bytes=4999)) == "too_large"
    assert len(fetch(f"{server}/big", policy=local(max_bytes=5000)).body) == 5000


def test_fetch_distrusts_an_announced_length(server: str) -> None:
    assert failure(f"{server}/liar", local(seconds=1)) in {"unreachable", "timeout", "too_large"}


def test_fetch_stops_when_the_time_is_over(server: str) -> None:
    started = time.monotonic()
    assert failure(f"{server}/slow", local(seconds=0.5)) == "timeout"
    assert time.monotonic() - started < 3


def test_fetch_tells_a_bad_status_unless_told_not_to(server: str) -> None:
    assert failure(f"{server}/missing") == "status"
    assert fetch(f"{server}/missing", policy=local(), ok_only=False).status == 404


def test_fetch_follows_a_few_redirects_only(server: str) -> None:
    assert fetch(f"{server}/to?/ok", policy=local()).url == f"{server}/ok"
    assert failure(f"{server}/loop") == "unreachable"
    assert failure(f"{server}/to?ftp://127.0.0.1/x") in {"bad_url", "unreachable"}


def test_redirect_into_our_own_network_is_refused(server: str) -> None:
    port = int(server.rsplit(":", 1)[1])
    for target in (f"http://localhost:{port}/ok", f"http://[::1]:{port}/ok", f"http://127.0.0.2:{port}/ok"):
        assert failure(f"{server}/to?{target}", local(ports=frozenset({port}))) == "forbidden_address"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1",
        "2130706433", "0x7f000001", "127.1", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd00:ec2::254]", "224.0.0.1",
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[2001:0:1::1]", "255.255.255.255",
        "[fec0::1]", "[ff02::1]", "198.18.0.1", "192.0.2.1", "240.0.0.1",
    ],
)  # fmt: skip
def test_addresses_outside_the_public_internet_are_refused(host: str) -> None:
    assert failure(f"http://{host}/", Policy(seconds=5)) == "forbidden_address"


@pytest.mark.parametrize("port", [22, 25, 5432, 8080])
def test_other_ports_are_refused(port: int) -> None:
    assert failure(f"http://93.184.216.34:{port}/", Policy()) == "forbidden_address"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "x",
        "ftp://a.example",
        "file:///etc/passwd",
        "https://",
        "//a.example",
        "javascript:alert(1)",
        "http://u:p@a.example/",
        "https://a.example:99999/",
        "http://[::1",
        "https:///x",
        "gopher://a.example",
        "http://a\x00b/",
        "https://" + "a" * 9000,
    ],
)
def test_other_addresses_are_refused_unfetched(url: str) -> None:
    assert failure(url, Policy(seconds=2)) in {"bad_url", "unreachable"}


def test_bad_url_is_the_senders_fault() -> None:
    with pytest.raises(FetchError) as error:
        fetch("ftp://a.example")
    assert (error.value.status, error.value.code) == (400, "bad_url")


class _Recorder:
    """A resolver that answers a public address first and a private one later, and a network that only notes."""

    def __init__(self, answers: list[list[str]]) -> None:
        self.answers, self.connected = answers, []  # type: ignore[var-annotated]

    def getaddrinfo(self, host: str, port: int, **_options: Any) -> list[Any]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    def connect_tcp(self, _backend: object, host: str, port: int, *_rest: Any) -> Any:
        self.connected.append(host)
        raise httpcore.ConnectError("noted")


def test_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = _Recorder([["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", recorder.getaddrinfo)
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *args: recorder.connect_tcp(*args))
    assert failure("https://rebind.example/", Policy()) == "unreachable"
    assert recorder.connected == ["93.184.216.34"]
    assert failure("https://rebind.example/", Policy()) == "forbidden_address"
    assert recorder.connected == ["93.184.216.34"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = _Recorder([["93.184.216.34", "10.0.0.1"]])
    monkeypatch.setattr(socket, "getaddrinfo", recorder.getaddrinfo)
    assert failure("https://mixed.example/", Policy()) == "forbidden_address"


def test_proxies_of_the_environment_are_not_used(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert fetch(f"{server}/ok", policy=local()).body == b"hallo"


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_counts_as_itself(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for wrapped in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert http.public(ipaddress.IPv6Address(wrapped)) == http.public(address)


@given(st.ip_addresses())
def test_nothing_private_is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        mapped = isinstance(address, ipaddress.IPv6Address) and http._wrapped(address) is not None
        assert mapped or not http.public(address)
