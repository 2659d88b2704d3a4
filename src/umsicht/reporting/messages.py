"""The message to departments, with samples for the catalogue."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category

_ASKED: dict[str, Any] = {
    "kind": "asked",
    "department": "Ordnungsamt",
    "report": "Jahresbericht des Präventionsrats Chemnitz 2026",
    "question": "Was haben Polizei und Ordnungsdienst gemeinsam getan?",
    "wish": "Bitte nennen Sie die gemeinsamen Einsätze des Jahres.",
    "due_on": "2027-02-15",
    "demo": False,
    "url": "/chemnitz/beitrag/abc",
}


def declare() -> None:
    """Called once, when the apps are ready."""
    register(
        MessageType(
            key="reporting.contribution",
            title=_("Wish for a contribution to a report"),
            audience=_("Departments that an office asks for a contribution"),
            why=_("You get this mail because your department is asked for a contribution to a report."),
            category=Category.WORK,
            samples={"asked": _ASKED, "reminder": {**_ASKED, "kind": "reminder", "question": "", "wish": ""}},
            sensitive=True,
        )
    )
