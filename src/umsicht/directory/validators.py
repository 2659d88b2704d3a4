"""Checks of what people and files say about organisations and contact points; used by forms, importers and domain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from umsicht.directory.values import Hours
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

_PHONE = re.compile(r"[+0-9][0-9 ()/\-]{3,39}")
_web = URLValidator(schemes=["http", "https"])


def phone_validator(value: str) -> None:
    if not _PHONE.fullmatch(value):
        raise ValidationError(_("A telephone number has digits, spaces, + ( ) / and hyphens."), code="phone")


def postal_code_validator(value: str) -> None:
    if not re.fullmatch(r"\d{5}", value):
        raise ValidationError(_("A postal code has five digits."), code="postal_code")


def website_validator(value: str) -> None:
    """Only http and https: an address is shown as a link."""
    try:
        _web(value)
    except ValidationError:
        raise ValidationError(_("A web address starts with http:// or https://."), code="website") from None


def email_validator(value: str) -> None:
    validate_email(value)


def hours_validator(value: Any) -> None:
    Hours.parse(value)


def codes_validator(scheme: Scheme, codes: Iterable[Any], tenant: Tenant) -> None:
    """All codes are terms of the tenant's vocabulary. Raises ValidationError naming the unknown ones."""
    known = catalogue(tenant).scheme(scheme)
    if isinstance(codes, str) or not all(isinstance(code, str) for code in codes):
        raise ValidationError(_("A list of codes was expected."), code="shape")
    unknown = [str(code) for code in codes if code not in known]
    if unknown:
        raise ValidationError(
            _("Not in the vocabulary “%(list)s”: %(codes)s.")
            % {"list": Scheme(scheme).label, "codes": ", ".join(unknown)},
            code="unknown_term",
        )


def position_validator(lat: float | None, lon: float | None) -> None:
    """WGS 84 degrees, both or neither."""
    if (lat is None) != (lon is None):
        raise ValidationError(_("A position needs latitude and longitude."), code="position")
    if lat is not None and lon is not None and not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValidationError(_("This position does not exist."), code="position")
