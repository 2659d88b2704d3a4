"""What a portal says about itself, with the fall-backs: no page ever shows an empty place."""

from __future__ import annotations

from dataclasses import dataclass

from umsicht.tenancy.enums import TextLanguage
from umsicht.tenancy.models import Tenant
from umsicht.ui.helplines import HELPLINES, Helpline


@dataclass(frozen=True)
class OwnText:
    """Markdown of an office, and the language it is really in (marked in the page when it differs)."""

    text: str
    language: str


def own_text(tenant: Tenant, key: str, language: str = TextLanguage.GERMAN) -> OwnText | None:
    """The office's text in this language, else in German, else None: then the page uses its own fixed text."""
    by_language = tenant.texts.get(key, {})
    for candidate in (language, TextLanguage.GERMAN.value):
        if by_language.get(candidate):
            return OwnText(by_language[candidate], candidate)
    return None


def helplines(tenant: Tenant | None) -> tuple[Helpline, ...]:
    """The nation-wide helplines, 110 and 112 first, then the municipality's own numbers."""
    own = tenant.emergency_numbers if tenant is not None else []
    return (*HELPLINES, *(Helpline(row["number"], row["label"]) for row in own))
