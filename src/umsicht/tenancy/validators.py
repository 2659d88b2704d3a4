"""Checks used by models, forms and importers alike.

Each `…_problem` answers None or a ValidationError; each `…_validator` raises it, as Django's form fields expect.
"""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.enums import TenantKind

# First path segments that the site uses itself, or may use one day; no tenant may take one.
_SITE_WORDS = (
    "account accounts admin angebote anbieter anmelden api assets barrierefreiheit bericht berichte datenschutz desk "
    "en erklaerung favicon feeds files finden foerderung gesundheit gremien health hilfe hinweise impressum karte kommunen "
    "konto kontakt lage leichte-sprache ls manifest massnahmen media merkliste metrics mitmachen netzwerk notfall "
    "offene-daten ops opensearch organisationen praeventionsrat programme robots schnellausstieg siegel sitemap "
    "sprache static status suche suche-merken termine themen ueber vergleich verwaltung well-known"
)
RESERVED_SLUGS = frozenset(_SITE_WORDS.split())
ACCENT_CONTRAST = 7.0
ACCENT_DEEP_CONTRAST = 10.0
TEXT_LENGTH = 4000
MAX_EMERGENCY_NUMBERS = 12
_KEY_DIGITS: dict[str, int] = {TenantKind.STATE: 2, TenantKind.DISTRICT: 5, TenantKind.MUNICIPALITY: 8}


def slug_problem(value: str) -> ValidationError | None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value) or len(value) > 60:
        return ValidationError(_("Only small letters, digits and single hyphens, 60 at most."), code="slug")
    if value in RESERVED_SLUGS:
        return ValidationError(_("This word is used by the site itself."), code="reserved")
    return None


def key_problem(kind: str, value: str) -> ValidationError | None:
    """The official key is empty, or exactly as long as its kind demands; groups have none."""
    if not value:
        return None
    digits = _KEY_DIGITS.get(kind)
    if digits is None:
        return ValidationError(_("A group has no official key."), code="key")
    if not re.fullmatch(rf"[0-9]{{{digits}}}", value):
        return ValidationError(
            _("The official key has exactly %(digits)s digits."), code="key", params={"digits": digits}
        )
    return None


def contrast_on_white(colour: str) -> float:
    """WCAG 2 contrast ratio of #rrggbb against white, 1 to 21."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def _colour_problem(value: str, least: float) -> ValidationError | None:
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        return ValidationError(_("A colour is written like #0b5058."), code="colour")
    if contrast_on_white(value) < least:
        return ValidationError(
            _("Too light: the contrast on white is %(is)s to 1, at least %(least)s to 1 is needed."),
            code="contrast",
            params={"is": f"{contrast_on_white(value):.1f}".replace(".", ","), "least": f"{least:.0f}"},
        )
    return None


def accent_problem(value: str) -> ValidationError | None:
    """An accent needs 7:1 on white, so that links and buttons pass WCAG AAA for text."""
    return _colour_problem(value, ACCENT_CONTRAST)


def deep_accent_problem(value: str) -> ValidationError | None:
    """The ground of the dark bars carries white and gold text: 10:1."""
    return _colour_problem(value, ACCENT_DEEP_CONTRAST)


def phone_problem(value: str) -> ValidationError | None:
    """3 digits (110) up to 15 (E.164); blanks, hyphens, slashes and a leading plus are fine."""
    digits = re.sub(r"[ /()-]", "", value)
    if not re.fullmatch(r"\+?[0-9]{3,15}", digits):
        return ValidationError(
            _("“%(value)s” is not a telephone number."), code="phone", params={"value": value[:40]}
        )
    return None


def slug_validator(value: str) -> None:
    problem = slug_problem(value)
    if problem is not None:
        raise problem


def accent_validator(value: str) -> None:
    problem = accent_problem(value)
    if problem is not None:
        raise problem


def deep_accent_validator(value: str) -> None:
    problem = deep_accent_problem(value)
    if problem is not None:
        raise problem
