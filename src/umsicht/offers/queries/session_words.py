"""The dates of an offer as people would say them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from umsicht.offers.models import Offer
from umsicht.offers.queries.dates import series_of
from umsicht.offers.queries.wording import duration_text
from umsicht.offers.series import Series

_SIMPLE = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "WKST"}
_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_BYDAY = re.compile(r"([1-5]|-1)?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True)
class Line:
    """One date or series; `over`: nothing of it lies ahead."""

    pk: int
    text: str
    over: bool


def lines_of(offer: Offer, now: dt.datetime | None = None) -> list[Line]:
    """In the order of their begin; one query."""
    now = now or dt.datetime.now(dt.UTC)
    found = []
    for row in offer.sessions.all():
        series = series_of(row)
        found.append(Line(row.pk, say(series), next(series.occurrences(now, limit=1), None) is None))
    return found


def say(series: Series) -> str:
    """ "Dienstag, 8. Dezember 2026, 17:30 Uhr, 90 Minuten, jede Woche bis 30.06.2027"."""
    start = series.start
    day = f"{WEEKDAYS[start.weekday()]}, {date_format(start, 'DATE_FORMAT')}"
    parts = [day, _("%(time)s h") % {"time": f"{start:%H:%M}"}]
    if series.duration_minutes:
        parts.append(duration_text(series.duration_minutes))
    if series.rule:
        parts.append(rhythm(series.rule))
    return ", ".join(parts)


def rhythm(rule: str) -> str:
    """A rule in words, or as it is where it says more than a rhythm and an end."""
    values = dict(part.split("=", 1) for part in rule.split(";"))
    if not set(values) <= _SIMPLE:
        return _("repeats by the rule %(rule)s") % {"rule": rule}
    interval = int(values.get("INTERVAL", "1"))
    days = _on_days(values.get("BYDAY", ""))
    if days is None:
        return _("repeats by the rule %(rule)s") % {"rule": rule}
    text = " ".join(part for part in (_often(values["FREQ"], interval), days) if part)
    if "COUNT" in values:
        return _("%(rhythm)s, %(count)s times") % {"rhythm": text, "count": values["COUNT"]}
    if "UNTIL" in values:
        day = dt.datetime.strptime(values["UNTIL"][:8], "%Y%m%d").date()  # noqa: DTZ007 - a calendar day
        return _("%(rhythm)s until %(day)s") % {"rhythm": text, "day": f"{day:%d.%m.%Y}"}
    return text


def _on_days(text: str) -> str | None:
    """ "am Montag, Freitag", "am 2. Dienstag"; None for what has no short words."""
    if not text:
        return ""
    found = [_BYDAY.fullmatch(part) for part in text.split(",")]
    if not all(found):
        return None
    names = [_one_day(match[1], str(WEEKDAYS[_DAYS[match[2]]])) for match in found if match]
    return _("on %(days)s") % {"days": ", ".join(names)}


def _one_day(which: str | None, name: str) -> str:
    if which is None:
        return name
    if which == "-1":
        return _("the last %(day)s") % {"day": name}
    return _("the %(number)s. %(day)s") % {"number": which, "day": name}


def _often(frequency: str, interval: int) -> str:
    if interval == 1:
        once = {
            "DAILY": _("every day"),
            "WEEKLY": _("every week"),
            "MONTHLY": _("every month"),
            "YEARLY": _("every year"),
        }
        return once[frequency]
    several = {
        "DAILY": _("every %(count)s days"),
        "WEEKLY": _("every %(count)s weeks"),
        "MONTHLY": _("every %(count)s months"),
        "YEARLY": _("every %(count)s years"),
    }
    return several[frequency] % {"count": interval}
