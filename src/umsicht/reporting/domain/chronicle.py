"""Writes to the chronicle."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.text import one_line, slugify
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known, shown_changed, store
from umsicht.reporting.enums import EntryKind
from umsicht.reporting.models import Entry
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "topic", "kind", "on", "until", "precision", "text", "said_by", "value", "unit", "source", "source_url", "note",
        "is_public", "is_demo",
    }
)  # fmt: skip


@transaction.atomic
def create_entry(*, tenant: Tenant, actor: Any, code: str = "", **values: Any) -> Entry:
    """Raises BadInput (nothing written), NotAllowed."""
    only_known(values, FIELDS)
    entry = Entry(tenant=tenant, **values)
    require(actor, "reporting.entry.change", entry)
    wanted = slugify(code or one_line(entry.text)[:50], max_length=55) or "eintrag"
    entry.code = wanted if code else free_slug(wanted, lambda slug: Entry.objects.filter(code=slug).exists())
    _check(entry)
    store(entry, "reporting.entry.create", actor=actor, after={"code": entry.code, "topic": entry.topic})
    shown_changed(tenant)
    return entry


@transaction.atomic
def change_entry(*, entry: Entry, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Set what differs; with the `stamp` of the form, raises ChangedMeanwhile where somebody else changed the same."""
    only_known(values, FIELDS)
    require(actor, "reporting.entry.change", entry)
    changed = amend(entry, values, "reporting.entry.change", actor=actor, stamp=stamp, check=_check)
    if changed:
        shown_changed(entry.tenant)
    return bool(changed)


@transaction.atomic
def remove_entry(*, entry: Entry, actor: Any, reason: str = "") -> None:
    """Signed reports keep what they say of it."""
    require(actor, "reporting.entry.change", entry)
    tenant = entry.tenant
    journal.record("reporting.entry.remove", entry, actor=actor, before={"text": entry.text}, reason=reason)
    entry.delete()
    shown_changed(tenant)


def _check(entry: Entry) -> None:
    checked(entry, {})
    if not entry.source.strip():
        raise BadInput(_("Please name the source: without one there is no entry."))
    if entry.until is not None and (entry.on is None or entry.until < entry.on):
        raise BadInput(_("It can't end before it begins."))
    if entry.kind == EntryKind.JUDGEMENT and not entry.said_by.strip():
        raise BadInput(_("Please say whose judgement this is."))
    if entry.kind == EntryKind.FIGURE and entry.value is None:
        raise BadInput(_("Please enter the figure."))
