"""Checks of what people and files say about offers and programmes. All raise ValidationError with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.directory.validators import codes_validator, position_validator
from umsicht.offers.enums import Availability, PlaceMode
from umsicht.offers.models import Offer, Programme
from umsicht.offers.values import LAST_GRADE, Cost, CurriculumLink, Outcome, parse_all
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme

Check = Callable[[Any], None]

TERM_LISTS: dict[str, Scheme] = {
    "problem_fields": Scheme.PROBLEM_FIELD,
    "topics": Scheme.TOPIC,
    "factors": Scheme.FACTOR,
    "audiences": Scheme.AUDIENCE,
    "formats": Scheme.FORMAT,
    "settings": Scheme.SETTING,
    "school_types": Scheme.SCHOOL_TYPE,
    "languages": Scheme.LANGUAGE,
    "accessibility": Scheme.ACCESSIBILITY,
}
"""Fields that hold vocabulary codes, and in which list these stand."""
TERM_FIELDS: dict[str, Scheme] = {
    "level": Scheme.LEVEL,
    "fidelity": Scheme.FIDELITY,
    "evidence_tier": Scheme.EVIDENCE_TIER,
}


def term_checks(tenant: Tenant, fields: set[str]) -> dict[str, Check]:
    """One check per vocabulary field among `fields`."""

    def many(scheme: Scheme) -> Check:
        return lambda value: codes_validator(scheme, value, tenant)

    def one(scheme: Scheme) -> Check:
        return lambda value: codes_validator(scheme, [value], tenant)

    return {name: many(scheme) for name, scheme in TERM_LISTS.items() if name in fields} | {
        name: one(scheme) for name, scheme in TERM_FIELDS.items() if name in fields
    }


def lines_validator(value: Any) -> None:
    """A list of short sentences."""
    if not isinstance(value, list) or not all(isinstance(line, str) and line.strip() for line in value):
        raise ValidationError(_("A list of sentences was expected."), code="shape")
    if len(value) > 20 or any(len(line) > 300 for line in value):
        raise ValidationError(_("At most 20 lines of 300 characters each."), code="long")


def span_validator(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and high < low:
        raise ValidationError(_("The upper end lies below the lower one."), code="order")


def age_validator(value: int, *, above: int | None = None) -> None:
    if not 0 <= value <= 120:
        raise ValidationError(_("An age lies between 0 and 120 years."), code="range")
    span_validator(above, value)


def grade_validator(value: int, *, above: int | None = None) -> None:
    if not 1 <= value <= LAST_GRADE:
        raise ValidationError(_("A grade lies between 1 and 13."), code="range")
    span_validator(above, value)


def modes_validator(value: Any) -> None:
    if not isinstance(value, list) or not set(map(str, value)) <= set(PlaceMode.values):
        raise ValidationError(_("Unknown kind of place."), code="choice")


def costs_validator(value: Any, tenant: Tenant) -> None:
    costs: list[Cost] = parse_all(Cost, value)
    codes_validator(Scheme.FORMAT, [cost.format for cost in costs], tenant)
    codes_validator(Scheme.PAYER, [cost.payer for cost in costs], tenant)


def curriculum_validator(value: Any, tenant: Tenant) -> None:
    links: list[CurriculumLink] = parse_all(CurriculumLink, value)
    codes_validator(Scheme.SUBJECT, [link.subject for link in links], tenant)


def outcomes_validator(value: Any) -> None:
    parse_all(Outcome, value)


def availability_validator(value: str) -> None:
    if value not in Availability.values:
        raise ValidationError(_("Unknown availability."), code="choice")


def offer_checks(offer: Offer) -> dict[str, Check]:
    tenant = offer.tenant
    names = {field.name for field in Offer._meta.concrete_fields}  # noqa: SLF001 - Django's public _meta
    return {
        **term_checks(tenant, names),
        "what_happens": lines_validator,
        "good_to_know": lines_validator,
        "place_modes": modes_validator,
        "costs": lambda value: costs_validator(value, tenant),
        "curriculum": lambda value: curriculum_validator(value, tenant),
        "age_from": age_validator,
        "age_to": lambda value: age_validator(value, above=offer.age_from),
        "grade_from": grade_validator,
        "grade_to": lambda value: grade_validator(value, above=offer.grade_from),
        "group_max": lambda value: span_validator(offer.group_min, value),
        "lat": lambda value: position_validator(value, offer.lon),
        "lon": lambda value: position_validator(offer.lat, value),
        "availability": availability_validator,
    }


def programme_checks(programme: Programme) -> dict[str, Check]:
    names = {field.name for field in Programme._meta.concrete_fields}  # noqa: SLF001 - Django's public _meta
    return {
        **term_checks(programme.tenant, names),
        "outcomes": outcomes_validator,
        "age_from": age_validator,
        "age_to": lambda value: span_validator(programme.age_from, value),
        "grade_from": grade_validator,
        "grade_to": lambda value: span_validator(programme.grade_from, value),
    }
