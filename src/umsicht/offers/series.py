"""Dates and series of dates as values: RFC 5545 rules on the wall clock of a zone.

A rule recurs in local time (17:30 stays 17:30 across summer time); instants are computed per occurrence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ZONE = "Europe/Berlin"
MAX_COUNT = 500
MAX_MINUTES = 60 * 24 * 31
_PART = re.compile(r"[A-Z]+=[A-Z0-9,+\-]+")
_NUMBERS = {"INTERVAL": 99, "COUNT": MAX_COUNT}
_KEYS = {"FREQ", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", *_NUMBERS}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_UNTIL = re.compile(r"(\d{8})(T\d{6}(Z?))?")
_EARLIEST, _LATEST = 2000, 2199


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date, as instants in UTC. `ends_at` is None where no duration is known."""

    starts_at: dt.datetime
    ends_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Series:
    """A date (no rule) or a series. `start` and `exdates` are naive local times in `tzid`."""

    start: dt.datetime
    tzid: str = ZONE
    duration_minutes: int | None = None
    rule: str = ""
    exdates: tuple[dt.datetime, ...] = ()

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or any(day.tzinfo is not None for day in self.exdates):
            raise ValueError("A series is written in local time.")

    @classmethod
    def parse(
        cls,
        *,
        start: str | dt.datetime,
        tzid: str = ZONE,
        duration_minutes: int | None = None,
        rule: str | None = "",
        exdates: list[str] | tuple[str, ...] = (),
    ) -> Series:
        """From curated or sent data. Raises ValidationError with a sentence for people."""
        zone = zone_of(tzid)
        if duration_minutes is not None and not (
            isinstance(duration_minutes, int) and 1 <= duration_minutes <= MAX_MINUTES
        ):
            raise ValidationError(
                _("The duration of a date must be between a minute and a month."), code="duration"
            )
        series = cls(
            start=local_time(start, zone),
            tzid=tzid,
            duration_minutes=duration_minutes,
            rule=canonical_rule(rule or ""),
            exdates=tuple(sorted({local_time(text, zone) for text in exdates})),
        )
        first = next(iter(series.local_starts()), None)
        if first is None:
            raise ValidationError(_("This series has no date at all."), code="empty")
        if series.rule and next(iter(series._rule()), None) != series.start:
            raise ValidationError(_("The first date does not fit the repetition."), code="first")
        return series

    def _rule(self) -> rrule:
        return parsed_rule(self.rule, self.start, zone_of(self.tzid))

    def local_starts(self, after: dt.datetime | None = None) -> Iterator[dt.datetime]:
        """Naive local starts in order, from `after` on (included), without the exdates."""
        starts: Iterator[dt.datetime]
        if not self.rule:
            starts = iter((self.start,) if after is None or self.start >= after else ())
        elif after is None:
            starts = iter(self._rule())
        else:
            starts = iter(self._rule().xafter(after, inc=True))
        gone = set(self.exdates)
        return (start for start in starts if start not in gone)

    def occurrences(
        self, since: dt.datetime, until: dt.datetime | None = None, limit: int | None = None
    ) -> Iterator[Occurrence]:
        """Those that start at or after the instant `since` (and before `until`), in order."""
        zone = zone_of(self.tzid)
        length = dt.timedelta(minutes=self.duration_minutes) if self.duration_minutes else None
        count = 0
        for start in self.local_starts(since.astimezone(zone).replace(tzinfo=None)):
            begins = start.replace(tzinfo=zone).astimezone(dt.UTC)
            if begins < since:
                continue
            if (until is not None and begins >= until) or (limit is not None and count >= limit):
                return
            count += 1
            yield Occurrence(begins, begins + length if length else None)


def zone_of(tzid: str) -> ZoneInfo:
    try:
        return ZoneInfo(tzid)
    except (KeyError, ValueError, OSError):
        raise ValidationError(_("This time zone is not known."), code="zone") from None


def local_time(value: str | dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """A naive wall-clock time. An ISO text with an offset is converted. Raises ValidationError."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(value)
    except (ValueError, TypeError):
        raise ValidationError(
            _("“%(value)s” is not a time such as 2026-12-08T17:30.") % {"value": str(value)[:40]}, code="time"
        ) from None
    if not _EARLIEST <= moment.year <= _LATEST:
        raise ValidationError(_("This date is out of range."), code="range")
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    return moment.replace(second=0, microsecond=0)


def canonical_rule(text: str) -> str:
    """The rule without prefix and blanks. Raises ValidationError for what we don't take (RFC 5545, 3.3.10)."""
    text = text.strip().removeprefix("RRULE:")
    if not text:
        return ""
    parts = text.split(";")
    if len(text) > 300 or not all(_PART.fullmatch(part) for part in parts):
        raise ValidationError(_("This repetition can't be read."), code="rule")
    values = dict(part.split("=", 1) for part in parts)
    if len(values) < len(parts) or not set(values) <= _KEYS or values.get("FREQ") not in _FREQUENCIES:
        raise ValidationError(_("A repetition is daily, weekly, monthly or yearly."), code="rule")
    if "COUNT" in values and "UNTIL" in values:
        raise ValidationError(_("A repetition ends by number or by day, not both."), code="rule")
    for name, most in _NUMBERS.items():
        if name in values and not (values[name].isdigit() and 1 <= int(values[name]) <= most):
            raise ValidationError(
                _("%(name)s must lie between 1 and %(most)s.") % {"name": name, "most": most}, code="rule"
            )
    try:
        parsed_rule(text, dt.datetime(2026, 1, 1), ZoneInfo(ZONE))  # noqa: DTZ001 - a wall-clock time
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise ValidationError(_("This repetition can't be read."), code="rule") from None
    return text


def parsed_rule(text: str, start: dt.datetime, zone: ZoneInfo) -> rrule:
    """dateutil's rule on naive local times; an UNTIL in UTC is turned into local time, a mere day into its end."""
    parts = [part for part in text.split(";") if not part.startswith("UNTIL=")]
    until = next((part[6:] for part in text.split(";") if part.startswith("UNTIL=")), "")
    found = rrulestr(";".join(parts), dtstart=start)
    if not isinstance(found, rrule):
        raise TypeError("One rule only.")
    return found.replace(until=_until(until, zone)) if until else found


def _until(text: str, zone: ZoneInfo) -> dt.datetime:
    match = _UNTIL.fullmatch(text)
    if match is None:
        raise ValueError(text)
    if match[2] is None:
        return dt.datetime.strptime(match[1], "%Y%m%d") + dt.timedelta(hours=23, minutes=59)  # noqa: DTZ007
    moment = dt.datetime.strptime(match[1] + match[2][:7], "%Y%m%dT%H%M%S")  # noqa: DTZ007 - local or made so
    return moment.replace(tzinfo=dt.UTC).astimezone(zone).replace(tzinfo=None) if match[3] else moment
