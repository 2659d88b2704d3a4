"""What the log recorded, in the words of the forms: names of fields, choices and dates instead of what the code calls them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from umsicht.audit.models import AuditEvent
from umsicht.audit.queries.events import changes_of
from umsicht.ui.markup import day

NOTHING = "–"


@dataclass(frozen=True)
class Worded:
    label: str
    before: str
    after: str


def worded_changes(event: AuditEvent) -> list[Worded]:
    model = model_of(event.object_type)
    return [
        Worded(
            label_of(model, change.name),
            shown(model, change.name, change.before),
            shown(model, change.name, change.after),
        )
        for change in changes_of(event)
    ]


def model_of(label: str) -> type[models.Model] | None:
    """The model of "tenancy.Membership"; None for one that is gone, and for records that never were one."""
    try:
        return apps.get_model(label)
    except (LookupError, ValueError):
        return None


def kind_of(label: str) -> str:
    model = model_of(label)
    return capfirst(str(model._meta.verbose_name)) if model is not None else label  # noqa: SLF001


def label_of(model: type[models.Model] | None, name: str) -> str:
    field = _field(model, name)
    return capfirst(str(field.verbose_name)) if field is not None else name


def shown(model: type[models.Model] | None, name: str, value: Any) -> str:
    """A recorded value for reading; what is nested stays JSON."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    field = _field(model, name)
    if field is not None and isinstance(value, str):
        return _of_field(field, value)
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(str(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def _of_field(field: models.Field[Any, Any], value: str) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(value)
        return day(moment) if moment is not None else value
    if isinstance(field, models.DateField):
        date = parse_date(value)
        return day(date) if date is not None else value
    return value


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    if model is None:
        return None
    try:
        field = model._meta.get_field(name)  # noqa: SLF001 - Django's public _meta
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None
