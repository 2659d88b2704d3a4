"""Figures in plain sentences. Nothing is said that chance explains as well, and nothing of what must not be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.situation.models import Indicator, Region
from umsicht.situation.queries.peers import Comparison, Peer
from umsicht.situation.queries.places import Place
from umsicht.situation.queries.series import Point, Series
from umsicht.tenancy.domain import naming


def hidden() -> str:
    """What stands instead of a figure that must not be shown."""
    return _("not shown")


def recorded_is_not_crime() -> str:
    return _(
        "The statistics count what the police came to know of. Offences that nobody reports are missing; more reports can "
        "also mean more trust. A case counts in the year in which the police close it."
    )


def small_numbers(limit: int) -> str:
    return _(
        "Cases from 1 to %(most)d are not shown, so that nobody can be recognised, nor are further figures from which they "
        "could be worked out."
    ) % {"most": limit - 1}


def rate(value: float | None) -> str:
    """Cases per 100,000: whole where that says enough, below 10 with one decimal as in the exports, below 1 with two."""
    if value is None:
        return numbers.show(None)
    return numbers.show(value, places=places([value]))


def rounded(value: float) -> float:
    """As in the exports: to one decimal, below 1 to two."""
    return round(value, 1 if value >= 1 else 2)


def places(values: Iterable[float | None]) -> int:
    """Decimals for rates that stand together, by the largest of them."""
    most = max((value for value in values if value is not None), default=0.0)
    return 0 if most >= 10 else 1 if most >= 1 or most == 0 else 2


def span(low: float, high: float) -> str:
    """Two rates in the same form: "0,4 to 1,7"."""
    digits = places([low, high])
    words = {"low": numbers.show(low, places=digits), "high": numbers.show(high, places=digits)}
    return _("%(low)s to %(high)s") % words


def inside(region: Region) -> str:
    """The place in a German sentence."""
    return naming.inside(region.name)


def where(place: Place, name: str) -> str:
    """Said where a town is only a part of the region whose figures it sees; "" otherwise."""
    if place.is_own:
        return ""
    return _(
        "The police statistics have no figures for %(town)s alone. Shown is %(region)s, to which %(town)s belongs."
    ) % {"town": name, "region": place.region.name}


def lead(series: Series) -> str:
    """The last year in two or three sentences."""
    point = series.latest
    if point is None:
        return _("There are no figures yet.")
    return " ".join(part for part in (count(point), verdict(series)) if part)


def count(point: Point) -> str:
    if point.cases is None:
        return _("For %(year)d the number of cases is too small to be shown.") % {"year": point.year}
    words = {"year": point.year, "cases": numbers.show(point.cases), "rate": rate(point.rate)}
    if point.rate is None:
        return (
            ngettext(
                "In %(year)d the police recorded %(cases)s case.",
                "In %(year)d the police recorded %(cases)s cases.",
                point.cases,
            )
            % words
        )
    return (
        ngettext(
            "In %(year)d the police recorded %(cases)s case, that is %(rate)s per 100,000 inhabitants.",
            "In %(year)d the police recorded %(cases)s cases, that is %(rate)s per 100,000 inhabitants.",
            point.cases,
        )
        % words
    )


def verdict(series: Series) -> str:
    """Where the last year lies in what the five years before let us expect; says so too where that can't be told."""
    usual, point = series.usual, series.latest
    if point is None or point.rate is None:
        return ""
    if usual is None:
        return _("Whether that is usual can't be said: it would take five comparable years before it.")
    digits = places([usual.low, usual.high])
    words = {
        "low": numbers.show(usual.low, places=digits), "high": numbers.show(usual.high, places=digits)
    }  # fmt: skip
    if usual.holds(point.rate):
        return _("That lies in the usual range of %(low)s to %(high)s.") % words
    if point.rate > usual.high:
        return _("That is more than the usual range of %(low)s to %(high)s.") % words
    return _("That is less than the usual range of %(low)s to %(high)s.") % words


def change(series: Series) -> str:
    """Against the year before: by how much, and whether chance explains it; "" where it can't be compared."""
    found = series.change
    if found is None:
        return ""
    words = {"percent": numbers.percent(abs(found.ratio - 1)), "year": found.before}
    if round(abs(found.ratio - 1), 2) == 0:
        said = _("As many as in %(year)d") % words
    elif found.ratio > 1:
        said = _("%(percent)s more than in %(year)d") % words
    else:
        said = _("%(percent)s less than in %(year)d") % words
    if series.is_usual:
        return _("%(change)s; that lies within the usual variation of the five years before.") % {
            "change": said
        }
    if not found.is_clear:
        return _("%(change)s; chance alone can explain that difference from the year before.") % {
            "change": said
        }
    return _("%(change)s; chance alone hardly explains that.") % {"change": said}


def short_verdict(series: Series) -> str:
    """A few words for a row that speaks of the year before, too: they name the five years."""
    words = {
        "within": _("usual"),
        "above": _("more than usual in the five years before"),
        "below": _("less than usual in the five years before"),
    }
    return words.get(_side(series), "")


def bare_verdict(series: Series) -> str:
    """The same in a column whose head names the five years."""
    words = {"within": _("usual"), "above": _("more than usual"), "below": _("less than usual")}
    return words.get(_side(series), "")


def _side(series: Series) -> str:
    """Where the last year lies, by the usual range: within, above or below; "" where that can't be said."""
    point, usual = series.latest, series.usual
    if point is None or point.rate is None or usual is None:
        return ""
    if usual.holds(point.rate):
        return "within"
    return "above" if point.rate > usual.high else "below"


def breaks(series: Series) -> list[str]:
    """What to mind when years are compared: "2017: …" """
    if not series.points:
        return []
    first, last = series.points[0].year, series.points[-1].year
    return [f"{row.year}: {row.reason}" for row in series.breaks if first < row.year <= last]


def source(indicator: Indicator, first: int, last: int) -> str:
    years = str(last) if first == last else _("%(first)d to %(last)d") % {"first": first, "last": last}
    return f"{indicator.dataset.attribution.format(year=years)} ({indicator.dataset.licence})"


def source_of(series: Series) -> str:
    if not series.points:
        return ""
    return source(series.indicator, series.points[0].year, series.points[-1].year)


def state_of(point: Point) -> str:
    return state_as(point.as_of, point.version, point.year)


def state_as(as_of: dt.date, version: str, year: int) -> str:
    """Day and version of a table; where the file names none, the year it counts: the day is made up then."""
    return f"{as_of:%d.%m.%Y}, {version}" if version else _("reporting year %(year)d") % {"year": year}


def definition(indicator: Indicator) -> str:
    return _("%(text)s Official key %(key)s: %(official)s.") % {
        "text": indicator.definition,
        "key": indicator.key,
        "official": indicator.official.rstrip(":. "),
    }


def beside(peer: Peer) -> str:
    """How alike a peer is: "1,2-mal so groß, 0,9-mal so dicht besiedelt"."""
    return _("%(size)s times the size, %(density)s times as densely populated") % {
        "size": numbers.show(peer.size_ratio, places=1),
        "density": numbers.show(peer.density_ratio, places=1),
    }


def funnel(found: Comparison) -> str:
    """Where the own region lies in the funnel; says so where its own number is too small to be shown."""
    name = {"name": found.own.region.name}
    if found.funnel is None:
        return _("There are too few figures to compare.")
    if found.own.rate is None:
        return (
            _("The number of cases of %(name)s is too small to be shown, so it is not in the picture.") % name
        )
    low, high = found.funnel.limits(found.own.people)
    far_low, far_high = found.funnel.limits(found.own.people, FAR)
    name = {"name": _named(found.own.region)}
    if low <= found.own.rate <= high:
        return _("%(name)s lies where a region of its size is to be expected.") % name
    far = not far_low <= found.own.rate <= far_high
    if found.own.rate > high:
        return (
            _("%(name)s lies clearly above what is to be expected of a region of its size.")
            if far
            else _("%(name)s lies somewhat above what is to be expected of a region of its size.")
        ) % name
    return (
        _("%(name)s lies clearly below what is to be expected of a region of its size.")
        if far
        else _("%(name)s lies somewhat below what is to be expected of a region of its size.")
    ) % name


def _named(region: Region) -> str:
    """At the head of a sentence: German districts take an article there."""
    name = naming.with_article(region.name) if (get_language() or "de").startswith("de") else region.name
    return name[:1].upper() + name[1:]


def middle(hidden: int, *, of_all: bool) -> str:
    """What the middle line of a funnel is: the state's own rate, or that of the districts shown."""
    if of_all:
        return _("The middle line is the rate of all districts together.")
    return ngettext(
        "The middle line is the rate of the districts whose numbers are shown; %(number)d is left out.",
        "The middle line is the rate of the districts whose numbers are shown; %(number)d are left out.",
        hidden,
    ) % {"number": hidden}


FAR = 0.998
"""The outer limits of the funnel: 2 of 1,000 lie outside by chance."""
