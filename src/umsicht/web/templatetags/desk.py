from __future__ import annotations

import json
from typing import Any

from django import template
from django.apps import apps
from django.utils.translation import gettext as _

from umsicht.core import journal

register = template.Library()


@register.filter
def action_label(action: str) -> str:
    """"tenancy.membership.grant" in words."""
    return journal.label_of(action)


@register.filter
def kind_label(model_label: str) -> str:
    """ "tenancy.Membership" in words; a model that is gone keeps its name."""
    try:
        return str(apps.get_model(model_label)._meta.verbose_name)  # noqa: SLF001 - Django's public _meta
    except (LookupError, ValueError):
        return model_label


@register.filter
def shown_value(value: Any) -> str:
    """A recorded value for reading: lists by line, nested ones as JSON, nothing as a dash."""
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(str(part) for part in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
