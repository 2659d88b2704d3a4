"""How the facts of an offer read: costs, ages, grades, groups, duration, place. Short, plain, in the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from umsicht.core import numbers
from umsicht.core.text import listing
from umsicht.offers.enums import (
    PAYER_FUNDED,
    PAYER_INSURER,
    PAYER_PARTICIPANTS,
    CostClass,
    CostPer,
    Direction,
    PlaceMode,
)
from umsicht.offers.values import Cost, stored

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


@lru_cache(maxsize=4096)
def _euros(cents: int, language: str | None) -> str:
    """Kept, because a page of hits names fifty amounts and most towns use the same few."""
    del language  # part of the key: the text is in the active language
    whole, rest = divmod(cents, 100)
    amount = numbers.show(cents / 100, places=2) if rest else numbers.show(whole)
    return _("%(amount)s euros") % {"amount": amount}


def euros(cents: int) -> str:
    """ "60 Euro", "2,50 Euro"."""
    return _euros(cents, get_language())


_PER: dict[str, StrPromise] = {
    CostPer.PERSON: gettext_lazy("per person"),
    CostPer.CLASS: gettext_lazy("per class"),
    CostPer.GROUP: gettext_lazy("per group"),
    CostPer.SCHOOL: gettext_lazy("per school"),
    CostPer.SCHOOL_YEAR: gettext_lazy("per school year"),
    CostPer.INSTITUTION: gettext_lazy("per institution"),
    CostPer.SESSION: gettext_lazy("per session"),
}
_PAID_BY: dict[str, StrPromise] = {
    "schule": gettext_lazy("the school pays"),
    "einrichtung": gettext_lazy("the institution pays"),
    PAYER_INSURER: gettext_lazy("the health insurer contributes"),
}


def _per(per: str) -> str:
    return str(_PER.get(per, ""))


def _paid_by(payer: str) -> str:
    return str(_PAID_BY.get(payer, ""))


def cost_text(cost: Cost) -> str:
    """ "kostenfrei" · "60 Euro je Klasse, die Schule zahlt" · "kostenfrei mit Förderung" · "auf Anfrage"."""
    if cost.is_free:
        return _("free of charge")
    if cost.amount_cents is None:
        return _("price on request")
    if cost.amount_cents == 0:
        if cost.payer == PAYER_FUNDED:
            return _("free of charge with funding")
        return _("free of charge")
    price = " ".join(part for part in (euros(cost.amount_cents), _per(cost.per)) if part)
    if cost.payer == PAYER_FUNDED:
        return _("%(price)s with funding") % {"price": price}
    paid = "" if cost.payer == PAYER_PARTICIPANTS else _paid_by(cost.payer)
    return f"{price}, {paid}" if paid else price


def cost_lines(costs: Any) -> list[tuple[Cost, str]]:
    """Each stored price with its text, for the offer page."""
    return [(cost, cost_text(cost)) for cost in stored(Cost, costs)]


def cost_summary(costs: Any) -> str:
    """One line for a search hit: the cheapest regular price, and whether money can come from elsewhere."""
    known: list[Cost] = stored(Cost, costs)
    if not known or all(cost.amount_cents is None and not cost.is_free for cost in known):
        return _("price on request")
    if any(cost.is_free for cost in known):
        return _("free of charge")
    priced = [cost for cost in known if cost.amount_cents is not None]
    regular = [cost for cost in priced if not cost.is_subsidised]
    cheapest = min(regular or priced, key=lambda cost: cost.amount_cents or 0)
    helped = [cost for cost in priced if cost.payer == PAYER_FUNDED]
    price = cost_text(Cost(cheapest.format, cheapest.amount_cents, cheapest.per, cheapest.payer))
    if regular and helped:
        return _("%(price)s, funding possible") % {"price": price}
    return price


def cost_class_labels() -> dict[str, str]:
    return {value: str(label) for value, label in CostClass.choices}


def age_text(low: int | None, high: int | None) -> str:
    """ "12 bis 17 Jahre", "ab 16 Jahren", "bis 6 Jahre"; "" when nothing is said."""
    if low is None and high is None:
        return ""
    if high is None:
        return _("from %(age)s years") % {"age": low}
    if not low:
        return _("up to %(age)s years") % {"age": high}
    if low == high:
        return _("%(age)s years") % {"age": low}
    return _("%(low)s to %(high)s years") % {"low": low, "high": high}


def grade_text(low: int | None, high: int | None) -> str:
    """ "Klassen 8 bis 10", "Klasse 8", "ab Klasse 8"."""
    if low is None and high is None:
        return ""
    if high is None:
        return _("from grade %(grade)s") % {"grade": low}
    if low is None:
        return _("up to grade %(grade)s") % {"grade": high}
    if low == high:
        return _("grade %(grade)s") % {"grade": low}
    return _("grades %(low)s to %(high)s") % {"low": low, "high": high}


def group_text(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if high == 1:
        return _("one person")
    if high is None:
        return _("from %(count)s people") % {"count": low}
    if low is None or low <= 1:
        return _("up to %(count)s people") % {"count": high}
    if low == high:
        return _("%(count)s people") % {"count": low}
    return _("%(low)s to %(high)s people") % {"low": low, "high": high}


def duration_text(minutes: int | None) -> str:
    """ "90 Minuten", "2 Stunden", "2,5 Stunden", "3 Tage"."""
    if not minutes:
        return ""
    if minutes % 1440 == 0:
        days = minutes // 1440
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    if minutes < 120 and minutes != 60:
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    hours, rest = divmod(minutes, 60)
    if rest == 30:
        return _("%(count)s hours") % {"count": numbers.show(minutes / 60, places=1)}
    text = ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    return (
        f"{text} {ngettext('%(count)s minute', '%(count)s minutes', rest) % {'count': rest}}"
        if rest
        else text
    )


def place_text(
    modes: Iterable[str], *, area: str = "", venue: str = "", radius_km: int | None = None, town: str = ""
) -> str:
    """Where it takes place: "kommt zu Ihnen (bis 40 km), beim Anbieter in Gablenz oder online"."""
    modes = list(modes)
    parts = []
    if PlaceMode.COMES_TO_YOU in modes:
        parts.append(
            _("comes to you (up to %(km)s km)") % {"km": radius_km} if radius_km else _("comes to you")
        )
    if PlaceMode.VENUE in modes:
        spot = listing([part for part in (venue, area) if part], conjunction=",").replace(" , ", ", ")
        parts.append(spot or _("at a venue"))
    if PlaceMode.AT_PROVIDER in modes:
        where = area or town
        parts.append(_("at the provider's, %(area)s") % {"area": where} if where else _("at the provider's"))
    if PlaceMode.ONLINE in modes:
        parts.append(_("online"))
    return listing(parts, conjunction=pgettext("list", "or"))


def place_mode_labels() -> dict[str, str]:
    return {value: str(label) for value, label in PlaceMode.choices}


def direction_text(direction: str) -> str:
    return str(Direction(direction).label) if direction in Direction.values else direction
