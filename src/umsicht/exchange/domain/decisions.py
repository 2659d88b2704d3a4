"""A decision about one record, and its first half: the organisation and contact point it names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.exchange.domain.known import Known
from umsicht.exchange.domain.matching import Match
from umsicht.exchange.domain.records import (
    ORGANISATION_FIELDS,
    POINT_FIELDS,
    Diff,
    Values,
    difference,
    faults_of,
    only,
    plain_of,
    set_all,
)
from umsicht.exchange.enums import ConflictRule, LinkState, Plan, RecordKind, SourceKind
from umsicht.exchange.items import Item, Problem
from umsicht.exchange.models import Link, Source
from umsicht.exchange.reading.cells import Words
from umsicht.offers.models import Offer
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme

_DAYS = ("availability_as_of", "edited_on", "confirmed_on", "reviewed_on")


@dataclass
class Decision:
    """`organisation`, `point`, `offer` are the records here, changed in memory (or new); None: nothing said of them."""

    item: Item
    plan: str = Plan.UNCHANGED
    problems: list[Problem] = field(default_factory=list)
    organisation: Organisation | None = None
    point: ContactPoint | None = None
    offer: Offer | None = None
    diffs: dict[str, Diff] = field(default_factory=dict)
    conflict: Diff = field(default_factory=dict)
    match: Match | None = None
    note: str = ""
    ours: set[str] = field(default_factory=set)
    """Kinds of records that are ours, not the feed's, and are left as they are."""

    @property
    def is_new(self) -> bool:
        record = self.offer or self.point or self.organisation
        return record is not None and record.pk is None


def dated(values: Values) -> Values:
    """Days that travelled as ISO text as days; what is no day, or one to come, is left out."""
    for name in _DAYS:
        if isinstance(values.get(name), str):
            day = _day(values[name]) if values[name] else None
            if values[name] and (day is None or day > clock.today()):
                del values[name]
            else:
                values[name] = day
    return values


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def said(item: Item, kind: str) -> Values:
    """What the source says of a record, as the base for later comparisons."""
    part = {"organisation": item.organisation, "point": item.point, "offer": item.offer or {}}[kind]
    return {name: value for name, value in part.items() if not isinstance(value, models.Model)}


class Directory:
    """Finds, makes and changes in memory the organisation and contact point of a record."""

    def __init__(self, source: Source, tenant: Tenant, words: Words, *, kind: str) -> None:
        self.source, self.tenant, self.words = source, tenant, words
        self.is_package, self._is_table = kind == SourceKind.PACKAGE, kind == SourceKind.TABLE
        self._is_feed = kind in (SourceKind.HSDS, SourceKind.PAGES)
        self._fresh: dict[str, Organisation] = {}
        self._fresh_points: dict[tuple[str, str], ContactPoint] = {}

    # ---- organisation and contact point ---------------------------------------------------------------------

    def _organisation(self, found: Decision, known: Known) -> None:
        item = found.item
        held = known.organisation(item) or self._fresh.get(item.organisation_key)
        values = dated(only(item.organisation, ORGANISATION_FIELDS))
        if held is None and not values.get("name"):
            if item.offer is None or known.offer(item, None) is None:
                found.problems.append(("provider_name", _("The provider is missing."), ""))
            return
        if held is None:
            held = Organisation(tenant=self.tenant, **self._organisation_defaults() | values)
            self._checked(found, held, "organisation")
            if not found.problems:
                self._fresh[item.organisation_key] = held
        elif held.pk is not None:
            values = {
                name: value for name, value in values.items() if name != "name" or self._renames(item, known)
            }
            self._changed(
                found,
                held,
                values,
                "organisation",
                known.links.get((RecordKind.ORGANISATION, item.organisation_key)),
            )
        found.organisation = held

    def _renames(self, item: Item, known: Known) -> bool:
        """A known organisation of the source may change its name; one found by name keeps its spelling."""
        return (RecordKind.ORGANISATION, item.organisation_key) in known.links and not self._is_table

    def _organisation_defaults(self) -> Values:
        sector = self.source.sector or self.words.first(Scheme.SECTOR, "soziale-einrichtungen", "vereine")
        return {
            "sector": sector,
            "is_provider": not self.is_package,
            "edited_on": clock.today(),
            "source": self._source_words(),
            "licence": self.source.licence,
        }

    def _source_words(self) -> str:
        return "" if self.is_package else (self.source.owner or self.source.name)[:200]

    def _point(self, found: Decision, known: Known) -> None:
        item, organisation = found.item, found.organisation
        if organisation is None:
            return
        place = (item.organisation_key, item.point_key)
        held = known.point(item, organisation) if organisation.pk else None
        held = held or self._fresh_points.get(place)
        values = only(item.point, POINT_FIELDS)
        if not values.get("name") and held is None:
            values["name"] = organisation.name
        values |= self._area(found, item.point.get("district", ""))
        if held is None:
            held = ContactPoint(tenant=self.tenant, organisation=organisation, source=self._source_words())
            for name, value in values.items():
                setattr(held, name, value)
            if "organisation" in found.ours:
                held.is_public = False  # until somebody has asked the organisation
            self._checked(found, held, "point")
            if not found.problems:
                self._fresh_points[place] = held
        elif held.pk is not None:
            self._changed(found, held, values, "point", known.links.get((RecordKind.POINT, item.point_key)))
        found.point = held

    def _area(self, found: Decision, district: str) -> Values:
        """Key and name of a district by its everyday name; a feed's districts may be unknown here."""
        if not district:
            return {}
        place = atlas(self.tenant).by_name(district)
        if place is not None:
            return {"area_key": place.key, "area_name": place.name}
        if self._is_table:
            found.problems.append(
                ("district", _("“%(name)s” is no district here") % {"name": district}, district)
            )
        return {}

    def _checked(self, found: Decision, record: Organisation | ContactPoint, kind: str) -> None:
        """A new record: what is wrong with it, else that it is new."""
        faults = faults_of(record)
        prefix = "provider_" if kind == "organisation" else "point_"
        found.problems += [
            (prefix + name, text, str(getattr(record, name, ""))[:80]) for name, text in faults.items()
        ]
        found.diffs[kind] = {name: [None, plain_of(record, name)] for name in ("name",)}

    # ---- changes and the conflict rule ----------------------------------------------------------------------

    def _changed(self, found: Decision, record: Any, values: Values, kind: str, link: Link | None) -> None:
        """Set on `record` what differs and the conflict rule lets through.

        A feed comes in unseen: an organisation or contact point that is here already is joined by its name, and stays as we
        have it.
        """
        if self._is_feed and kind != "offer" and (link is None or link.state == LinkState.KEPT):
            found.ours.add(kind)
            return
        diff = difference(record, values)
        if not diff:
            return
        base = dict(link.upstream) if link is not None else {}
        for name in list(diff):
            if name not in base:
                continue
            ours, theirs = diff[name]
            edited_here, changed_there = ours != base[name], theirs != base[name]
            if not edited_here or self.source.conflict_rule == ConflictRule.SOURCE:
                continue
            if changed_there and self.source.conflict_rule == ConflictRule.ASK and kind == "offer":
                found.conflict[name] = [base[name], ours, theirs]
            del diff[name]
        if not diff:
            return
        found.diffs[kind] = diff
        set_all(record, diff, values)
        if kind != "offer":
            prefix = "provider_" if kind == "organisation" else "point_"
            faults = faults_of(record)
            found.problems += [
                (prefix + name, text, str(getattr(record, name, ""))[:80]) for name, text in faults.items()
            ]
