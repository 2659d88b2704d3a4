"""Whom a change of the vocabulary concerns: a state-wide term all tenants, another one its own tenant."""

from __future__ import annotations

from django.db import transaction

from umsicht.tenancy.domain.content import bump_content_version, bump_everywhere
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries import catalogue
from umsicht.vocabulary.signals import terms_changed


def term_changed(tenant: Tenant) -> None:
    """Raise content versions in the caller's transaction, and let no reader in it keep what may be rolled back."""
    catalogue.distrust()
    transaction.on_commit(catalogue.forget)
    if tenant.is_state:
        bump_everywhere()
    else:
        bump_content_version(tenant)
    terms_changed.send(Tenant, tenant=tenant)
