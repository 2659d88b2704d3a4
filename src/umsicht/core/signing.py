"""Signed tokens for links and forms: bound to one purpose, good until a fixed moment, unreadable as proof elsewhere.

The content is signed, not encrypted: put ids in, never anything secret. To make a token single-use put something in
that the use changes (a counter, the old address) and compare it after reading.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.core.errors import BadInput

MAX_LENGTH = 4096


class BadToken(BadInput):
    """Altered, cut off, made for another purpose, or never a token of ours."""

    code = "bad_token"


class ExpiredToken(BadToken):
    """Genuine, but its time is over. Tell the person how to get a new one."""

    code = "expired_token"
    status = 410


def _salt(purpose: str) -> str:
    if not purpose:
        raise ValueError("A token needs a purpose.")
    return f"umsicht.token.{purpose}"


def make(purpose: str, data: Any, *, lifetime: dt.timedelta) -> str:
    """A URL-safe token that carries JSON-able `data` until `lifetime` from now."""
    expires = math.ceil((clock.now() + lifetime).timestamp())
    return signing.dumps({"d": data, "e": expires}, salt=_salt(purpose), compress=True)


def read(purpose: str, token: str) -> Any:
    """The data of a genuine, unexpired token of this purpose. Raises BadToken or ExpiredToken."""
    try:
        if len(token) > MAX_LENGTH:
            raise signing.BadSignature("too long")
        content = signing.loads(token, salt=_salt(purpose))
        data, expires = content["d"], float(content["e"])
    except Exception as error:  # a forged token must never be a server error, whatever it is made of
        raise BadToken(_("This link is not valid. Perhaps it was cut off when it was copied.")) from error
    if clock.now().timestamp() >= expires:
        raise ExpiredToken(_("This link has expired."))
    return data


def lasting(purpose: str, data: str) -> str:
    """A token without an end, always the same for the same data: for addresses that the record behind `data` can end."""
    return signing.Signer(salt=_salt(purpose)).sign(data)


def read_lasting(purpose: str, token: str) -> str:
    """The data of a genuine lasting token. The caller asks whether it still holds. Raises BadToken."""
    try:
        return signing.Signer(salt=_salt(purpose)).unsign(token)
    except signing.BadSignature as error:
        raise BadToken(_("This link is not valid. Perhaps it was cut off when it was copied.")) from error
