"""Providers on their way in, and an organisation that is to change hands. Rows are written straight: nobody gets a mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from umsicht.core import clock
from umsicht.directory.enums import HandOverKind, RegistrationState
from umsicht.directory.models import HandOver, Organisation, Registration
from umsicht.tenancy.models import Tenant

_REGISTRATIONS: tuple[tuple[str, int, dict[str, Any]], ...] = (
    (
        RegistrationState.CONFIRMED,
        3,
        {
            "name": "Demo-Fahrradwerkstatt Reitbahn e. V.",
            "sector": "vereine",
            "legal_form": "eingetragener Verein",
            "about": "Wir reparieren mit Jugendlichen Fahrräder und reden dabei über das, was sie beschäftigt. Jeden "
            "Mittwoch und in den Ferien.",
            "street": "Beispielweg 12",
            "postal_code": "09111",
            "city": "Chemnitz",
            "phone": "030 23125 930",
            "email": "fahrradwerkstatt@example.org",
            "role": "Projektleitung",
            "message": "Wir würden gern auch unsere Ferienwerkstatt eintragen.",
        },
    ),
    (
        RegistrationState.CONFIRMED,
        9,
        {
            "name": "Demo Verein Brücke Sonnenberg",
            "sector": "vereine",
            "legal_form": "eingetragener Verein",
            "about": "Nachbarschaftshilfe und Vermittlung im Stadtteil Sonnenberg.",
            "city": "Chemnitz",
            "phone": "030/23125-201",
            "email": "bruecke-neu@example.org",
            "role": "Vorstand",
        },
    ),
    (
        RegistrationState.REFUSED,
        40,
        {
            "name": "Demo-Sicherheitstechnik Beispiel GmbH",
            "sector": "wirtschaft",
            "legal_form": "GmbH",
            "about": "Verkauf und Einbau von Alarmanlagen.",
            "city": "Chemnitz",
            "email": "alarm@example.org",
            "role": "Vertrieb",
            "answer": "In der Datenbank stehen nur Angebote ohne Verkaufsabsicht.",
        },
    ),
)


def fill(tenant: Tenant) -> int:
    """What is missing; returns how many records were made."""
    if Registration.objects.with_scope(tenant=tenant).exists():
        return 0
    now = clock.now()
    for state, days, values in _REGISTRATIONS:
        received = now - dt.timedelta(days=days)
        decided = received + dt.timedelta(days=2) if state == RegistrationState.REFUSED else None
        Registration(
            tenant=tenant,
            state=state,
            created_at=received,
            confirmed_at=received + dt.timedelta(hours=1),
            decided_at=decided,
            is_demo=True,
            **values,
        ).save(force_insert=True)
    return len(_REGISTRATIONS) + _handover(tenant, now)


def _handover(tenant: Tenant, now: dt.datetime) -> int:
    organisation = Organisation.objects.with_scope(tenant=tenant).filter(code="demo-opferhilfe").first()
    if organisation is None:
        return 0
    HandOver(
        tenant=tenant,
        organisation=organisation,
        kind=HandOverKind.OFFICE,
        message="Bei uns ist die Stelle zurzeit nicht besetzt. Bitte pflegen Sie den Eintrag so lange.",
        created_at=now - dt.timedelta(days=5),
    ).save(force_insert=True)
    return 1
