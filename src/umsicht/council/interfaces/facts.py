"""What is known of a body, in words, for its pages at the desk and on the portal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.council.enums import Precision
from umsicht.council.models import Body, BodyName
from umsicht.council.values import day_text


def facts_of(body: Body) -> list[tuple[str, str]]:
    """Pairs of label and value; what is not known is left out."""
    found = [
        (_("Basis"), body.basis),
        (_("Decided or signed on"), day_text(body.basis_on)),
        (_("Holds until"), day_text(body.basis_until)),
        (_("Exists since"), day_text(body.founded_on, body.founded_precision)),
        (_("Ended on"), day_text(body.ended_on)),
        (_("Department in charge"), body.department),
        (_("Sittings"), body.get_visibility_display()),
        (_("Source"), body.source),
    ]
    return [(label, value) for label, value in found if value]


def names_of(body: Body) -> list[tuple[BodyName, str]]:
    """Each name with its period in words, as exactly as it is known."""
    names = list(body.names.all())
    following: list[BodyName | None] = [*names[1:], None]
    return [(name, _period(body, name, later)) for name, later in zip(names, following, strict=True)]


def _period(body: Body, name: BodyName, later: BodyName | None) -> str:
    start = day_text(name.valid_from, name.precision)
    if name.valid_to is not None:
        end = day_text(name.valid_to, later.precision if later is not None else Precision.DAY)
    elif body.ended_on is not None:
        end = day_text(body.ended_on)
    elif name.valid_from is not None and name.valid_from > clock.today():
        return _("from %(day)s on") % {"day": start}
    else:
        end = _("today")
    return f"{start or _('beginning unknown')} – {end}"
