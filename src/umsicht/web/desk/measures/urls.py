"""Addresses of measures and problem fields at the desk."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter
from django.utils.translation import gettext_lazy

from umsicht.web.desk import nav
from umsicht.web.desk.measures import fields, lists, one, parts, waiting


class _Word:
    """One of a few words of an address."""

    regex = ""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Part(_Word):
    regex = "|".join(parts.KINDS)


class Way(_Word):
    regex = "|".join(one.PLANS)


class FieldRow(_Word):
    regex = "|".join(fields.KINDS)


register_converter(Part, "measurepart")
register_converter(Way, "planway")
register_converter(FieldRow, "fieldrow")
waiting.register()
nav.register(
    nav.Entry(
        "measures", "council", gettext_lazy("Measures"), "desk_measures", "measures.measure.view", order=20
    )
)
nav.register(
    nav.Entry(
        "fields", "council", gettext_lazy("Problem fields"), "desk_fields", "measures.field.view", order=25
    )
)

_ROOT = "desk/<slug:tenant>/massnahmen"
_ONE = f"{_ROOT}/<int:measure_id>"
_PART = f"{_ONE}/<measurepart:kind>"
_FIELDS = "desk/<slug:tenant>/problemfelder"
_FIELD = f"{_FIELDS}/<slug:code>"
_ROW = f"{_FIELD}/<fieldrow:kind>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.listing, name="desk_measures"),
    path(f"{_ROOT}/liste.csv", lists.as_csv, name="desk_measures_csv"),
    path(f"{_ROOT}/brett", lists.board, name="desk_measures_board"),
    path(f"{_ROOT}/zeitachse", lists.line, name="desk_measures_line"),
    path(f"{_ROOT}/ueberfaellig", lists.overdue, name="desk_measures_overdue"),
    path(f"{_ROOT}/neu", one.new, name="desk_measure_new"),
    path(_ONE, one.page, name="desk_measure"),
    path(f"{_ONE}/bearbeiten", one.edit, name="desk_measure_edit"),
    path(f"{_ONE}/ergebnis", one.result, name="desk_measure_result"),
    path(f"{_ONE}/schritt", one.act, name="desk_measure_act"),
    path(f"{_ONE}/planung/<planway:way>", one.plan, name="desk_measure_plan"),
    path(f"{_ONE}/ergebnisblatt.pdf", one.as_pdf, name="desk_measure_pdf"),
    path(f"{_PART}/neu", parts.new, name="desk_measure_part_new"),
    path(f"{_PART}/<int:part_id>/bearbeiten", parts.edit, name="desk_measure_part_edit"),
    path(f"{_PART}/<int:part_id>/entfernen", parts.remove, name="desk_measure_part_remove"),
    path(_FIELDS, fields.listing, name="desk_fields"),
    path(_FIELD, fields.page, name="desk_field"),
    path(f"{_ROW}/neu", fields.new, name="desk_field_row_new"),
    path(f"{_ROW}/<int:row_id>/bearbeiten", fields.edit, name="desk_field_row_edit"),
    path(f"{_ROW}/<int:row_id>/entfernen", fields.remove, name="desk_field_row_remove"),
]
