"""Checks used by models, forms and importers alike."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# First path segments that the site uses itself; no tenant may take one.
RESERVED_SLUGS = frozenset(
    "account admin angebote anbieter api barrierefreiheit berichte datenschutz desk en favicon feeds files finden "
    "gesundheit health hilfe impressum karte kommunen konto lage leichte-sprache ls manifest massnahmen media "
    "merkliste mitmachen offene-daten ops opensearch praeventionsrat robots sitemap static suche termine themen "
    "ueber vergleich verwaltung".split()
)


def slug_validator(value: str) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValidationError(_("Only small letters, digits and single hyphens."), code="slug")
    if value in RESERVED_SLUGS:
        raise ValidationError(_("This word is used by the site itself."), code="reserved")


def contrast_on_white(colour: str) -> float:
    """WCAG 2 contrast ratio of #rrggbb against white, 1 to 21."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)


def accent_validator(value: str) -> None:
    """An accent needs 7:1 on white, so that links and buttons pass WCAG AAA for text."""
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise ValidationError(_("A colour is written like #0b5058."), code="colour")
    if contrast_on_white(value) < 7:
        raise ValidationError(_("Too light: the contrast on white must be at least 7:1."), code="contrast")
