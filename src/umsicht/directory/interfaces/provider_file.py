"""Reads the curated list of providers (YAML, section `providers`). Format: docs/reference/demo.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core.intake import Report
from umsicht.directory.domain.imports import ProviderRow
from umsicht.directory.interfaces.yaml_rows import Refused, Row, read_rows
from umsicht.directory.values import Hours

_FIELDS = frozenset(
    {
        "code", "name", "municipality", "real_institution", "source", "contact_is_demo", "demo", "legal_form", "sector",
        "contact_role", "email", "phone", "website", "district", "district_note", "street", "postal_code", "lat", "lon",
        "opening_hours", "hours_note", "languages", "accessibility", "about",
    }
)  # fmt: skip


def read(path: Path, report: Report) -> list[ProviderRow]:
    """All good rows; refusals go into the report. Raises BadInput for a file of another kind."""
    meta, rows = read_rows(path, "providers", report)
    found: dict[str, ProviderRow] = {}
    for row in rows:
        try:
            provider = _provider(row, closed_on_holidays=bool(meta.get("closed_on_public_holidays", True)))
            if provider.code in found:
                raise Refused("code", _("%(code)s stands twice in this list") % {"code": provider.code})
        except Refused as refused:
            report.refuse(row.line_of(refused.column), refused.column, refused.reason)
            continue
        found[provider.code] = provider
    return list(found.values())


def _provider(row: Row, *, closed_on_holidays: bool) -> ProviderRow:
    row.only(_FIELDS)
    languages, accessibility = row.words("languages"), row.words("accessibility")
    shared: dict[str, Any] = {
        "email": row.text("email"),
        "phone": row.text("phone"),
        "website": row.text("website"),
    }
    return ProviderRow(
        line=row.line,
        lines=row.lines,
        code=row.text("code", required=True),
        municipality=row.text("municipality", required=True),
        district=row.text("district"),
        organisation={
            "name": row.text("name", required=True),
            "sector": row.text("sector", required=True),
            "legal_form": row.text("legal_form"),
            "about": row.text("about"),
            "languages": languages,
            "is_provider": True,
            "is_demo": row.flag("demo"),
            "contact_is_demo": row.flag("contact_is_demo"),
            "source": row.text("source"),
            **shared,
        },
        point={
            "name": row.text("name", required=True),
            "role": row.text("contact_role"),
            "detail": row.text("district_note"),
            "street": row.text("street"),
            "postal_code": row.text("postal_code"),
            "lat": row.degrees("lat"),
            "lon": row.degrees("lon"),
            "opening_hours": _hours(row),
            "hours_note": row.text("hours_note"),
            "closed_on_holidays": closed_on_holidays,
            "accessibility": accessibility,
            "languages": languages,
            "is_demo": row.flag("contact_is_demo"),
            "source": row.text("source"),
            **shared,
        },
    )


def _hours(row: Row) -> list[dict[str, Any]]:
    """[[[MO, TU], "09:00", "12:00"], …] as stored hours."""
    value = row.data.get("opening_hours") or []
    try:
        return Hours.of([(days, opens, closes) for days, opens, closes in value]).to_json()
    except (TypeError, ValueError) as error:
        raise Refused("opening_hours", _("is written [[days], start, end]")) from error
    except ValidationError as error:
        raise Refused("opening_hours", " ".join(error.messages)) from error
