"""How a portal would look in given colours. Drawn as SVG with attributes, since the page allows no inline style."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.tenancy.interfaces.forms import AppearanceForm
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.validators import ACCENT_CONTRAST, ACCENT_DEEP_CONTRAST, contrast_on_white

# The colours of the design; what a municipality without its own gets.
ACCENT = "#0b5058"
ACCENT_DEEP = "#083d44"


@dataclass(frozen=True)
class Preview:
    title: str
    by: str
    accent: str
    accent_deep: str
    accent_contrast: float
    deep_contrast: float
    accent_fits: bool
    deep_fits: bool


def preview(tenant: Tenant, form: AppearanceForm) -> Preview:
    """With what was just typed in where it is a colour, else with what is stored."""
    given = form.cleaned_data if form.is_bound and hasattr(form, "cleaned_data") else {}
    typed = {name: str(form[name].value() or "").lower() for name in ("accent", "accent_deep")}
    accent = typed["accent"] if _is_colour(typed["accent"]) else tenant.accent or ACCENT
    deep = typed["accent_deep"] if _is_colour(typed["accent_deep"]) else tenant.accent_deep or ACCENT_DEEP
    accent_contrast, deep_contrast = contrast_on_white(accent), contrast_on_white(deep)
    return Preview(
        title=given.get("portal_name") or tenant.title,
        by=given.get("portal_by") or tenant.portal_by or tenant.name,
        accent=accent,
        accent_deep=deep,
        accent_contrast=round(accent_contrast, 1),
        deep_contrast=round(deep_contrast, 1),
        accent_fits=accent_contrast >= ACCENT_CONTRAST,
        deep_fits=deep_contrast >= ACCENT_DEEP_CONTRAST,
    )


def _is_colour(value: str) -> bool:
    return len(value) == 7 and value[0] == "#" and all(digit in "0123456789abcdef" for digit in value[1:])
