"""The thread of a measure: what it came from, what is done, the money, what came of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.council.values import day_text
from umsicht.measures.enums import MeasureState
from umsicht.measures.interfaces.planning import field_names, money_text, origin_text
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import history, lead_of
from umsicht.ui.lists import Step


def thread(measure: Measure, *, origin_url: str = "") -> list[Step]:
    """Need, origin, measure, money, result; what is missing is drawn as not yet."""
    need = ", ".join(field_names(measure))
    origin, money = origin_text(measure), money_text(measure)
    rows = history(measure)
    since = day_text(rows[-1].on) if rows else ""
    done = measure.state in (MeasureState.RUNNING, MeasureState.DELAYED, MeasureState.COMPLETED)
    work = ": ".join(part for part in (str(measure.get_state_display()), lead_of(measure)) if part)
    return [
        Step(_("Need"), need or _("no problem field is named"), done=bool(need)),
        Step(
            _("Came from"),
            origin or _("not stated"),
            url=origin_url,
            when=day_text(measure.origin_on),
            done=bool(origin),
        ),
        Step(_("Measure"), work, when=since, done=done),
        Step(_("Money"), money or _("no amount is stated"), done=bool(money)),
        Step(
            _("Result"),
            measure.result or _("There is no result yet."),
            when=day_text(measure.result_on),
            done=bool(measure.result),
        ),
    ]
