"""Records as an import sees them: which fields it may set, their plain values, fingerprints, and what is wrong with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from umsicht.directory import validators
from umsicht.directory.domain import contact_points, organisations
from umsicht.directory.domain.writing import plain
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.domain import offers
from umsicht.offers.models import Offer
from umsicht.offers.series import Series
from umsicht.offers.validators import offer_checks
from umsicht.vocabulary.enums import Scheme

Values = dict[str, Any]
Diff = dict[str, list[Any]]
"""Field → [before, after], JSON-able."""

ORGANISATION_FIELDS = organisations.FIELDS | {"code", "slug", "edited_on", "confirmed_on"}
POINT_FIELDS = contact_points.FIELDS | {"code"}
OFFER_FIELDS = offers.FIELDS | {
    "code",
    "slug",
    "provider",
    "availability",
    "availability_as_of",
    *offers.CLOCKS,
}
RELATIONS = frozenset({"provider", "contact_point", "programme"})
_CONTENT = sorted(OFFER_FIELDS - set(offers.CLOCKS))


def plain_of(obj: models.Model, name: str) -> Any:
    return obj.serializable_value(name) if name in RELATIONS else plain(getattr(obj, name))


def fingerprint(offer: Offer | None, *, state: bool = False) -> str:
    """Changes whenever somebody changes what the offer says (`state`: or takes a step of its procedure).

    Confirming and reviewing leave it alone: they change no word that an import could overwrite.
    """
    if offer is None:
        return ""
    values = [plain_of(offer, name) for name in _CONTENT]
    if state:
        values.append(offer.state)
    return hashlib.sha1(json.dumps(values, default=str).encode(), usedforsecurity=False).hexdigest()


def difference(obj: models.Model, wanted: Mapping[str, Any]) -> Diff:
    """What would change; empty when the record says all of that already."""
    found: Diff = {}
    for name, value in wanted.items():
        if name in {"code", "slug"}:
            continue  # the address under which people know a record stays
        held = plain_of(obj, name)
        new = value.pk if isinstance(value, models.Model) else plain(value)
        if held != new:
            found[name] = [held, new]
    return found


def faults_of(obj: Organisation | ContactPoint | Offer) -> dict[str, str]:
    """Field → why it can't stay like this. Asks the database nothing: relations were looked up by the caller."""
    excluded = {field.name for field in obj._meta.concrete_fields if field.is_relation}  # noqa: SLF001 - public _meta
    if not getattr(obj, "slug", "-"):
        excluded.add("slug")  # found when it is written
    found: dict[str, str] = {}
    try:
        obj.clean_fields(exclude=excluded)
    except ValidationError as error:
        found = {name: " ".join(texts) for name, texts in error.message_dict.items()}
    for name, check in _checks(obj).items():
        value = getattr(obj, name)
        if value in ("", None, []) or name in found:
            continue
        try:
            check(value)
        except ValidationError as error:
            found[name] = " ".join(error.messages)
    return found


def _checks(obj: Organisation | ContactPoint | Offer) -> Mapping[str, Callable[[Any], None]]:
    tenant = obj.tenant
    if isinstance(obj, Offer):
        return offer_checks(obj)
    shared: dict[str, Callable[[Any], None]] = {
        "phone": validators.phone_validator,
        "website": validators.website_validator,
        "languages": lambda codes: validators.codes_validator(Scheme.LANGUAGE, codes, tenant),
    }
    if isinstance(obj, Organisation):
        return shared | {"sector": lambda code: validators.codes_validator(Scheme.SECTOR, [code], tenant)}
    return shared | {
        "postal_code": validators.postal_code_validator,
        "opening_hours": validators.hours_validator,
        "lat": lambda lat: validators.position_validator(lat, obj.lon),
        "lon": lambda lon: validators.position_validator(obj.lat, lon),
        "accessibility": lambda codes: validators.codes_validator(Scheme.ACCESSIBILITY, codes, tenant),
    }


def set_all(obj: models.Model, diff: Diff, values: Mapping[str, Any]) -> list[str]:
    """Set the fields of a diff to their typed values; returns their names."""
    for name in diff:
        setattr(obj, name, values[name])
    return list(diff)


def only(values: Mapping[str, Any], names: Iterable[str]) -> Values:
    return {name: values[name] for name in names if name in values}


def series_from(sessions: Iterable[Mapping[str, Any]]) -> list[Series]:
    """Raises ValidationError with a sentence for a date that can't be read."""
    try:
        return [Series.parse(**session) for session in sessions]
    except (TypeError, AttributeError, ValueError) as error:
        raise ValidationError(_("This date can't be read.")) from error


def series_json(series: Series) -> Values:
    return {
        "start": series.start.isoformat(timespec="minutes"),
        "tzid": series.tzid,
        "duration_minutes": series.duration_minutes,
        "rule": series.rule,
        "exdates": [day.isoformat(timespec="minutes") for day in series.exdates],
    }


def dates_json(series: Iterable[Series]) -> list[Values]:
    return [series_json(one) for one in sorted(series, key=lambda one: (one.start, one.rule))]
