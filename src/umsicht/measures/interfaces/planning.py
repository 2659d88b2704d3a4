"""One record, read in the words of two known ways of planning: Beccaria's seven steps and SARA.

Titles and questions are our own wording. A step counts as documented when the record answers each of its points;
nothing is weighed, and nothing is said about quality.
Sources: Beccaria standards (Landespräventionsrat Niedersachsen, 2005); Eck and Spelman, Problem Solving (1987).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.council.values import day_text
from umsicht.measures.models import Goal, Measure
from umsicht.measures.queries.measures import lead_of, partners_of
from umsicht.measures.values import Fact, PlanStep, euros
from umsicht.places.queries.atlas import atlas
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


@dataclass(frozen=True)
class Plan:
    """A way of planning with what one record says to each step."""

    name: str
    steps: tuple[PlanStep, ...]

    @property
    def documented(self) -> int:
        return sum(step.is_documented for step in self.steps)


def field_names(measure: Measure) -> list[str]:
    words = catalogue(measure.tenant)
    return [words.label(Scheme.PROBLEM_FIELD, code) for code in measure.problem_fields]


def district_names(measure: Measure) -> list[str]:
    """Names of its districts; none means the whole town."""
    known = {place.key: place.name for place in atlas(measure.tenant).districts}
    return [known.get(key, key) for key in measure.districts]


def place_text(measure: Measure) -> str:
    return ", ".join(district_names(measure)) or _("whole town")


def origin_text(measure: Measure) -> str:
    """ "decision of a body KPR 3/2019: …", or ""."""
    kind = measure.get_origin_kind_display() if measure.origin_kind else ""
    head = " ".join(part for part in (str(kind), measure.origin_ref) if part)
    return ": ".join(part for part in (head, measure.origin_text) if part)


def period_text(measure: Measure) -> str:
    if not measure.starts_on and not measure.ends_on:
        return ""
    return f"{day_text(measure.starts_on) or '…'} – {day_text(measure.ends_on) or '…'}"


def money_text(measure: Measure) -> str:
    """Amount, where it comes from and how long it lasts, as far as known."""
    until = (
        _("until %(day)s") % {"day": day_text(measure.funded_until)}
        if measure.funded_until is not None
        else ""
    )
    return ", ".join(part for part in (euros(measure.budget_cents), measure.funding_source, until) if part)


def _goals(measure: Measure, fits: Callable[[Goal], bool], words: Callable[[int], str]) -> str:
    count = sum(fits(goal) for goal in measure.goals.all())
    return words(count) if count else ""


def _all_goals(measure: Measure) -> str:
    return _goals(
        measure,
        lambda goal: True,
        lambda n: ngettext("%(n)s goal", "%(n)s goals", n) % {"n": n},
    )


def _with_target(measure: Measure) -> str:
    return _goals(
        measure,
        lambda goal: goal.target is not None and goal.target_on is not None,
        lambda n: ngettext("%(n)s goal with target and day", "%(n)s goals with target and day", n) % {"n": n},
    )


def _with_baseline(measure: Measure) -> str:
    return _goals(
        measure,
        lambda goal: goal.baseline is not None,
        lambda n: ngettext("%(n)s goal with a value before", "%(n)s goals with a value before", n) % {"n": n},
    )


def _with_value(measure: Measure) -> str:
    return _goals(
        measure,
        lambda goal: goal.actual is not None and bool(goal.value_source),
        lambda n: (
            ngettext("%(n)s value with day and source", "%(n)s values with day and source", n) % {"n": n}
        ),
    )


def _milestones(measure: Measure) -> str:
    every = list(measure.milestones.all())
    if not every:
        return ""
    done = sum(one.done_on is not None for one in every)
    return _("%(done)s of %(all)s done") % {"done": done, "all": len(every)}


def _notes(measure: Measure) -> str:
    count = len(measure.notes.all())
    return ngettext("%(n)s note", "%(n)s notes", count) % {"n": count} if count else ""


def _evidence(measure: Measure) -> str:
    return str(measure.get_evidence_display()) if measure.evidence else ""


def _result(measure: Measure) -> str:
    day = day_text(measure.result_on)
    return f"{measure.result} ({day})" if measure.result else ""


def beccaria(measure: Measure) -> Plan:
    """The seven steps; the first two are about the problem, the last two about what was learned."""
    rows = [
        (_("See the problem"), _("What is the matter, where, and who says so?"), [
            Fact(_("Problem field"), ", ".join(field_names(measure))),
            Fact(_("Where"), place_text(measure)),
            Fact(_("What it came from"), origin_text(measure)),
        ]),
        (_("Understand the causes"), _("Why does it arise here?"), [Fact(_("Cause it addresses"), measure.cause)]),
        (_("Set goals"), _("What is to be different, by when, and by what do we see it?"), [
            Fact(_("Goals"), _all_goals(measure)),
            Fact(_("Target and day"), _with_target(measure)),
            Fact(_("Value before"), _with_baseline(measure)),
        ]),
        (_("Choose the way"), _("What do we do, and why should it work?"), [
            Fact(_("What is done"), measure.summary),
            Fact(_("Evidence or assumption"), _evidence(measure)),
            Fact(_("Why it should work"), measure.evidence_text),
        ]),
        (_("Plan and carry out"), _("Who does what by when, with what money?"), [
            Fact(_("In charge"), lead_of(measure)),
            Fact(_("Period"), period_text(measure)),
            Fact(_("Milestones"), _milestones(measure)),
            Fact(_("Money"), money_text(measure)),
        ]),
        (_("Check"), _("Was it carried out as planned, and was the goal reached?"), [
            Fact(_("Values"), _with_value(measure)),
            Fact(_("Progress"), _notes(measure)),
        ]),
        (_("Conclude and pass on"), _("What do we learn, and who can read it?"), [
            Fact(_("Result"), _result(measure)),
            Fact(_("On the portal"), _("yes") if measure.is_public else ""),
        ]),
    ]  # fmt: skip
    return Plan(_("Seven steps (Beccaria)"), _numbered(rows))


def sara(measure: Measure) -> Plan:
    """Scanning, analysis, response, assessment."""
    rows = [
        (_("Spot (scanning)"), _("Which problem comes back, and where?"), [
            Fact(_("Problem field"), ", ".join(field_names(measure))),
            Fact(_("Where"), place_text(measure)),
            Fact(_("What it came from"), origin_text(measure)),
        ]),
        (_("Understand (analysis)"), _("What lies behind it, and how large is it today?"), [
            Fact(_("Cause it addresses"), measure.cause),
            Fact(_("Value before"), _with_baseline(measure)),
        ]),
        (_("Act (response)"), _("Who does what, with whom, until when?"), [
            Fact(_("What is done"), measure.summary),
            Fact(_("In charge"), lead_of(measure)),
            Fact(_("Partners"), ", ".join(partners_of(measure))),
            Fact(_("Goals"), _all_goals(measure)),
        ]),
        (_("Assess (assessment)"), _("Is it better now, and how do we know?"), [
            Fact(_("Values"), _with_value(measure)),
            Fact(_("Result"), _result(measure)),
        ]),
    ]  # fmt: skip
    return Plan(_("Four steps (SARA)"), _numbered(rows))


def _numbered(rows: list[tuple[str, str, list[Fact]]]) -> tuple[PlanStep, ...]:
    return tuple(
        PlanStep(number, title, question, tuple(facts))
        for number, (title, question, facts) in enumerate(rows, 1)
    )
