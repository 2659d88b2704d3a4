"""What every write here does: compare, validate, store, journal, renew caches and search."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold, merge
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.models import Tenant

Check = Callable[[Any], None]


def plain(value: Any) -> Any:
    """A JSON-able copy for the journal."""
    if isinstance(value, dt.date | dt.datetime | uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    return value


def take_over(obj: models.Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set what differs and return (before, after) of the changed fields, JSON-able; ({}, {}) if nothing does."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, value in values.items():
        held = getattr(obj, name)
        if held != value:
            before[name], after[name] = plain(held), plain(value)
            setattr(obj, name, value)
    return before, after


def store(record: models.Model, action: str, *, actor: Any, after: Mapping[str, Any] | None = None) -> None:
    """A new record, checked, with its row in the log. Raises FieldFaults. `after` is what the log keeps of it."""
    checked(record, {})
    record.save(force_insert=True)
    journal.record(action, record, actor=actor, after=dict(after or {}))


def amend(
    record: models.Model,
    values: Mapping[str, Any],
    action: str,
    *,
    actor: Any,
    stamp: str = "",
    reason: str = "",
    check: Check | None = None,
    about: models.Model | None = None,
    secret: Collection[str] = (),
) -> set[str]:
    """Set what differs under a lock, checked, with its row in the log; answers which fields those were.

    With the `stamp` of a form, raises ChangedMeanwhile for fields that somebody else has changed too. `check` is asked
    instead of the model's own field checks. `about` is the record that the log names, if another. Of `secret` fields
    the log keeps the names only. The caller has asked the permission.
    """
    hold(record)
    if stamp:
        values = merge(values, {name: getattr(record, name) for name in values}, stamp=stamp)
    before, after = take_over(record, values)
    if not after:
        return set()
    check(record) if check is not None else checked(record, {})
    stamps = [f.name for f in record._meta.concrete_fields if getattr(f, "auto_now", False)]  # noqa: SLF001
    record.save(update_fields=[*after, *stamps])
    hidden = sorted(name for name in after if name in secret)
    journal.record(
        action,
        about or record,
        actor=actor,
        before={name: value for name, value in before.items() if name not in secret},
        after={name: value for name, value in after.items() if name not in secret}
        | ({"fields": hidden} if hidden else {}),
        reason=reason,
    )
    return set(after)


def only_known(values: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """A field outside the list is the caller's mistake, not a person's input."""
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"No such field here: {', '.join(sorted(unknown))}.")


def checked(obj: models.Model, checks: Mapping[str, Check]) -> None:
    """Run the model's own field checks and ours on filled fields. Raises BadInput whose message names each field."""
    faults: dict[str, list[str]] = {}
    try:
        obj.clean_fields(exclude={"tenant"})
    except ValidationError as error:
        faults = dict(error.message_dict)
    for name, check in checks.items():
        value = getattr(obj, name)
        if value in ("", None, []) or name in faults:
            continue
        try:
            check(value)
        except ValidationError as error:
            faults[name] = error.messages
    if faults:
        raise FieldFaults(obj, faults)


class FieldFaults(BadInput):
    """What is wrong field by field; importers turn it into refusals, forms into errors beside the fields."""

    def __init__(self, obj: models.Model, faults: Mapping[str, list[str]]) -> None:
        self.faults = dict(faults)
        names = {field.name: str(field.verbose_name) for field in obj._meta.concrete_fields}  # noqa: SLF001
        parts = (f"{names.get(name, name)}: {' '.join(texts)}" for name, texts in faults.items())
        super().__init__(_("Please check: %(faults)s") % {"faults": "; ".join(parts)})


def free_slug(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or with the lowest number behind it that nobody has."""
    slug, number = wanted, 2
    while taken(slug):
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def shown_changed(tenant: Tenant) -> None:
    """Something the portal shows is different now: renew caches, in the caller's transaction."""
    bump_content_version(tenant)
