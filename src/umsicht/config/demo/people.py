"""Demo sign-ins: one per role and place, named for the office, never for a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django_scopes import scope, scopes_disabled

from umsicht.accounts.domain.demo import DEMO_PASSWORD, DemoPerson, ensure_demo_people
from umsicht.directory.models import Organisation
from umsicht.tenancy.domain.memberships import write_membership
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Membership, Tenant

__all__ = ["DEMO_PASSWORD", "SEATS", "Seat", "seat_people"]


@dataclass(frozen=True)
class Seat:
    """One sign-in: an address, how the person is called, and the roles she holds as (tenant slug, role, provider).

    `helps` makes her a helper of the provider's main person.
    """

    email: str
    name: str
    roles: tuple[tuple[str, str, str], ...]
    operator: bool = False
    helps: bool = False


def _seat(
    address: str, name: str, *roles: tuple[str, str] | tuple[str, str, str], helps: bool = False
) -> Seat:
    full = tuple((r[0], r[1], r[2] if len(r) > 2 else "") for r in roles)
    return Seat(f"{address}@example.org", name, full, helps=helps)


_TOWNS = {"chemnitz": "Chemnitz", "leipzig": "Leipzig", "zwickau": "Zwickau", "goerlitz": "Görlitz"}
SEATS: tuple[Seat, ...] = (
    *(
        _seat(f"koordination-{slug}", f"Koordination {name}", (slug, Role.COORDINATOR))
        for slug, name in _TOWNS.items()
    ),
    _seat("redaktion-chemnitz", "Redaktion Chemnitz", ("chemnitz", Role.EDITOR)),
    _seat("mitglied-chemnitz", "Mitglied des Präventionsrates", ("chemnitz", Role.MEMBER)),
    _seat("polizei-chemnitz", "Leitung der Polizeidirektion", ("chemnitz", Role.MEMBER)),
    _seat("pruefung-chemnitz", "Prüfstelle Steuerungsgruppe", ("chemnitz", Role.REVIEWER)),
    _seat("moderation-chemnitz", "Moderation Beteiligung", ("chemnitz", Role.MODERATOR)),
    _seat("haushalt-chemnitz", "Mittelbewirtschaftung", ("chemnitz", Role.FINANCE)),
    _seat("revision-chemnitz", "Rechnungsprüfung", ("chemnitz", Role.AUDITOR)),
    _seat("anbieter-medienwerkstatt", "Anbieter Medienwerkstatt", ("chemnitz", Role.PROVIDER, "demo-medienwerkstatt")),
    _seat("anbieter-lichtblick", "Anbieter Lichtblick", ("chemnitz", Role.PROVIDER, "demo-lichtblick")),
    # Twelve offers in two entries, and two people who help.
    _seat(
        "anbieter-suchthilfe",
        "Anbieter Suchthilfe",
        ("chemnitz", Role.PROVIDER, "demo-suchthilfe"),
        ("chemnitz", Role.PROVIDER, "demo-neustart"),
    ),
    _seat("anbieter-suchthilfe-verwaltung", "Suchthilfe, Verwaltung", ("chemnitz", Role.PROVIDER, "demo-suchthilfe"), helps=True),
    _seat("anbieter-suchthilfe-projekte", "Suchthilfe, Projektbüro", ("chemnitz", Role.PROVIDER, "demo-suchthilfe"), helps=True),
    _seat("anbieter-lotse", "Anbieter Lotse Leipzig", ("leipzig", Role.PROVIDER, "demo-lpz-lotse")),
    _seat("koordination-land", "Koordination Landespräventionsrat", ("sachsen", Role.COORDINATOR)),
    _seat("redaktion-land", "Redaktion Landespräventionsrat", ("sachsen", Role.EDITOR)),
    _seat(
        "beratung-land",
        "Beratung ASSKomm",
        ("sachsen", Role.ADVISER),
        ("chemnitz", Role.ADVISER),
        ("goerlitz", Role.ADVISER),
    ),
    _seat("uebung", "Übungskoordination", ("sandbox", Role.COORDINATOR), ("sandbox", Role.EDITOR)),
    Seat("betrieb@example.org", "Betrieb der Plattform", (), operator=True),
)  # fmt: skip


def seat_people(tenants: Mapping[str, Tenant]) -> int:
    """Accounts and memberships that are missing; returns how many memberships were given."""
    users = ensure_demo_people(DemoPerson(seat.email, seat.name, is_operator=seat.operator) for seat in SEATS)
    given = 0
    with scopes_disabled():  # unscoped: demo people hold roles in several tenants
        held = set(
            Membership.objects.filter(user__in=users.values()).values_list(
                "user__email", "tenant__slug", "role", "organisation_id"
            )
        )
        speakers = dict(
            Organisation.objects.filter(
                code__in=[code for s in SEATS for _t, _r, code in s.roles if code]
            ).values_list("code", "pk")
        )
    for seat in SEATS:
        for slug, role, code in seat.roles:
            if slug not in tenants or (seat.email, slug, role, speakers.get(code)) in held:
                continue
            with scope(tenant=tenants[slug]):
                write_membership(
                    actor=None,
                    tenant=tenants[slug],
                    user=users[seat.email],
                    role=role,
                    organisation_id=speakers.get(code),
                    is_delegate=seat.helps,
                    reason="Vorführung",
                )
            given += 1
    return given
