"""Whom a change of the vocabulary concerns: a state-wide term all tenants, another one its own tenant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from umsicht.tenancy.domain.content import bump_content_version, bump_everywhere
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries import catalogue

_gathering: ContextVar[dict[int, Tenant] | None] = ContextVar("vocabulary_gathering", default=None)


def term_changed(tenant: Tenant) -> None:
    """Raise content versions in the caller's transaction, and let no reader in it keep what may be rolled back."""
    catalogue.distrust()
    gathered = _gathering.get()
    if gathered is not None:
        gathered[tenant.pk] = tenant
        return
    transaction.on_commit(catalogue.forget)
    if tenant.is_state:
        bump_everywhere()
    else:
        bump_content_version(tenant)


@contextmanager
def changes_gathered() -> Iterator[None]:
    """Raise versions once at the end instead of once per term, inside the same transaction; for imports."""
    gathered: dict[int, Tenant] = {}
    token = _gathering.set(gathered)
    try:
        yield
    finally:
        _gathering.reset(token)
    for tenant in gathered.values():
        term_changed(tenant)
