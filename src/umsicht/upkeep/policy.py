"""When what falls due, and what happens to an offer that nobody confirms. No database: the simulation runs the same rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from umsicht.upkeep.enums import FieldGroup, Stage

GAP_DAYS = 14
"""Between two mails to the same provider lie at least so many days, whatever falls due. No setting: it protects people."""
REPEAT_DAYS, GIVE_UP_DAYS = 28, 365
"""Offers that rank lower or are hidden are asked for once more every four weeks, until a year after the first mail: the
simulation lost a sixth of all offers for ever to people who had only missed four mails."""
LINK_DAYS = 60
"""So long a link from a reminder works; several rounds of the asking fit in."""
SOON_DAYS = 28


@dataclass(frozen=True)
class Policy:
    """The rules of one tenant; the defaults are those of docs/explanation/freshness.md, where a simulation compares them.

    months        after so many months a group falls due again
    gather_days   a mail also asks for what falls due in that time, so that one answer serves for all
    again_days    from the first mail to the second
    lower_days    from the second mail until the offer ranks lower
    hide_days     from then until it is hidden, if `hides`
    """

    availability_months: int = 1
    dates_months: int = 1
    price_contact_months: int = 3
    concept_months: int = 24
    gather_days: int = 14
    again_days: int = 21
    lower_days: int = 21
    hide_days: int = 56
    hides: bool = True

    def months(self, group: str) -> int:
        return int(getattr(self, _MONTHS[group]))

    def due_on(self, group: str, since: dt.date) -> dt.date:
        """Calendar months: what was confirmed on 31 January is due on 28 February."""
        return _months_later(since, self.months(group))


@lru_cache(maxsize=20_000)
def _months_later(since: dt.date, months: int) -> dt.date:
    """Kept, because an import or a simulation asks for the same few days again and again."""
    return since + relativedelta(months=months)


_MONTHS: Mapping[str, str] = {
    FieldGroup.AVAILABILITY: "availability_months",
    FieldGroup.DATES: "dates_months",
    FieldGroup.PRICE_CONTACT: "price_contact_months",
    FieldGroup.CONCEPT: "concept_months",
}
DEFAULT = Policy()
LIMITS: Mapping[str, tuple[int, int]] = {
    "availability_months": (1, 6),
    "dates_months": (1, 6),
    "price_contact_months": (1, 12),
    "concept_months": (6, 60),
    "gather_days": (0, 28),
    "again_days": (14, 60),
    "lower_days": (7, 90),
    "hide_days": (14, 365),
}
"""Shorter would be a nuisance, longer would say nothing any more."""
NAMES = tuple(field.name for field in fields(Policy))

_GROUPS: Mapping[str, frozenset[str]] = {
    FieldGroup.AVAILABILITY: frozenset({"availability"}),
    FieldGroup.DATES: frozenset({"sessions"}),
    FieldGroup.PRICE_CONTACT: frozenset({"costs", "contact_point", "contact_role", "booking"}),
}
_SILENT = frozenset(
    {"is_demo", "source", "real_background", "lat", "lon", "area_key", "area_name", "provider"}
)
"""Fields that say nothing about the offer's content."""


def groups_of(names: Iterable[str] | None) -> tuple[str, ...]:
    """The groups to which fields of an offer belong, in the order of the enum; None stands for the whole entry."""
    if names is None:
        return tuple(FieldGroup.values)
    wanted = set(names) - _SILENT
    found = {group for group, members in _GROUPS.items() if wanted & members}
    if wanted - frozenset().union(*_GROUPS.values()):
        found.add(FieldGroup.CONCEPT)
    return tuple(group for group in FieldGroup.values if group in found)


@dataclass(frozen=True)
class Standing:
    """How far the asking about one offer has come; all None while nobody was asked."""

    asked_on: dt.date | None = None
    again_on: dt.date | None = None
    lowered_on: dt.date | None = None
    hidden_on: dt.date | None = None


NEVER_ASKED = Standing()


def next_step(standing: Standing, policy: Policy, today: dt.date, *, overdue: bool) -> Stage | None:
    """What is to happen to an offer today; None: nothing. One step a day, so that no step is skipped."""
    if not overdue:
        return None
    if standing.asked_on is None:
        return Stage.FIRST
    if standing.again_on is None:
        return Stage.AGAIN if _passed(standing.asked_on, policy.again_days, today) else None
    if standing.lowered_on is None:
        return Stage.LOWERED if _passed(standing.again_on, policy.lower_days, today) else None
    if standing.hidden_on is None and policy.hides:
        return Stage.HIDDEN if _passed(standing.lowered_on, policy.hide_days, today) else None
    return None


def repeats(standing: Standing, last_mail: dt.date | None, today: dt.date) -> Stage | None:
    """Whether an offer that ranks lower or is hidden is due for one more mail, and what that says."""
    if standing.asked_on is None or standing.lowered_on is None or last_mail is None:
        return None
    if _passed(standing.asked_on, GIVE_UP_DAYS, today) or not _passed(last_mail, REPEAT_DAYS, today):
        return None
    return Stage.HIDDEN if standing.hidden_on is not None else Stage.LOWERED


def hides_on(standing: Standing, policy: Policy) -> dt.date | None:
    """The day on which an offer that ranks lower will be hidden."""
    if standing.lowered_on is None or standing.hidden_on is not None or not policy.hides:
        return None
    return standing.lowered_on + dt.timedelta(days=policy.hide_days)


def may_write(last_mail: dt.date | None, today: dt.date) -> bool:
    """Whether a provider may get a mail today."""
    return last_mail is None or _passed(last_mail, GAP_DAYS, today)


def _passed(since: dt.date, days: int, today: dt.date) -> bool:
    return today >= since + dt.timedelta(days=days)
