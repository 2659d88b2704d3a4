from __future__ import annotations

import datetime as dt
import itertools
import uuid
from typing import Any

from tests.factories.files import picture, upload
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.fieldwork.domain.conflicts import create_case
from umsicht.fieldwork.domain.inspections import add_finding, create_inspection
from umsicht.fieldwork.domain.patrols import create_shift
from umsicht.fieldwork.domain.photos import add_photo
from umsicht.fieldwork.models import ConflictCase, Finding, Inspection, PatrolShift, Photo
from umsicht.files.domain.checking import check
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import Tenant

_count = itertools.count(1)
UNITS = [("Ordnungsdienst", 2), ("Polizeirevier", 2)]


def make_shift(tenant: Tenant, *, held: bool = False, **fields: Any) -> PatrolShift:
    """A patrol of two units with two officers each, yesterday evening for four hours; needs the scope of the tenant."""
    values: dict[str, Any] = {
        "day": clock.today() - dt.timedelta(days=1),
        "starts_at": dt.time(18),
        "ends_at": dt.time(22),
        "units": UNITS,
    }
    shift = create_shift(tenant=tenant, actor=None, **(values | fields))
    if held:
        apply(shift, "hold", actor=None)
    return shift


def make_inspection(tenant: Tenant, *, steps: tuple[str, ...] = (), **fields: Any) -> Inspection:
    """An inspection of last week by an office and residents, with `steps` taken after one finding."""
    values: dict[str, Any] = {
        "title": f"Begehung {next(_count)}",
        "day": clock.today() - dt.timedelta(days=7),
        "parties": [
            ("authority", "Ordnungsamt", 1),
            ("authority", "Polizeirevier", 1),
            ("residents", "Anwohner", 3),
        ],
    }
    walk = create_inspection(tenant=tenant, actor=None, **(values | fields))
    for step in steps:
        if step == "report":
            make_finding(walk)
        apply(walk, step, actor=None)
    return walk


def make_finding(walk: Inspection, text: str = "Büsche verdecken den Weg.", **fields: Any) -> Finding:
    key = fields.pop("client_key", uuid.uuid4())
    return add_finding(inspection=walk, actor=None, client_key=key, text=text, **fields)[0]


def make_photo(walk: Inspection, *, content: bytes | None = None, checked: bool = True) -> Photo:
    """A photo whose file has been through the check."""
    photo = add_photo(
        inspection=walk,
        actor=None,
        content=upload("weg.jpg", content or picture()),
        alt_text="Dunkler Weg zwischen Büschen",
    )
    if checked:
        check_file(photo)
    return photo


def check_file(photo: Photo) -> None:
    """What the worker does after the transaction."""
    check(photo.file_id, own=True)
    photo.file = StoredFile.objects.select_related("tenant").get(pk=photo.file_id)


def make_case(tenant: Tenant, **fields: Any) -> ConflictCase:
    values: dict[str, Any] = {
        "received_on": clock.today() - dt.timedelta(days=30),
        "topic": "noise",
        "summary": "Musik am Ufer bis nach Mitternacht.",
        "parties": "Anwohnerschaft",
    }
    return create_case(tenant=tenant, actor=None, **(values | fields))
