"""A tenant's own words for its mails: what holds now, and all versions."""

from __future__ import annotations

from django.db.models import QuerySet

from umsicht.core.errors import NotFound
from umsicht.notify import catalogue
from umsicht.notify.catalogue import MessageType, Wording
from umsicht.notify.enums import Category
from umsicht.notify.models import MailWording
from umsicht.tenancy.models import Tenant

FIELDS = ("subject", "greeting", "before", "after", "closing")
EVERY = ""
"""Stands for all messages: the words at the end of every mail."""


def editable() -> list[MessageType]:
    """What an office may word itself: every mail but those on accounts and sign-in, and the digest."""
    return [
        kind
        for kind in catalogue.all_types()
        if kind.mail and kind.category != Category.ACCOUNT and kind.key != "notify.digest"
    ]


def editable_type(key: str) -> MessageType:
    """Raises NotFound."""
    found = next((kind for kind in editable() if kind.key == key), None)
    if found is None:
        raise NotFound
    return found


def _of(tenant: Tenant) -> QuerySet[MailWording]:
    # unscoped: the tenant is named; mails are also sent outside of a request
    rows: QuerySet[MailWording] = MailWording.objects.with_scopes_disabled().filter(tenant=tenant)
    return rows


def versions(tenant: Tenant, key: str, language: str) -> list[MailWording]:
    """All versions, the newest first."""
    return list(_of(tenant).filter(message=key, language=language).order_by("-version"))


def version(tenant: Tenant, key: str, language: str, number: int) -> MailWording:
    """Raises NotFound."""
    found = _of(tenant).filter(message=key, language=language, version=number).first()
    if found is None:
        raise NotFound
    return found


def current(tenant: Tenant) -> dict[tuple[str, str], MailWording]:
    """(message, language) → the version in force, for what has own words. One query."""
    found: dict[tuple[str, str], MailWording] = {}
    for row in _of(tenant).order_by("message", "language", "-version"):
        found.setdefault((row.message, row.language), row)
    return {key: row for key, row in found.items() if any(getattr(row, name) for name in FIELDS)}


def lookup(tenant: Tenant, key: str, language: str) -> Wording | None:
    """What catalogue.wording_for asks for each mail; one query. Account mails keep our words, whatever is stored."""
    if tenant.pk is None or catalogue.get(key).category == Category.ACCOUNT:
        return None
    rows = _of(tenant).filter(message__in=[key, EVERY], language=language).order_by("message", "-version")
    newest: dict[str, MailWording] = {}
    for row in rows:
        newest.setdefault(row.message, row)
    own, every = newest.get(key), newest.get(EVERY)
    if own is None and every is None:
        return None
    wording = {name: getattr(own, name) for name in FIELDS} if own is not None else {}
    return Wording(**wording, signature=every.closing if every is not None else "")
