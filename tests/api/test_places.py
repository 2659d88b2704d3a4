"""Addresses and positions in the HSDS API."""

from __future__ import annotations

import pytest

from umsicht.api.hsds import places


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("http://www.kita-sportmäuse.de", "http://www.xn--kita-sportmuse-gib.de"),
        ("https://example.org/über uns?q=ä", "https://example.org/%C3%BCber%20uns?q=%C3%A4"),
        ("", ""),
    ],
)
def test_addresses_with_umlauts_become_uris(address: str, uri: str) -> None:
    assert places.uri(address) == uri
