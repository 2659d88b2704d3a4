"""Measures as one table: a row for each goal, and one for a measure without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core import money
from umsicht.measures.interfaces.planning import field_names, origin_text, place_text
from umsicht.measures.models import Measure
from umsicht.measures.queries.measures import lead_of, partners_of


def columns() -> list[str]:
    return [
        _("Address"), _("Title"), _("State"), _("Problem fields"), _("City districts"), _("In charge"), _("Partners"),
        _("What it came from"), _("Cause it addresses"), _("Begins on"), _("Is to end on"), _("Budget in euros"),
        _("Where the money comes from"), _("Money lasts until"), _("Result"), _("Result as of"), _("Demo"), _("Goal"),
        _("By what you see it"), _("Unit"), _("Value before"), _("Target"), _("To be reached by"), _("Value now"),
        _("As of"), _("Where the value comes from"),
    ]  # fmt: skip


def rows(found: Iterable[Measure]) -> Iterator[list[Any]]:
    """Needs measures read with their parts."""
    for measure in found:
        budget = None if measure.budget_cents is None else money.from_cents(measure.budget_cents)
        about = [
            measure.code, measure.title, measure.get_state_display(), "; ".join(field_names(measure)),
            place_text(measure), lead_of(measure), "; ".join(partners_of(measure)), origin_text(measure), measure.cause,
            measure.starts_on, measure.ends_on, budget, measure.funding_source, measure.funded_until, measure.result,
            measure.result_on, _("yes") if measure.is_demo else _("no"),
        ]  # fmt: skip
        goals = list(measure.goals.all())
        if not goals:
            yield [*about, "", "", "", None, None, None, None, None, ""]
        for goal in goals:
            yield [
                *about, goal.text, goal.indicator, goal.unit, goal.baseline, goal.target, goal.target_on, goal.actual,
                goal.actual_on, goal.value_source,
            ]  # fmt: skip
