"""An organisation continued in another municipality: the same facts in a new entry of that tenant."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.errors import BadInput
from umsicht.directory.domain.contact_points import FIELDS as POINT_FIELDS
from umsicht.directory.domain.contact_points import create_contact_point
from umsicht.directory.domain.organisations import FIELDS, create_organisation
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


def continue_in(
    tenant: Tenant, source: Organisation, *, actor: Any
) -> tuple[Organisation, dict[int, ContactPoint]]:
    """(new entry, old contact point's id → new one). Terms that only the old municipality knows are left out.

    Needs the scope of `tenant`. Raises BadInput if the sector is one of those.
    """
    words = catalogue(tenant)
    if source.sector not in words.scheme(Scheme.SECTOR):
        raise BadInput(_("The sector of this organisation is unknown in the other municipality."))
    values = {name: getattr(source, name) for name in FIELDS}
    values["languages"] = [code for code in source.languages if code in words.scheme(Scheme.LANGUAGE)]
    values["areas_served"] = []
    target = create_organisation(tenant=tenant, actor=actor, **values)
    points: dict[int, ContactPoint] = {}
    for point in ContactPoint.objects.with_scope(tenant=source.tenant).filter(organisation=source):
        points[point.pk] = create_contact_point(organisation=target, actor=actor, **_point(point, words))
    return target, points


def _point(point: ContactPoint, words: Any) -> dict[str, Any]:
    values = {name: getattr(point, name) for name in POINT_FIELDS}
    access, languages = words.scheme(Scheme.ACCESSIBILITY), words.scheme(Scheme.LANGUAGE)
    values["accessibility"] = [code for code in point.accessibility if code in access]
    values["languages"] = [code for code in point.languages if code in languages]
    # District keys belong to the old municipality.
    return values | {"area_key": "", "area_name": ""}
