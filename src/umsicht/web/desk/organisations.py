"""For whom a provider may speak. Tenancy keeps only the number of the organisation, so the choice is made here."""

from __future__ import annotations

from umsicht.directory.queries.organisations import organisations_at_desk


def choices() -> list[tuple[int, str]]:
    """The organisations of the tenant in scope that make offers, by name."""
    return [
        (organisation.pk, organisation.name) for organisation in organisations_at_desk(providers_only=True)
    ]
