"""What one record of a file or feed would do here. The dry run and the taking over ask the same questions."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.exchange.domain.decisions import Decision, Directory, dated
from umsicht.exchange.domain.known import Known
from umsicht.exchange.domain.matching import Neighbours
from umsicht.exchange.domain.records import (
    OFFER_FIELDS,
    Values,
    dates_json,
    difference,
    faults_of,
    only,
    series_from,
    set_all,
)
from umsicht.exchange.enums import LinkState, Plan, QuestionState, RecordKind
from umsicht.exchange.items import Item
from umsicht.exchange.models import Link, Source
from umsicht.exchange.reading.cells import Words
from umsicht.exchange.reading.texts import summary_of
from umsicht.offers.models import Offer
from umsicht.offers.values import Cost, cost_from_cents, stored
from umsicht.tenancy.models import Tenant

_OURS_TO_SAY = frozenset({"confirmed_on", "reviewed_on"})


class Decider(Directory):
    def __init__(
        self, source: Source, tenant: Tenant, words: Words, neighbours: Neighbours | None, *, kind: str
    ) -> None:
        super().__init__(source, tenant, words, kind=kind)
        self.neighbours = neighbours

    def decide(self, items: Sequence[Item], *, lock: bool = False) -> tuple[list[Decision], Known]:
        known = Known(
            self.source,
            self.tenant,
            items,
            lock=lock,
            by_name=not self.is_package,
            linked_only=self._is_feed,
        )
        self._fresh, self._fresh_points = {}, {}
        return [self._one(item, known) for item in items], known

    def overwrite(self, offer: Offer, given: Values) -> Decision:
        """Set what the source says on one of our offers, whatever the conflict rule; for a person's decision."""
        found = Decision(Item(place="", key="", title=str(offer), offer=given), offer=offer)
        known = Known(self.source, self.tenant, [found.item])
        values = self._offer_values(found, known)
        found.diffs["offer"] = difference(offer, values)
        set_all(offer, found.diffs["offer"], values)
        offer.edited_on = clock.today()
        self._completed(found, offer)
        return found

    def _one(self, item: Item, known: Known) -> Decision:
        found = Decision(item, problems=list(item.problems))
        link = known.links.get((RecordKind.OFFER, item.key)) if item.offer is not None else None
        if not found.problems and self._is_settled(item, link, known):
            found.plan = Plan.SKIPPED
            return found
        if not found.problems:
            self._organisation(found, known)
        if not found.problems and item.point:
            self._point(found, known)
        if not found.problems and item.offer is not None:
            self._offer(found, known, link)
        if found.problems:
            found.plan = Plan.REFUSED
        elif found.plan == Plan.UNCHANGED and (found.is_new or any(found.diffs.values())):
            found.plan = Plan.NEW if found.is_new else Plan.CHANGED
        elif found.plan == Plan.UNCHANGED and found.conflict:
            found.plan = Plan.ASK
        return found

    def _is_settled(self, item: Item, link: Link | None, known: Known) -> bool:
        """Somebody decided about this record: it was rejected, archived, or kept as our own."""
        if link is not None and link.state in {LinkState.ARCHIVED, LinkState.REJECTED, LinkState.KEPT}:
            return True
        question = known.questions.get(item.key)
        return link is None and question is not None and question.state == QuestionState.REJECTED

    # ---- offer ----------------------------------------------------------------------------------------------

    def _offer(self, found: Decision, known: Known, link: Link | None) -> None:
        item, organisation = found.item, found.organisation
        self._dates(found)
        held = known.offer(item, organisation if organisation is None or organisation.pk else None)
        values = self._offer_values(found, known)
        if found.problems:
            return
        if held is None:
            if link is None and self._asks(found, known):
                return
            defaults = self._offer_defaults()
            values.setdefault("summary", summary_of(str(values.get("description", "")), item.title))
            held = Offer(tenant=self.tenant, **defaults | values)
            held.provider = organisation  # type: ignore[assignment]
            held.contact_point = found.point
            found.offer = held
            self._completed(found, held)
            return
        found.offer = held
        if self.is_package:  # what was confirmed and reviewed here, only this place can say
            values = {name: value for name, value in values.items() if name not in _OURS_TO_SAY}
        if organisation is not None and organisation.pk is not None and held.provider_id != organisation.pk:
            values["provider"] = organisation
        if found.point is not None and found.point.pk is not None and held.contact_point_id != found.point.pk:
            values["contact_point"] = found.point
        self._changed(found, held, values, "offer", link)
        if item.sessions is not None and known.dates.get(held.pk, []) != item.sessions:
            found.diffs["dates"] = {"sessions": [known.dates.get(held.pk, []), item.sessions]}
        if found.diffs.get("offer"):
            if "edited_on" not in found.diffs["offer"]:
                held.edited_on = clock.today()
            self._completed(found, held)

    def _dates(self, found: Decision) -> None:
        """Dates in one writing, or a problem."""
        item = found.item
        if item.sessions is None:
            return
        try:
            item.sessions = dates_json(series_from(item.sessions))
        except ValidationError as error:
            found.problems.append(("sessions", " ".join(error.messages), ""))

    def _asks(self, found: Decision, known: Known) -> bool:
        """Whether one of our own offers may be the same; then a person decides first."""
        if self.is_package or self.neighbours is None:
            return False
        question = known.questions.get(found.item.key)
        if question is None:
            found.match = self.neighbours.best(found.item)
        if question is not None or found.match is not None:
            found.plan, found.offer = Plan.ASK, None
            found.diffs = {}
            return True
        return False

    def _offer_values(self, found: Decision, known: Known) -> Values:
        """Typed values for the offer's fields; what can't be found becomes a problem."""
        given = dict(found.item.offer or {})
        values = dated(only(given, OFFER_FIELDS))
        values |= self._area(found, str(given.get("district", "")))
        code = values.pop("programme", None)
        if code:
            programme = known.programmes.get(str(code))
            if programme is None:
                found.problems.append(
                    ("programme", _("no programme has the code %(code)s") % {"code": code}, str(code))
                )
            values["programme"] = programme
        if values.get("availability") and "availability_as_of" not in values and self._is_table:
            values["availability_as_of"] = clock.today()
        return values

    def _offer_defaults(self) -> Values:
        owner = (
            {}
            if self.is_package
            else {"source": " · ".join(filter(None, (self.source.owner, self.source.licence)))[:200]}
        )
        return (
            {"edited_on": clock.today(), "languages": [self.source.language] if not self.is_package else []}
            | owner
            | dict(self.source.defaults)
        )

    def _completed(self, found: Decision, offer: Offer) -> None:
        faults = faults_of(offer)
        found.problems += [(name, text, str(getattr(offer, name, ""))[:80]) for name, text in faults.items()]
        if not faults:
            offer.cost_from_cents = cost_from_cents(stored(Cost, offer.costs))
