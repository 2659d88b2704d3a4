"""Stable identifiers for parts that have no row of their own (a phone number, a cost option, a taxonomy)."""

from __future__ import annotations

import hashlib
import uuid

NAMESPACE = uuid.UUID("8a4f0f5e-6a4b-5f0e-9a53-2f0d5a0c7d11")


def part(owner: object, name: str) -> str:
    """A version-5 UUID from its owner's id and a name, as text; the same for ever, also after a re-import.

    Written out instead of uuid.uuid5, which is four times slower and called some thousand times per page.
    """
    digest = hashlib.sha1(NAMESPACE.bytes + f"{owner}/{name}".encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def taxonomy(scheme: str) -> str:
    return part("taxonomy", scheme)


# Leaves the version and variant digits alone; turns a service's id into its service_at_location's and back.
_AT_MASK = 0x5A5A_5A5A_5A5A_0A5A_0A5A_5A5A_5A5A_5A5A


def at_location(service_id: uuid.UUID) -> uuid.UUID:
    """An offer has one place, so the pair's id is the offer's own in another writing; its own inverse."""
    return uuid.UUID(int=service_id.int ^ _AT_MASK)
