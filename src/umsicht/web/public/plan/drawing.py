"""The school year as twelve small months, drawn in Python: 365 cells as template loops would cost half of the page.

The grids are pictures (hidden from screen readers): what they show stands below each month as a list. Everything that
people or providers wrote is escaped where it is put in.
"""

from __future__ import annotations

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.planning.queries.months import Day, Line, Month, Off
from umsicht.ui.markup import escaped


def year(months: list[Month], *, edit_url: str = "") -> SafeString:
    """All months, one section each; `edit_url` is the page on which the entries' own list stands ("" for this one)."""
    return mark_safe("".join(_month(month, edit_url) for month in months))  # noqa: S308 - escaped below


def _month(month: Month, base: str) -> str:
    name = escaped(date_format(month.first, "F Y"))
    ident = f"monat-{month.first:%Y-%m}"
    lines = [*(_off(item) for item in month.off), *(_line(same, base) for same in _by_item(month.lines))]
    below = f'<ul class="um-year__lines">{"".join(lines)}</ul>' if lines else ""
    return (
        f'<section class="um-year__month" aria-labelledby="{ident}">'
        f'<h3 class="um-year__name" id="{ident}">{name}</h3>{_grid(month)}{below}</section>\n'
    )


def _grid(month: Month) -> str:
    head = "".join(f"<span>{escaped(str(WEEKDAYS_ABBR[n])[:2])}</span>" for n in range(7))
    cells = "".join(_cell(day) for week in month.weeks for day in week)
    return f'<div class="um-year__grid" aria-hidden="true"><p>{head}</p><div>{cells}</div></div>'


def _cell(day: Day | None) -> str:
    if day is None:
        return "<i></i>"
    classes = [day.free] if day.free else []
    if day.items:
        classes.append("many" if len(day.items) > 1 else "on")
    elif day.week and day.free != "weekend" and day.day.weekday() < 5:
        classes.append("week")
    attribute = f' class="{" ".join(classes)}"' if classes else ""
    return f"<i{attribute}>{day.day.day}</i>"


def _off(item: Off) -> str:
    first = date_format(item.first, "j.n.")
    span = first if item.first == item.last else f"{first} – {date_format(item.last, 'j.n.')}"
    kind = "break" if item.is_break else "holiday"
    return f'<li class="um-year__off um-year__off--{kind}"><b>{span}</b> {escaped(item.name)}</li>'


def _by_item(lines: list[Line]) -> list[list[Line]]:
    """Meetings of the same entry together, in the order of the first."""
    found: dict[int, list[Line]] = {}
    for line in lines:
        found.setdefault(line.item.number, []).append(line)
    return list(found.values())


def _line(lines: list[Line], base: str) -> str:
    slot, item = lines[0].slot, lines[0].item
    when = ", ".join(date_format(line.slot.first, "j.n.") for line in lines)
    if slot.is_week:
        when = ngettext("week from %(days)s", "weeks from %(days)s", len(lines)) % {"days": when}
    elif slot.time is not None:
        when = f"{when} {slot.time:%H:%M}"
    return (
        f'<li class="um-year__on{" um-year__on--week" if slot.is_week else ""}"><b>{escaped(when)}</b> '
        f'<a href="{escaped(base)}#e-{item.entry.pk}">{escaped(item.title)}</a></li>'
    )


def legend() -> SafeString:
    """What the cells mean, in words and pictures."""
    parts = [
        ("on", _("day with an offer")),
        ("week", _("week with an offer")),
        ("many", _("several on one day")),
        ("break", _("school holidays")),
        ("holiday", _("public holiday")),
        ("weekend", _("weekend")),
    ]
    shown = "".join(
        f'<li><span class="um-year__grid um-year__key" aria-hidden="true"><i class="{kind}">{n}</i></span> {escaped(text)}</li>'
        for n, (kind, text) in enumerate(parts, start=1)
    )
    return mark_safe(f'<ul class="um-legend">{shown}</ul>')  # noqa: S308 - escaped above
