"""Who may do what with organisations and contact points. A provider speaks for its own organisation only."""

from __future__ import annotations

from typing import Any

import rules

from umsicht.directory.enums import HandOverKind
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.keeping import kept_memberships
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import roles_in
from umsicht.tenancy.rules import has_role, has_role_above


def organisation_id_of(obj: Any) -> int | None:
    """The organisation an object belongs to: itself, its `provider` or its `organisation`."""
    if isinstance(obj, Organisation):
        return obj.pk
    found = getattr(obj, "provider_id", None) or getattr(obj, "organisation_id", None)
    return int(found) if found is not None else None


@rules.predicate
def speaks_for(user: Any, obj: Any) -> bool:
    """Holds the provider role for exactly the organisation of the object."""
    organisation_id = organisation_id_of(obj)
    return organisation_id is not None and any(
        membership.organisation_id == organisation_id for membership in kept_memberships(user, obj.tenant_id)
    )


@rules.predicate
def leads(user: Any, obj: Any) -> bool:
    """Is the main person of the organisation, not somebody who helps: may bring in helpers and hand over."""
    organisation_id = organisation_id_of(obj)
    return organisation_id is not None and any(
        membership.organisation_id == organisation_id and not membership.is_delegate
        for membership in kept_memberships(user, obj.tenant_id)
    )


@rules.predicate
def keeps_something(user: Any, obj: Any) -> bool:
    """Keeps at least one organisation of the tenant."""
    tenant_id = obj.pk if isinstance(obj, Tenant) else getattr(obj, "tenant_id", None)
    return tenant_id is not None and bool(kept_memberships(user, tenant_id))


@rules.predicate
def may_take(user: Any, obj: Any) -> bool:
    """Speaks for the side that an organisation is handed to: the office named, or the person whose address it is."""
    if obj.kind == HandOverKind.PERSON:
        return bool(getattr(user, "is_authenticated", False)) and user.email.lower() == obj.to_email.lower()
    wanted = obj.to_tenant_id if obj.kind == HandOverKind.MUNICIPALITY else obj.tenant_id
    return Role.COORDINATOR in roles_in(user, wanted)


@rules.predicate
def is_shown(user: Any, obj: Any) -> bool:
    if isinstance(obj, ContactPoint):
        return obj.is_public and obj.organisation.is_public
    return bool(getattr(obj, "is_public", False))


edits = has_role(Role.COORDINATOR, Role.EDITOR)
# Providers are guests of the desk: they see their own entries, not everybody's drafts.
works_here = has_role(*(set(Role.values) - {Role.PROVIDER})) | has_role_above(Role.COORDINATOR, Role.ADVISER)

# Asked with the tenant: the desk's list.
rules.add_rule("directory.organisation.list", works_here)
# Asked with the tenant: the page of what one keeps oneself.
rules.add_rule("directory.kept.list", keeps_something)
# Asked with the organisation: who keeps it, helpers, handing it over.
rules.add_rule("directory.keeper.view", edits | speaks_for)
rules.add_rule("directory.keeper.manage", has_role(Role.COORDINATOR) | leads)
# Asked with the organisation or contact point.
rules.add_rule("directory.organisation.view", is_shown | works_here | speaks_for)
# Its page at the desk, with what is not for the public.
rules.add_rule("directory.organisation.desk", works_here | speaks_for)
rules.add_rule("directory.organisation.history", edits | speaks_for | has_role(Role.AUDITOR))
rules.add_rule("directory.organisation.create", edits)
rules.add_rule("directory.organisation.change", edits | speaks_for)
rules.add_rule("directory.organisation.publish", edits)
rules.add_rule("directory.organisation.confirm", speaks_for | has_role(Role.COORDINATOR))
rules.add_rule("directory.contact_point.change", edits | speaks_for)
rules.add_rule("directory.contact_point.remove", edits | speaks_for)
# Asked with the tenant (list) or the registration.
rules.add_rule("directory.registration.view", edits)
rules.add_rule("directory.registration.decide", edits)
# Asked with the tenant: what changes hands here.
rules.add_rule("directory.handover.list", edits)
# Asked with the organisation, and with the hand-over.
rules.add_rule("directory.handover.propose", has_role(Role.COORDINATOR) | leads)
rules.add_rule("directory.handover.withdraw", has_role(Role.COORDINATOR) | leads)
rules.add_rule("directory.handover.decide", may_take)
rules.add_rule("directory.facility.import", has_role(Role.COORDINATOR))
