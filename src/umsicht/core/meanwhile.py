"""Two people edit one record: nobody's words get lost.

A form carries a stamp of the values it was filled with. When it comes back, three states are compared field by field:
what the form showed (the stamp), what is stored now, what was sent. Fields that only one side changed are taken from
that side; a field that both changed differently is a clash, and a person decides. So two people in different fields
of one record never disturb each other.

    held = {name: getattr(record, name) for name in FIELDS}       # after hold(record)
    values = merge(sent, held, stamp=stamp_from_the_form)          # raises ChangedMeanwhile

Without a stamp nothing is compared: imports and programs mean what they send.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext as _

from umsicht.core.errors import Conflict, NotFound


def check_seen(changed_at: dt.datetime | None, seen_at: dt.datetime | None) -> None:
    """Raises Conflict when what is to be decided on is newer than what the person saw; without both moments nothing is known."""
    if changed_at is not None and seen_at is not None and changed_at > seen_at:
        raise Conflict(_("This was changed after you opened the page. Please look at it once more."))


MAX_LENGTH = 4000
_DIGITS = 12


@dataclass(frozen=True)
class Clash:
    """One field that both sides changed. `mine` is what the form sent, `theirs` what is stored now."""

    name: str
    mine: Any
    theirs: Any


class ChangedMeanwhile(Conflict):
    """Somebody else saved other values in the same fields; nothing was written."""

    code = "changed_meanwhile"

    def __init__(self, clashes: Iterable[Clash]) -> None:
        super().__init__(_("Somebody else has changed this entry meanwhile."))
        self.clashes = list(clashes)


def stamp(values: Mapping[str, Any]) -> str:
    """A short text that a form carries along: per field the digest of the value it shows."""
    return " ".join(f"{name}:{_digest(value)}" for name, value in values.items())


def renewed(old: str, values: Mapping[str, Any]) -> str:
    """A stamp taken on: for `values` what they are now, for all other fields what it said before."""
    return " ".join(f"{name}:{digest}" for name, digest in (_read(old) | _read(stamp(values))).items())


def merge(sent: Mapping[str, Any], held: Mapping[str, Any], *, stamp: str) -> dict[str, Any]:
    """What to write of `sent`: only fields that the sender changed. Raises ChangedMeanwhile for fields both changed.

    `held` are the stored values, read under a lock. A field that the stamp does not know counts as just read.
    """
    seen = _read(stamp)
    wanted: dict[str, Any] = {}
    clashes: list[Clash] = []
    for name, mine in sent.items():
        theirs = held[name]
        now, new = _digest(theirs), _digest(mine)
        before = seen.get(name, now)
        if new in (before, now):
            continue
        if now == before:
            wanted[name] = mine
        else:
            clashes.append(Clash(name, mine, theirs))
    if clashes:
        raise ChangedMeanwhile(clashes)
    return wanted


def hold(record: models.Model) -> None:
    """Re-read a record under a lock that lasts until the transaction ends, so that comparing and writing are one.

    PostgreSQL locks the row; on SQLite writing transactions take turns. Unsaved changes on the object are lost.
    Raises NotFound when the record is gone.
    """
    manager = type(record)._base_manager  # noqa: SLF001 - re-reads a row the caller already holds, so no scope is asked
    try:
        record.refresh_from_db(from_queryset=manager.select_for_update(of=("self",)))
    except type(record).DoesNotExist as error:  # type: ignore[attr-defined]
        raise NotFound(_("This record no longer exists.")) from error


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, models.Model):
            return o.pk
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def _digest(value: Any) -> str:
    """Line ends count as one, because browsers send their own; nothing and empty count as the same."""
    if isinstance(value, str):
        value = value.replace("\r\n", "\n")
    if value in ("", None, [], (), {}):
        value = None
    text = json.dumps(value, cls=_Encoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _read(text: str) -> dict[str, str]:
    pairs = (part.rpartition(":") for part in text[:MAX_LENGTH].split())
    return {name: digest for name, _colon, digest in pairs if name}
