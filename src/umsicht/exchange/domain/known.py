"""What a batch of rows points at, read with a fixed number of queries, whatever the size of the batch."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.exchange.columns import folded
from umsicht.exchange.domain.records import dates_json, fingerprint
from umsicht.exchange.enums import QuestionKind, QuestionState, RecordKind
from umsicht.exchange.items import Item
from umsicht.exchange.models import Link, Question, Source
from umsicht.offers.models import Offer, OfferSession, Programme
from umsicht.offers.queries.dates import series_of
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office


def point_key(organisation_id: int | None, values: Any) -> tuple[int | None, str, str]:
    get = values.get if isinstance(values, dict) else lambda name, default="": getattr(values, name, default)
    return organisation_id, folded(str(get("name", "") or "")), folded(str(get("street", "") or ""))


class Known:
    """Links, organisations, contact points, offers, programmes and questions that these items may mean.

    `lock`: hold the rows until the transaction ends, in the order of their ids, so that two imports can't wait for
    each other. `by_name`: what has no code or link is found by its name; packages name everything by id. `linked_only`:
    an offer is found by its link alone, since nobody looks at what a feed calls its own.
    """

    def __init__(
        self,
        source: Source,
        tenant: Tenant,
        items: Sequence[Item],
        *,
        lock: bool = False,
        by_name: bool = True,
        linked_only: bool = False,
    ) -> None:
        self.source, self.tenant, self._lock, self._by_name = source, tenant, lock, by_name
        self._linked_only = linked_only
        self.items = items
        self._links()
        self._organisations()
        self._points()
        self._offers()
        codes = {item.offer["programme"] for item in items if item.offer and item.offer.get("programme")}
        self.programmes: dict[str, Programme] = {}
        if codes:
            owners = [state_office(), tenant]
            self.programmes = {
                p.code: p for p in Programme.objects.with_scope(tenant=owners).filter(code__in=codes)
            }

    def _held(self, rows: QuerySet[Any]) -> list[Any]:
        found = list(rows.select_for_update(of=("self",)).order_by("pk") if self._lock else rows)
        for record in found:
            record.tenant = self.tenant
        return found

    def _links(self) -> None:
        keys: dict[str, set[str]] = {
            RecordKind.OFFER: {item.key for item in self.items if item.offer is not None},
            RecordKind.ORGANISATION: {item.organisation_key for item in self.items if item.organisation_key},
            RecordKind.POINT: {item.point_key for item in self.items if item.point_key},
        }
        wanted = Q()
        for kind, names in keys.items():
            if names:
                wanted |= Q(kind=kind, key__in=names)
        rows = (
            self._held(Link.objects.with_scope(tenant=self.tenant).filter(wanted, source=self.source))
            if wanted
            else []
        )
        self.links = {(link.kind, link.key): link for link in rows}
        questions = Question.objects.with_scope(tenant=self.tenant).filter(
            source=self.source,
            kind=QuestionKind.DUPLICATE,
            key__in=keys[RecordKind.OFFER],
            state__in=[QuestionState.OPEN, QuestionState.REJECTED],
        )
        self.questions = {question.key: question for question in questions}

    def _ids(self, kind: str, name: str) -> set[int]:
        found = (getattr(link, f"{name}_id") for (linked, _key), link in self.links.items() if linked == kind)
        return {pk for pk in found if pk is not None}

    def _uids(self, name: str) -> list[uuid.UUID]:
        """Ids that a package names; they are ours when it comes back to where it was made."""
        if self._by_name:
            return []
        found = []
        for item in self.items:
            try:
                found.append(uuid.UUID(getattr(item, name)))
            except ValueError:
                continue
        return found

    def _organisations(self) -> None:
        names = {str(item.organisation.get("name", "")) for item in self.items} - {""}
        codes = {str(item.organisation.get("code", "")) for item in self.items} - {""}
        wanted = (
            Q(pk__in=self._ids(RecordKind.ORGANISATION, "organisation"))
            | Q(name__in=names)
            | Q(code__in=codes)
        )
        wanted |= Q(public_id__in=self._uids("organisation_key"))
        rows = self._held(Organisation.objects.with_scope(tenant=self.tenant).filter(wanted))
        self.organisations = {o.pk: o for o in rows}
        self.organisations_by_code = {o.code: o for o in rows if o.code}
        self.organisations_by_name: dict[str, Organisation] = {}
        for organisation in rows:
            self.organisations_by_name.setdefault(folded(organisation.name), organisation)

    def _points(self) -> None:
        self.points: dict[int, ContactPoint] = {}
        self.points_by_code: dict[str, ContactPoint] = {}
        self.points_by_name: dict[tuple[int | None, str, str], ContactPoint] = {}
        if not any(item.point for item in self.items):
            return
        codes = {str(item.point.get("code", "")) for item in self.items} - {""}
        names = {str(item.point.get("name", "")) for item in self.items}
        streets = {str(item.point.get("street", "")) for item in self.items} - {""}
        ids = self._ids(RecordKind.POINT, "point")
        near = Q(organisation_id__in=list(self.organisations)) & (Q(name__in=names) | Q(street__in=streets))
        rows = self._held(
            ContactPoint.objects.with_scope(tenant=self.tenant).filter(
                Q(pk__in=ids) | Q(code__in=codes) | Q(public_id__in=self._uids("point_key")) | near
            )
        )
        for point in rows:
            self.add_point(point)

    def _offers(self) -> None:
        codes = {str((item.offer or {}).get("code", "")) for item in self.items} - {""}
        titles = {str((item.offer or {}).get("title", "")) for item in self.items} - {""}
        wanted = Q(pk__in=self._ids(RecordKind.OFFER, "offer")) | Q(code__in=codes)
        wanted |= Q(public_id__in=self._uids("key"))
        if titles and self.organisations:
            wanted |= Q(provider_id__in=list(self.organisations), title__in=titles)
        rows = self._held(Offer.objects.with_scope(tenant=self.tenant).filter(wanted))
        self.offers = {o.pk: o for o in rows}
        self.prints = {o.pk: fingerprint(o) for o in rows}
        self.edited = {o.pk: o.edited_on.isoformat() for o in rows}
        self.dates: dict[int, list[Any]] = {}
        if any(item.sessions is not None for item in self.items):
            held: dict[int, list[Any]] = {}
            for row in OfferSession.objects.with_scope(tenant=self.tenant).filter(
                offer__in=list(self.offers)
            ):
                held.setdefault(row.offer_id, []).append(series_of(row))
            self.dates = {pk: dates_json(series) for pk, series in held.items()}
        self.offers_by_code = {o.code: o for o in rows if o.code}
        self.offers_by_title = {(o.provider_id, folded(o.title)): o for o in rows}

    def add_organisation(self, organisation: Organisation) -> None:
        self.organisations[organisation.pk] = organisation
        if organisation.code:
            self.organisations_by_code[organisation.code] = organisation
        self.organisations_by_name.setdefault(folded(organisation.name), organisation)

    def add_point(self, point: ContactPoint) -> None:
        self.points[point.pk] = point
        if point.code:
            self.points_by_code[point.code] = point
        self.points_by_name[point_key(point.organisation_id, point)] = point

    def organisation(self, item: Item) -> Organisation | None:
        link = self.links.get((RecordKind.ORGANISATION, item.organisation_key))
        if link is not None and link.organisation_id in self.organisations:
            return self.organisations[link.organisation_id]
        held = self.organisations_by_code.get(str(item.organisation.get("code", "")))
        if held is None and not self._by_name:
            return next(
                (o for o in self.organisations.values() if str(o.public_id) == item.organisation_key), None
            )
        return held or self.organisations_by_name.get(folded(str(item.organisation.get("name", ""))))

    def point(self, item: Item, organisation: Organisation | None) -> ContactPoint | None:
        link = self.links.get((RecordKind.POINT, item.point_key))
        if link is not None and link.point_id in self.points:
            return self.points[link.point_id]
        held = self.points_by_code.get(str(item.point.get("code", "")))
        if held is not None or organisation is None:
            return held
        if not self._by_name:
            return next((p for p in self.points.values() if str(p.public_id) == item.point_key), None)
        key = point_key(organisation.pk, item.point)
        return self.points_by_name.get(key) or self.points_by_name.get(
            (organisation.pk, key[1] or folded(organisation.name), key[2])
        )

    def seen(self, offer: Offer | None) -> dict[str, str]:
        """How an offer stood when it was read, before anything was set on it in memory."""
        if offer is None or offer.pk not in self.prints:
            return {}
        return {"offer": self.prints[offer.pk], "edited_on": self.edited[offer.pk]}

    def offer(self, item: Item, organisation: Organisation | None) -> Offer | None:
        values = item.offer or {}
        link = self.links.get((RecordKind.OFFER, item.key))
        if link is not None:
            return self.offers.get(link.offer_id or 0)
        if self._linked_only:
            return None
        held = self.offers_by_code.get(str(values.get("code", "")))
        if held is None and not self._by_name:
            return next((o for o in self.offers.values() if str(o.public_id) == item.key), None)
        if held is None and organisation is not None:
            held = self.offers_by_title.get((organisation.pk, folded(str(values.get("title", "")))))
        return held
