"""What is known of a body, in words, for its pages at the desk and on the portal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.council.models import Body
from umsicht.council.values import day_text


def facts_of(body: Body) -> list[tuple[str, str]]:
    """Pairs of label and value; what is not known is left out."""
    found = [
        (_("On what it rests"), body.basis),
        (_("Decided or signed on"), day_text(body.basis_on)),
        (_("Holds until"), day_text(body.basis_until)),
        (_("Exists since"), day_text(body.founded_on, body.founded_precision)),
        (_("Ended on"), day_text(body.ended_on)),
        (_("Department in charge"), body.department),
        (_("Public or closed"), body.get_visibility_display()),
        (_("Source"), body.source),
    ]
    return [(label, value) for label, value in found if value]
