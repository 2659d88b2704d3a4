"""Handing over and erasing everything about a person (Art. 15, 17 and 20 GDPR)."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _

from umsicht.accounts.domain.sessions import end_all_sessions
from umsicht.accounts.models import User
from umsicht.accounts.personal_data import keepers
from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import Conflict


@transaction.atomic
def export_person(*, actor: Any, person: User) -> bytes:
    """A ZIP with one JSON file per floor and a LIESMICH.txt. Raises NotAllowed for someone else's data."""
    require(actor, "accounts.person.export", person)
    buffer = io.BytesIO()
    contents: list[str] = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for keeper in keepers():
            data = keeper.export(person) if keeper.export else None
            if data is None:
                continue
            text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
            archive.writestr(f"{keeper.name}.json", text)
            contents.append(f"{keeper.name}.json  {keeper.title}")
        archive.writestr("LIESMICH.txt", _readme(contents))
    journal.record("accounts.person.export", person, actor=actor)
    return buffer.getvalue()


def objections(person: User) -> list[str]:
    """What stands against a deletion right now, as sentences for the person; empty means: nothing."""
    return [text for keeper in keepers() if keeper.objections for text in keeper.objections(person)]


@transaction.atomic
def erase_person(*, actor: Any, person: User) -> None:
    """Delete an account for good: each floor erases or redacts its part, then sessions and the account go.

    What was decided or written in office stays, without the name. Raises NotAllowed, Conflict with the objections.
    """
    require(actor, "accounts.person.erase", person)
    row = User.objects.select_for_update().get(pk=person.pk)
    against = objections(row)
    if against:
        raise Conflict(" ".join(against), code="erasure_blocked")
    journal.record("accounts.person.erase", row, actor=actor)
    end_all_sessions(actor=None, person=row)
    for keeper in keepers():
        if keeper.erase:
            keeper.erase(row)
    try:
        row.delete()
    except models.ProtectedError as error:
        kept = ", ".join(sorted({str(obj._meta.verbose_name) for obj in error.protected_objects}))  # noqa: SLF001
        raise Conflict(_("The account is still needed by: %(kept)s.") % {"kept": kept}) from error


def _readme(contents: list[str]) -> str:
    day = clock.now().astimezone(clock.timezone.get_current_timezone())
    return (
        f"Umsicht: Auskunft über Ihre Daten, Stand {day:%d.%m.%Y %H:%M} Uhr\n\n"
        "Jede Datei ist JSON in UTF-8 und lässt sich mit jedem Texteditor öffnen.\n\n"
        + "\n".join(contents)
        + "\n"
    )
