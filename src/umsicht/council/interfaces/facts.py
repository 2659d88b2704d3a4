"""What is known of a body, in words, for its pages at the desk and on the portal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import clock
from umsicht.council.enums import Precision
from umsicht.council.models import Body, BodyName, FormerPlace
from umsicht.council.queries.bodies import title_of
from umsicht.council.queries.terms import Missing
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


def places_of(rows: Sequence[FormerPlace]) -> list[tuple[FormerPlace, str, str]]:
    """Each earlier place in words with its period; `rows` are the latest first, with the names of the bodies above."""
    starts = [*(day_text(row.until + dt.timedelta(days=1)) for row in rows[1:]), _("from the beginning")]
    return [
        (row, _place(row), f"{start} – {day_text(row.until)}")
        for row, start in zip(rows, starts, strict=False)
    ]


def _place(row: FormerPlace) -> str:
    if row.parent is None:
        return _("stood by itself")
    return f"{title_of(row.parent, row.until)} ({row.get_link_display()})"


def missed_text(one: Missing) -> str:
    """ "3 meetings missed in a row since 12.03.2026, 1 of them excused" """
    text = ngettext(
        "%(n)s meeting missed in a row since %(day)s",
        "%(n)s meetings missed in a row since %(day)s",
        one.meetings,
    ) % {"n": one.meetings, "day": day_text(one.since)}
    if one.excused:
        text += ", " + _("%(n)s of them excused") % {"n": one.excused}
    return text
