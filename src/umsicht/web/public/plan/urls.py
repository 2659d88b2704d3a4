"""Addresses of the year plan. The key is long and random; what is no key is no address."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, path, register_converter

from umsicht.planning.queries.plans import KEY
from umsicht.web.public.plan import changes, files, start, views


class PlanKey:
    regex = KEY.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PlanKey, "plankey")

_ROOT = "<slug:municipality>/jahresplan"
_PLAN = f"{_ROOT}/<plankey:key>"
_VIEW = f"{_ROOT}/ansicht/<plankey:key>"
_READING: dict[str, Any] = {"reading": True}

urlpatterns: list[URLPattern | URLResolver] = [
    path("jahresplan", start.towns, name="plan_towns"),
    path(_ROOT, start.start, name="plan_start"),
    path(f"{_ROOT}/oeffnen", start.open_plan, name="plan_open"),
    path(f"{_ROOT}/geloescht", start.gone, name="plan_gone"),
    path(_VIEW, views.view, name="plan_view"),
    path(f"{_VIEW}/plan.ics", files.calendar, _READING, name="plan_view_calendar"),
    path(f"{_VIEW}/plan.csv", files.table, _READING, name="plan_view_csv"),
    path(f"{_VIEW}/plan.pdf", files.paper, _READING, name="plan_view_pdf"),
    path(_PLAN, views.plan, name="plan"),
    path(f"{_PLAN}/plan.ics", files.calendar, name="plan_calendar"),
    path(f"{_PLAN}/plan.csv", files.table, name="plan_csv"),
    path(f"{_PLAN}/plan.pdf", files.paper, name="plan_pdf"),
    path(f"{_PLAN}/angaben", changes.facts, name="plan_facts"),
    path(f"{_PLAN}/aufnehmen", changes.add, name="plan_add"),
    path(f"{_PLAN}/eintrag/<int:entry_id>", changes.entry, name="plan_entry"),
    path(f"{_PLAN}/eintrag/<int:entry_id>/herausnehmen", changes.remove, name="plan_entry_remove"),
    path(f"{_PLAN}/freigabe", changes.release, name="plan_release"),
    path(f"{_PLAN}/adresse-senden", changes.mail, name="plan_mail"),
    path(f"{_PLAN}/loeschen", changes.delete, name="plan_delete"),
]
