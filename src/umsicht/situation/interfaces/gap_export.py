"""The gap matrix as one table, exactly the cells that the page shows: a row for each field and audience."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.documents import Meta, Sheet, XColumn, xlsx
from umsicht.situation.interfaces.need_words import area_name, audience_name, field_name
from umsicht.situation.queries.gaps import Matrix
from umsicht.tenancy.models import Tenant

KEYS = (
    "area", "problem_field", "problem_field_code", "audience", "audience_code", "needs_confirmed", "needs_noted", "offers",
    "offers_fresh", "offers_checked", "needs", "as_of",
)  # fmt: skip


def definition() -> str:
    return _(
        "Needs on record beside published offers. An offer counts in each of its problem fields, in the theme above them and "
        "for each of its audiences; without an audience all offers of the field are counted. Current: its provider confirmed "
        "it within a year. Checked: experts have reviewed it. In a district count offers that are there, come there, are "
        "online or belong to no district. The figures stand side by side and are not set off against each other."
    )


def columns() -> list[XColumn]:
    return [
        XColumn(_("Area")), XColumn(_("Problem field")), XColumn(_("Code of the field")), XColumn(_("For whom")),
        XColumn(_("Code of the audience")), XColumn(_("Needs, confirmed"), "whole"), XColumn(_("Needs, noted only"), "whole"),
        XColumn(_("Offers"), "whole"), XColumn(_("of these current"), "whole"), XColumn(_("of these checked"), "whole"),
        XColumn(_("Needs")), XColumn(_("As of"), "date"),
    ]  # fmt: skip


def rows(found: Matrix, tenant: Tenant) -> Iterator[list[Any]]:
    for field, cells in found.rows():
        for cell in cells:
            yield [
                area_name(tenant, found.area), field_name(tenant, field), field, audience_name(tenant, cell.audience),
                cell.audience, cell.confirmed, cell.noted, len(cell.offers), cell.fresh, cell.checked,
                "; ".join(need.title for need in cell.needs), found.as_of,
            ]  # fmt: skip


def records(found: Matrix, tenant: Tenant) -> list[dict[str, Any]]:
    made = []
    for row in rows(found, tenant):
        record = dict(zip(KEYS, row, strict=True))
        record["as_of"] = found.as_of.isoformat()
        record["needs"] = [text for text in str(record["needs"]).split("; ") if text]
        made.append(record)
    return made


def workbook(found: Matrix, tenant: Tenant, day: dt.date, source: str) -> bytes:
    sheet = Sheet(_("Needs and offers"), columns(), rows(found, tenant), [(_("Definition"), definition())])
    office = tenant.portal_by or tenant.official_name or tenant.name
    meta = Meta(title=_("Needs and offers"), author=office, date=day, source_line=source)
    return xlsx([sheet], meta=meta)
