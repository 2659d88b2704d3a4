"""Why a measure counts as overdue, in short words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.measures.models import Measure
from umsicht.measures.queries import measures as queries


def reasons(found: Iterable[Any], day: dt.date, *, most: int = 1) -> dict[int, str]:
    """By measure: what of it has passed its day, the oldest by name and how many more. Two queries."""
    late = [measure for measure in found if measure.is_late]
    if not late:
        return {}
    missed: defaultdict[int, list[tuple[dt.date, str]]] = defaultdict(list)
    for measure in late:
        if measure.ends_on is not None and measure.ends_on < day:
            missed[measure.pk].append((measure.ends_on, _("end")))
    for milestone in queries.overdue_milestones(day, late):
        missed[milestone.measure_id].append((milestone.due_on, _named(_("milestone"), milestone.title)))
    for goal in queries.overdue_goals(day, late):
        if goal.target_on is not None:
            missed[goal.measure_id].append((goal.target_on, _named(_("goal"), goal.text)))
    return {pk: _said(sorted(what), most) for pk, what in missed.items()}


def of_one(measure: Measure, day: dt.date) -> str:
    """The same for one measure that was read without `is_late`, five by name; "" when nothing is overdue."""
    if measure.state not in queries.UNDER_WAY:
        return ""
    measure.is_late = True  # type: ignore[attr-defined]
    return reasons([measure], day, most=5).get(measure.pk, "")


def _named(kind: str, name: str) -> str:
    return f"{kind} „{Truncator(name).chars(45)}“"


def _said(what: list[tuple[dt.date, str]], most: int) -> str:
    words = [f"{name} {on:%d.%m.%Y}" for on, name in what[:most]]
    more = len(what) - most
    if more > 0:
        words.append(ngettext("%(more)s more", "%(more)s more", more) % {"more": more})
    return _("passed: %(what)s") % {"what": ", ".join(words)}
