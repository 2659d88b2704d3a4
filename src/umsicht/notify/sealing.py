"""Encrypts what waits in the outbox: links in it open accounts, and a copy of the database must not."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from umsicht.core.errors import UmsichtError


class Unsealable(UmsichtError):
    """The key has changed since, or the row was altered. The mail can't be sent any more."""


def seal(context: dict[str, Any]) -> str:
    """Raises TypeError for what is not JSON-able."""
    return _keys().encrypt(json.dumps(context, ensure_ascii=False).encode()).decode()


def unseal(payload: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(_keys().decrypt(payload.encode()))
    except (InvalidToken, ValueError) as error:
        raise Unsealable("The payload can't be decrypted.") from error
    return content


def hash_of(email: str) -> str:
    """A keyed hash of an address: recognises it again, gives it away to nobody."""
    return salted_hmac("umsicht.notify.address", email.strip().lower(), algorithm="sha256").hexdigest()


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"umsicht.notify.outbox:" + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
