"""Two years of upkeep in advance: what share of offers stays confirmed within 90 days, under given rules and response rates.

The steps are those of the real task (upkeep.policy); only the people are assumed, and their rates are stated in KINDS.
The same seed gives the same figures. No database.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from umsicht.upkeep.enums import FieldGroup, Stage
from umsicht.upkeep.policy import (
    DEFAULT,
    NEVER_ASKED,
    Policy,
    Standing,
    hides_on,
    may_write,
    next_step,
    repeats,
)

OFFERS = 1000
DAYS = 730
SEED = 2026
START = dt.date(2027, 1, 4)
FRESH_DAYS = 90
SETTLED_AFTER = 365
"""The first year is the start: whoever begins brings old entries along. The promise is measured in the second."""


@dataclass(frozen=True)
class Kind:
    """A kind of provider: its share of all, and how likely it answers one mail."""

    name: str
    share: float
    answers: float


KINDS: tuple[Kind, ...] = (
    Kind("prompt", 0.40, 0.80),
    Kind("usual", 0.40, 0.55),
    Kind("slow", 0.15, 0.30),
    Kind("gone", 0.05, 0.02),
)
"""Assumed, and meant to be cautious: six of ten mails get an answer. Compare with your own town's figures."""
CALL_ANSWERS = 0.6
"""How likely a telephone call brings an answer, except from those who are gone."""
DELAYS = (0, 0, 0, 1, 1, 2, 3, 5, 8, 13)
"""Days until an answer, one of ten each: half come on the first day or the next."""


@dataclass(frozen=True)
class Scenario:
    """Rules, and how many providers the office telephones a week."""

    name: str
    policy: Policy = DEFAULT
    calls_a_week: int = 3


@dataclass
class _Offer:
    due: dict[str, dt.date]
    confirmed: dt.date
    standing: Standing = NEVER_ASKED
    first: dt.date = START  # the earliest of `due`

    def __post_init__(self) -> None:
        self.first = min(self.due.values())


@dataclass
class _Provider:
    kind: Kind
    offers: list[_Offer]
    last_mail: dt.date | None = None
    answer_on: dt.date | None = None
    called: dt.date | None = None
    mails: int = 0


@dataclass(frozen=True)
class Day:
    """Shares of the day: among the offers that are shown, and among all, hidden ones counting as not confirmed."""

    number: int
    shown: float
    all: float
    hidden: float


@dataclass
class Result:
    scenario: Scenario
    days: list[Day] = field(default_factory=list)
    mails: int = 0
    calls: int = 0
    providers: int = 0

    def second_year(self) -> list[Day]:
        return [day for day in self.days if day.number >= SETTLED_AFTER]

    @property
    def lowest(self) -> float:
        """The lowest share among the shown offers in the second year."""
        return min(day.shown for day in self.second_year())

    @property
    def average(self) -> float:
        return _mean(day.shown for day in self.second_year())

    @property
    def average_of_all(self) -> float:
        return _mean(day.all for day in self.second_year())

    @property
    def hidden(self) -> float:
        return self.days[-1].hidden

    @property
    def mails_a_year(self) -> float:
        """Per provider."""
        return self.mails / self.providers / (DAYS / 365)


def _mean(values: Iterator[float]) -> float:
    found = list(values)
    return sum(found) / len(found)


def run(scenario: Scenario, *, offers: int = OFFERS, days: int = DAYS, seed: int = SEED) -> Result:
    """Day by day, as the worker would: mails on working days, answers on any."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    providers = _providers(offers, chance, scenario.policy)
    result = Result(scenario, providers=len(providers))
    for number in range(days):
        today = START + dt.timedelta(days=number)
        for provider in providers:
            if provider.answer_on == today:
                _confirm(provider, scenario.policy, today)
        if today.weekday() < 5:
            for provider in providers:
                result.mails += _work(provider, scenario.policy, today, chance)
        if today.weekday() == 0:
            result.calls += _telephone(providers, scenario, today, chance)
        result.days.append(_count(number, providers, today))
    return result


def _providers(offers: int, chance: random.Random, policy: Policy) -> list[_Provider]:
    """One to twelve offers each; at the start everything was confirmed some time within a year."""
    found: list[_Provider] = []
    left = offers
    while left:
        size = min(left, chance.choice((1, 1, 2, 2, 3, 4, 6, 12)))
        left -= size
        kind = chance.choices(KINDS, [kind.share for kind in KINDS])[0]
        found.append(_Provider(kind, [_old(chance, policy) for _ in range(size)]))
    return found


def _old(chance: random.Random, policy: Policy) -> _Offer:
    since = START - dt.timedelta(days=chance.randrange(365))
    return _Offer({group: policy.due_on(group, since) for group in FieldGroup.values}, since)


def _work(provider: _Provider, policy: Policy, today: dt.date, chance: random.Random) -> bool:
    """The day's step of each offer, and one mail if any step asks for it. The same as domain.reminding."""
    steps: list[Stage] = []
    until = today + dt.timedelta(days=policy.gather_days)
    asked = [offer for offer in provider.offers if offer.first <= until]
    for offer in asked:
        step = next_step(offer.standing, policy, today, overdue=offer.first <= today)
        if step == Stage.LOWERED:
            offer.standing = replace(offer.standing, lowered_on=today)
        elif step == Stage.HIDDEN:
            offer.standing = replace(offer.standing, hidden_on=today)
        wanted = step or repeats(offer.standing, provider.last_mail, today)
        if wanted is not None:
            steps.append(wanted)
    if not steps or not may_write(provider.last_mail, today):
        return False
    for offer in asked:
        standing = offer.standing
        if standing.asked_on is None:
            offer.standing = replace(standing, asked_on=today)
        elif next_step(standing, policy, today, overdue=offer.first <= today) == Stage.AGAIN:
            offer.standing = replace(standing, again_on=today)
    provider.last_mail = today
    provider.mails += 1
    if chance.random() < provider.kind.answers:
        provider.answer_on = today + dt.timedelta(days=chance.choice(DELAYS) or 1)
    return True


def _confirm(provider: _Provider, policy: Policy, today: dt.date) -> None:
    """Everything that the page shows, with one click."""
    until = today + dt.timedelta(days=policy.gather_days)
    for offer in provider.offers:
        groups = [group for group, due in offer.due.items() if due <= until]
        for group in groups:
            offer.due[group] = policy.due_on(group, today)
        if groups:
            offer.confirmed, offer.standing, offer.first = today, NEVER_ASKED, min(offer.due.values())


def _telephone(
    providers: Sequence[_Provider], scenario: Scenario, today: dt.date, chance: random.Random
) -> int:
    """The office calls those whose offers will be hidden soonest, nobody twice within four weeks."""
    soon = today + dt.timedelta(days=28)
    waiting = []
    for provider in providers:
        dates = [day for offer in provider.offers if (day := hides_on(offer.standing, scenario.policy))]
        if dates and min(dates) <= soon and may_write(provider.called, today):
            waiting.append((min(dates), -len(provider.offers), id(provider), provider))
    chosen = [entry[-1] for entry in sorted(waiting, key=lambda entry: entry[:2])[: scenario.calls_a_week]]
    for provider in chosen:
        provider.called = today
        if provider.kind.name != "gone" and chance.random() < CALL_ANSWERS:
            _confirm(provider, scenario.policy, today)
    return len(chosen)


def _count(number: int, providers: Sequence[_Provider], today: dt.date) -> Day:
    offers = [offer for provider in providers for offer in provider.offers]
    shown = [offer for offer in offers if offer.standing.hidden_on is None]
    fresh = sum((today - offer.confirmed).days <= FRESH_DAYS for offer in shown)
    return Day(number, fresh / len(shown), fresh / len(offers), 1 - len(shown) / len(offers))


def scenarios() -> list[Scenario]:
    """The defaults first, then one thing changed at a time."""
    return [
        Scenario("defaults"),
        Scenario("no-calls", calls_a_week=0),
        Scenario("no-hiding", replace(DEFAULT, hides=False), calls_a_week=0),
        Scenario("late-second", replace(DEFAULT, again_days=60)),
        Scenario("quarterly", replace(DEFAULT, availability_months=3, dates_months=3)),
        Scenario("no-gathering", replace(DEFAULT, gather_days=0)),
    ]
