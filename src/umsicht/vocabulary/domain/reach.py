"""Whom a change of the vocabulary concerns: a state-wide term all tenants, another one its own tenant."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from umsicht.tenancy.domain.content import bump_content_version
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries import catalogue

_BOTTOM_UP = (TenantKind.GROUP, TenantKind.MUNICIPALITY, TenantKind.DISTRICT, TenantKind.STATE)


def term_changed(tenant: Tenant) -> None:
    """Raise content versions in the caller's transaction, from the bottom up as bump_content_version does."""
    catalogue.distrust()
    transaction.on_commit(catalogue.forget)
    if not tenant.is_state:
        bump_content_version(tenant)
        return
    for kind in _BOTTOM_UP:
        Tenant.objects.filter(kind=kind).update(content_version=F("content_version") + 1)
