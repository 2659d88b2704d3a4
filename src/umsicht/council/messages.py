"""The messages about meetings and circular votes, with samples for the catalogue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category

_MEETING: dict[str, Any] = {
    "kind": "invited",
    "body": "Kommunalpräventiver Rat der Stadt Chemnitz",
    "title": "4. Sitzung 2026",
    "starts_at": "2026-12-10T14:00:00+01:00",
    "place": "Rathaus, Beratungsraum 118",
    "online_url": "",
    "note": "Die Unterlagen liegen bei der Tagesordnung.",
    "reason": "",
    "demo": False,
    "url": "/chemnitz/sitzung/antwort/abc",
}
_VOTE: dict[str, Any] = {
    "kind": "started",
    "body": "Kommunalpräventiver Rat der Stadt Chemnitz",
    "subject": "Termin der nächsten Sicherheitskonferenz",
    "deadline": "2026-12-10T12:00:00+01:00",
    "demo": False,
    "url": "/chemnitz/umlauf/abc",
}
_CALENDAR: dict[str, Any] = {
    "body": "Kommunalpräventiver Rat der Stadt Chemnitz",
    "address": "https://umsicht.example/chemnitz/sitzung/kalender/abc.ics",
    "demo": False,
}
_WHY = _("You get this mail because you hold a seat in this body or deputise there.")
_WHO = _("People who hold a seat or deputise")


def declare() -> None:
    """Called once, when the apps are ready."""
    register(
        MessageType(
            key="council.meeting",
            title=_("Invitation to a meeting"),
            audience=_WHO,
            why=_WHY,
            category=Category.WORK,
            samples={
                "invited": _MEETING,
                "changed": {**_MEETING, "kind": "changed", "online_url": "https://video.example.org/rat"},
                "cancelled": {
                    **_MEETING,
                    "kind": "cancelled",
                    "reason": "Der Raum steht nicht zur Verfügung.",
                },
            },
            sensitive=True,
        ),
        MessageType(
            key="council.circular",
            title=_("Circular vote"),
            audience=_WHO,
            why=_WHY,
            category=Category.WORK,
            samples={"started": _VOTE, "reminder": {**_VOTE, "kind": "reminder"}},
            sensitive=True,
        ),
    )
    register(
        MessageType(
            key="council.calendar",
            title=_("Calendar of the own meetings"),
            audience=_("People who hold a seat or deputise and have no account"),
            why=_WHY,
            category=Category.WORK,
            samples={"": _CALENDAR},
            sensitive=True,
        )
    )
