"""Who may do what with organisations and contact points. A provider speaks for its own organisation only."""

from __future__ import annotations

from typing import Any

import rules

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.queries.keeping import kept_memberships
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant
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
rules.add_rule("directory.organisation.create", edits)
rules.add_rule("directory.organisation.change", edits | speaks_for)
rules.add_rule("directory.organisation.publish", edits)
rules.add_rule("directory.organisation.confirm", speaks_for | has_role(Role.COORDINATOR))
rules.add_rule("directory.contact_point.change", edits | speaks_for)
rules.add_rule("directory.facility.import", has_role(Role.COORDINATOR))
