"""The simulation's figures as they stand in docs/explanation/freshness.md: a table, and a chart beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from umsicht.core import charts
from umsicht.core.charts import SERIES, DataColumn, Figure
from umsicht.upkeep.policy import DEFAULT, NAMES
from umsicht.upkeep.simulation import CALL_ANSWERS, DAYS, KINDS, OFFERS, SEED, START, Result

PAGE, CHART = "freshness.md", "freshness.svg"
BEGIN, END = (
    "<!-- simulation: begin, written by `umsicht simulate-freshness --write docs` -->",
    "<!-- simulation: end -->",
)
WORDS = {
    "defaults": "the defaults",
    "no-calls": "nobody telephones",
    "no-hiding": "nothing is hidden, nobody telephones",
    "late-second": "second mail after 60 days",
    "quarterly": "places and dates due after 3 months",
    "no-gathering": "each mail asks only for what is overdue",
}
DRAWN = ("defaults", "no-hiding", "late-second", "quarterly")
SHORT = {
    "defaults": "defaults",
    "no-hiding": "no hiding",
    "late-second": "late 2nd mail",
    "quarterly": "quarterly",
}
EVERY = 28


def percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def table(results: Sequence[Result]) -> str:
    """Markdown; one row per scenario, one thing changed at a time."""
    head = "| Rules | Confirmed in 90 days, average of the second year | lowest day | of all offers, hidden ones counted as unconfirmed | hidden in the end | mails per provider and year | calls in two years |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    lines += [
        f"| {WORDS[r.scenario.name]} | {percent(r.average)} | {percent(r.lowest)} | {percent(r.average_of_all)} "
        f"| {percent(r.hidden)} | {r.mails_a_year:.1f} | {r.calls} |"
        for r in results
    ]
    return "\n".join(lines)


def assumptions() -> str:
    """What is assumed of people, and the rules in force by default."""
    kinds = ", ".join(f"{kind.share:.0%} {kind.name} ({kind.answers:.0%})" for kind in KINDS)
    rules = ", ".join(f"`{name}` {getattr(DEFAULT, name)}" for name in NAMES)
    return (
        f"{OFFERS:,} offers, {DAYS} days, seed {SEED}. Providers and how likely each answers one mail: {kinds}. "
        f"A telephone call brings an answer with {CALL_ANSWERS:.0%}, three providers a week are called. At the start every "
        f"offer was last confirmed some time within a year. Defaults: {rules}."
    )


def figure(results: Sequence[Result]) -> Figure:
    shown = {result.scenario.name: result for result in results}
    rows = [
        (START + dt.timedelta(days=day.number), SHORT[name], round(day.shown, 4))
        for name in DRAWN
        for day in shown[name].days[::EVERY]
    ]
    return Figure(
        title="Share of shown offers confirmed within 90 days",
        description="With the defaults the share rises above nine of ten within four months and stays there; without hiding, "
        "with a late second mail or with quarterly questions it falls below again.",
        columns=(
            DataColumn("day", "Day", "date"),
            DataColumn("rules", "Rules"),
            DataColumn("share", "Share", "share", 1),
        ),
        rows=rows,
        definition="Offers shown on the portal whose provider confirmed all that was due within the last 90 days.",
        as_of=START,
        source="umsicht simulate-freshness",
        reading_help="A simulation, not a measurement: people are assumed, the rules are the real ones.",
        draw=SERIES,
        options={"x": "day", "y": "share", "series": "rules", "domain": [0, 1], "format": ".0%"},
    )


def block(results: Sequence[Result]) -> str:
    return f"{BEGIN}\n{assumptions()}\n\n{table(results)}\n\n![{figure(results).description}]({CHART})\n{END}"


def stored(page: str) -> str:
    """The part of the page that the command wrote. Raises ValueError without its marks."""
    start, end = page.index(BEGIN), page.index(END) + len(END)
    return page[start:end]


def write(folder: Path, results: Sequence[Result]) -> None:
    path = folder / PAGE
    page = path.read_text(encoding="utf-8")
    path.write_text(page.replace(stored(page), block(results)), encoding="utf-8")
    (folder / CHART).write_text(str(charts.svg(figure(results), "wide")), encoding="utf-8")
