"""Signed, expiring addresses of files.

The moment of expiry is rounded, so that the same file keeps the same address for a while and browsers may cache it;
the address of a public picture stands in cached pages, hence its long life. A right is never inferred from an address:
the view asks again (web.files).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.core.signing import ExpiredToken
from umsicht.files.enums import Visibility
from umsicht.files.models import Rendition, StoredFile

_SALT = "umsicht.files.address"
_STEP = {Visibility.PUBLIC: 30 * 24 * 3600, Visibility.DESK: 900}
"""Seconds. An address lives one to two steps."""


@dataclass(frozen=True)
class Wanted:
    """What an address asks for; `name` and `mime` name a rendition, empty for the file itself."""

    uid: str
    name: str = ""
    mime: str = ""


def url_of(file: StoredFile, rendition: Rendition | None = None) -> str:
    """The path to a file or one of its sizes. Costs no query. Make it where you show it, never store it."""
    step = _STEP[Visibility(file.visibility)]
    expires = (int(clock.now().timestamp()) // step + 2) * step
    content = [file.uid.hex, expires]
    if rendition is not None:
        content += [rendition.name, rendition.mime]
    token = signing.Signer(salt=_SALT).sign_object(content)
    return reverse("file", kwargs={"token": token})


def url_for(wanted: Wanted, visibility: str = Visibility.PUBLIC) -> str:
    """The same for a file known by its uid alone, without reading it."""
    step = _STEP[Visibility(visibility)]
    expires = (int(clock.now().timestamp()) // step + 2) * step
    content = [wanted.uid, expires] + ([wanted.name, wanted.mime] if wanted.name else [])
    return reverse("file", kwargs={"token": signing.Signer(salt=_SALT).sign_object(content)})


def read(token: str) -> Wanted:
    """Raises NotFound for anything we did not sign, ExpiredToken when its time is over."""
    try:
        content = signing.Signer(salt=_SALT).unsign_object(token[:1000])
        uid, expires, *rest = content
        wanted = Wanted(str(uid), *map(str, rest))
        over = clock.now().timestamp() >= float(expires)
    except Exception as error:  # a forged token must never be a server error, whatever it is made of
        raise NotFound from error
    if over:
        raise ExpiredToken
    return wanted
