"""Founding, renaming and switching on those who take part."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.tenancy.signals import tenant_changed

# What change_tenant may write; the rest has a function of its own (activate, change_settings, groups, import).
CHANGEABLE = frozenset({"slug", "name", "second_name", "official_name", "key", "parent", "is_sandbox"})


@transaction.atomic
def create_tenant(
    *, actor: Any, kind: str, name: str, slug: str, parent: Tenant | None = None, key: str = "", **fields: Any
) -> Tenant:
    """Add a district, municipality or group below `parent` (by default the state office); it does not take part yet.

    Raises NotAllowed, BadInput with the first problem, Conflict if the address or key is taken.
    """
    require(actor, "tenancy.tenant.manage", state_office())
    if kind not in TenantKind.values:
        raise BadInput(_("This kind does not exist."))
    if kind == TenantKind.STATE:
        raise Conflict(_("There is one state office only."))
    tenant = Tenant(
        kind=kind, name=name.strip(), slug=slug, key=key, parent=parent or state_office(), **fields
    )
    checked(tenant)
    tenant.save(force_insert=True)
    journal.record(
        "tenancy.tenant.create", tenant, actor=actor, after={"kind": kind, "name": name, "slug": slug}
    )
    return tenant


@transaction.atomic
def change_tenant(*, actor: Any, tenant: Tenant, reason: str = "", **changes: Any) -> Tenant:
    """Change name, address, key or parent. A changed address breaks links from outside: do it before taking part.

    Raises NotAllowed, BadInput, Conflict.
    """
    require(actor, "tenancy.tenant.manage", state_office())
    unknown = changes.keys() - CHANGEABLE
    if unknown:
        raise TypeError(f"change_tenant writes no {', '.join(sorted(unknown))}.")
    row = Tenant.objects.select_for_update().get(pk=tenant.pk)
    before = {name: _plain(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    checked(row)
    after = {name: _plain(getattr(row, name)) for name in changes}
    if before == after:
        return row
    row.save(update_fields=list(changes))
    save_journal_and_version("tenancy.tenant.change", row, actor, before, after, reason)
    return row


@transaction.atomic
def activate(*, actor: Any, tenant: Tenant) -> Tenant:
    """Let a municipality, district or group take part: its portal opens. Raises NotAllowed, Conflict."""
    return _switch(actor=actor, tenant=tenant, on=True, reason="")


@transaction.atomic
def deactivate(*, actor: Any, tenant: Tenant, reason: str) -> Tenant:
    """Close the portal; the desk and all records stay. Raises NotAllowed, BadInput without a reason, Conflict."""
    if not reason.strip():
        raise BadInput(_("Please give a reason."))
    return _switch(actor=actor, tenant=tenant, on=False, reason=reason.strip())


def _switch(*, actor: Any, tenant: Tenant, on: bool, reason: str) -> Tenant:
    require(actor, "tenancy.tenant.manage", state_office())
    row = Tenant.objects.select_for_update().get(pk=tenant.pk)
    if row.is_state:
        raise Conflict(_("The state office always takes part."))
    if row.is_active == on:
        raise Conflict(_("This has been done already."))
    row.is_active = on
    row.save(update_fields=["is_active"])
    action = "tenancy.tenant.activate" if on else "tenancy.tenant.deactivate"
    save_journal_and_version(action, row, actor, {"is_active": not on}, {"is_active": on}, reason)
    return row


def checked(tenant: Tenant) -> None:
    """Ask all checks of the record. Raises Conflict for what is taken, else BadInput with the first problem."""
    try:
        tenant.full_clean(exclude=["texts", "emergency_numbers"])
    except ValidationError as error:
        field, problems = next(iter(error.error_dict.items()))
        text = " ".join(problems[0].messages)
        if field != "__all__":
            text = f"{capfirst(str(getattr(Tenant, field).field.verbose_name))}: {text}"
        raise (Conflict if problems[0].code in {"unique", "taken"} else BadInput)(text) from error


def save_journal_and_version(
    action: str, tenant: Tenant, actor: Any, before: dict[str, Any], after: dict[str, Any], reason: str = ""
) -> None:
    """The tail of each write to a tenant: journal row, new content version, signal after the transaction."""
    changed = [name for name in after if before.get(name) != after[name]]
    journal.record(
        action,
        tenant,
        actor=actor,
        before={name: before.get(name) for name in changed},
        after={name: after[name] for name in changed},
        reason=reason.strip(),
    )
    bump_content_version(tenant)
    tenant.refresh_from_db(fields=["content_version"])
    transaction.on_commit(partial(tenant_changed.send_robust, Tenant, tenant=tenant))


def _plain(value: Any) -> Any:
    return value.slug if isinstance(value, Tenant) else value
