"""Figures in plain sentences. Nothing is said that chance explains as well, and nothing of what must not be shown."""

from __future__ import annotations

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from umsicht.core import german, numbers
from umsicht.situation.models import Indicator, Region
from umsicht.situation.queries.peers import Comparison, Peer
from umsicht.situation.queries.places import Place
from umsicht.situation.queries.series import Point, Series


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


def inside(region: Region) -> str:
    """The place in a German sentence: "in Chemnitz", "im Landkreis Leipzig", "in der Region Hannover"."""
    name = region.name
    if name.startswith(("Region ", "Städteregion ")):
        return f"in der {name}"
    return f"im {name}" if name.startswith(_MASCULINE) or name.endswith("kreis") else f"in {name}"


_MASCULINE = (
    "Landkreis ",
    "Kreis ",
    "Regionalverband ",
    "Saarland",
    "Saale-",
    "Ilm-",
    "Unstrut-",
    "Eifelkreis",
)


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
    words = {"year": point.year, "cases": numbers.show(point.cases), "rate": numbers.show(point.rate)}
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
    words = {"low": numbers.show(usual.low), "high": numbers.show(usual.high)}
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
        return _("%(change)s; that lies within the usual variation.") % {"change": said}
    if not found.is_clear:
        return _("%(change)s; chance alone can explain that.") % {"change": said}
    return _("%(change)s; chance alone hardly explains that.") % {"change": said}


def short_verdict(series: Series) -> str:
    """Two or three words for a table."""
    point, usual = series.latest, series.usual
    if point is None or point.rate is None or usual is None:
        return ""
    if usual.holds(point.rate):
        return _("usual")
    return _("more than usual") if point.rate > usual.high else _("less than usual")


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
    """Where the own region lies in the funnel."""
    if found.funnel is None or found.own.rate is None:
        return _("There are too few figures to compare.")
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
    name = german.place(region.name) if (get_language() or "de").startswith("de") else region.name
    return name[:1].upper() + name[1:]


FAR = 0.998
"""The outer limits of the funnel: 2 of 1,000 lie outside by chance."""
