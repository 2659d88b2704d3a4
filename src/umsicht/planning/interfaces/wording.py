"""How a plan reads: its name, dates, costs, hours. Short, in the page's language."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.core import numbers
from umsicht.offers.queries.wording import cost_text, euros
from umsicht.planning.costs import Share, Total
from umsicht.planning.enums import GROUP_LABELS, NO_SCHOOL
from umsicht.planning.models import SchoolPlan
from umsicht.planning.queries.reading import Item, Reading
from umsicht.planning.schoolyear import SchoolYear
from umsicht.planning.slots import Slot
from umsicht.ui.markup import day as written
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue


def institution_label(code: str, words: Catalogue) -> str:
    return str(GROUP_LABELS[code]) if code in NO_SCHOOL else words.label(Scheme.SCHOOL_TYPE, code)


def institution(plan: SchoolPlan, words: Catalogue) -> str:
    return institution_label(plan.institution, words)


def grade_label(grade: int | None) -> str:
    return _("Class %(name)s") % {"name": grade} if grade is not None else ""


def group_label(group: tuple[str, int | None], words: Catalogue) -> str:
    """ "Oberschule, Klasse 8"; either part may be missing."""
    return ", ".join(group_parts(group, words))


def group_parts(group: tuple[str, int | None], words: Catalogue) -> list[str]:
    code, grade = group
    parts = (institution_label(code, words) if code else "", grade_label(grade))
    return [part for part in parts if part] or [_("Group")]


def who(plan: SchoolPlan) -> str:
    """ "Klasse 8b", "Klasse 8", "Gruppe 2", "Gruppe"."""
    if plan.grade is None:
        return plan.class_name or _("Group")
    own = plan.class_name or str(plan.grade)
    return _("Class %(name)s") % {"name": own if str(plan.grade) in own else f"{plan.grade} ({own})"}


def name(plan: SchoolPlan) -> str:
    """ "Jahresplan Klasse 8b, 2026/27"."""
    return _("Year plan %(who)s, %(year)s") % {"who": who(plan), "year": SchoolYear(plan.school_year).label}


def facts(plan: SchoolPlan, words: Catalogue) -> str:
    """ "Oberschule · 24 Personen · Sonnenberg"."""
    people = ngettext("%(count)s person", "%(count)s people", plan.people) % {"count": plan.people}
    return " · ".join(part for part in (institution(plan, words), people, plan.area_name) if part)


def slot_text(slot: Slot) -> str:
    """ "Di 01.12.2026, 08:00 Uhr", "Woche 30.11. bis 04.12.2026"."""
    if slot.is_week:
        first = date_format(slot.first, "d.m.")
        return _("week %(first)s to %(last)s") % {"first": first, "last": written(slot.last)}
    text = f"{date_format(slot.first, 'D')} {written(slot.first)}"
    return _("%(day)s, %(time)s") % {"day": text, "time": f"{slot.time:%H:%M}"} if slot.time else text


def when(item: Item) -> str:
    """The first meeting and how many follow."""
    if not item.slots:
        return _("no date yet")
    first, last, count = item.slots[0], item.slots[-1], len(item.slots)
    if count == 1:
        return slot_text(first)
    if first.is_week:
        return _("%(count)s weeks from %(first)s to %(last)s") % {
            "count": count,
            "first": written(first.first),
            "last": written(last.last),
        }
    return _("%(first)s, then weekly until %(last)s (%(count)s meetings)") % {
        "first": slot_text(first),
        "last": written(last.first),
        "count": count,
    }


def hours(minutes: int) -> str:
    """ "4,5 Stunden"; "" for none."""
    if not minutes:
        return ""
    shown = numbers.show(minutes / 60, places=1) if minutes % 60 else numbers.show(minutes // 60)
    return ngettext("%(count)s hour", "%(count)s hours", 1 if minutes == 60 else 2) % {"count": shown}


def share_parts(share: Share) -> Iterator[str]:
    """Who pays what of one entry, a part each."""
    if share.free:
        yield _("free of charge")
    if share.unknown:
        yield _("price on request")
    if share.school:
        yield _("school %(sum)s") % {"sum": euros(share.school)}
    if share.parents:
        yield _("parents %(sum)s") % {"sum": euros(share.parents)}
    if share.funding:
        yield _("funding %(sum)s") % {"sum": euros(share.funding)}
    if share.help_unknown:
        yield _("funded, sum not stated")


def share_text(share: Share) -> str:
    return ", ".join(share_parts(share)) or _("paid already with the same offer above")


def price_text(item: Item) -> str:
    return cost_text(item.cost) if item.cost is not None else _("price on request")


def payers(reading: Reading) -> list[tuple[str, str]]:
    """Who pays how much of the whole plan, and what is not in the sum."""
    total: Total = reading.total
    rows = [(_("School or organisation"), euros(total.school))]
    parents = euros(total.parents)
    if total.parents:
        parents = _("%(sum)s (%(each)s per person)") % {"sum": parents, "each": euros(reading.per_head)}
    rows += [
        (_("Parents or participants"), parents),
        (_("Funding and health insurers"), euros(total.funding)),
    ]
    if total.free:
        text = ngettext("%(count)s offer", "%(count)s offers", total.free) % {"count": total.free}
        rows.append((_("Free of charge"), text))
    return rows


def open_costs(total: Total) -> list[str]:
    """What the sums do not hold."""
    found = []
    if total.unknown:
        found.append(
            ngettext(
                "One offer names its price on request; it is not in the sum.",
                "%(count)s offers name their price on request; they are not in the sum.",
                total.unknown,
            )
            % {"count": total.unknown}
        )
    if total.help_unknown:
        found.append(
            ngettext(
                "One offer is funded without saying with how much.",
                "%(count)s offers are funded without saying with how much.",
                total.help_unknown,
            )
            % {"count": total.help_unknown}
        )
    return found
