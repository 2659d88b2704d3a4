"""Takes over a batch of rows: each row as a whole or not at all, many rows in few statements, one journal row each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import UmsichtError
from umsicht.core.text import slugify
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.signals import organisation_changed
from umsicht.exchange.domain import questions, remembering, stepping
from umsicht.exchange.domain.deciding import Decider
from umsicht.exchange.domain.decisions import Decision, said
from umsicht.exchange.domain.records import Diff
from umsicht.exchange.enums import LinkState, Outcome, Plan, RecordKind
from umsicht.exchange.items import Item
from umsicht.exchange.models import Import, ImportRow, Link
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell
from umsicht.tenancy.domain.content import bump_content_version

_KINDS = {"organisation": Organisation, "point": ContactPoint, "offer": Offer}


def item_of(row: ImportRow) -> Item:
    return Item(place=row.place, key=row.key, title=row.title, **row.values)


class Writer:
    """Writes for one import as one actor; `decider` holds what is the same for all batches."""

    def __init__(self, run: Import, decider: Decider, actor: Any) -> None:
        self.run, self.decider, self.actor = run, decider, actor
        self.tenant = run.tenant
        self.reason = _("Import %(number)s: %(name)s") % {"number": run.pk, "name": run.file_name[:120]}

    def write(self, rows: Sequence[ImportRow]) -> None:
        """In the caller's transaction. A row the database refuses is refused alone; the others are written."""
        try:
            with transaction.atomic():
                self._write(rows)
        except (IntegrityError, UmsichtError) as error:
            if len(rows) == 1:
                _refuse(
                    rows[0],
                    error.message
                    if isinstance(error, UmsichtError)
                    else _("Another entry has this code already."),
                )
                return
            for row in rows:
                row.outcome, row.reason = Outcome.WAITING, ""
                self.write([row])

    def _write(self, rows: Sequence[ImportRow]) -> None:
        decisions, self.known = self.decider.decide([item_of(row) for row in rows], lock=True)
        good = [
            (row, decision) for row, decision in zip(rows, decisions, strict=True) if self._may(row, decision)
        ]
        self.entries: list[journal.Entry] = []
        for row, decision in good:
            remembering.remember(row, decision)
        self._create(good)
        self._change(good)
        self._link(good)
        journal.record_many(self.entries)
        stepping.take_steps(self.run.source, good, actor=self.actor, reason=self.reason)
        for row, decision in good:
            remembering.leave(row, decision)
        self._tell(good)
        for row, decision in zip(rows, decisions, strict=True):
            if decision.conflict and row.outcome == Outcome.WRITTEN:
                questions.ask(self.run, decision, self.known)

    def _may(self, row: ImportRow, decision: Decision) -> bool:
        """Whether the row may be written: nothing was edited here since the dry run, and it is still right."""
        if row.plan == Plan.ASK:
            if decision.plan == Plan.ASK:
                questions.ask(self.run, decision, self.known)
                row.outcome, row.reason = (
                    Outcome.WRITTEN,
                    _("A person decides whether this is one of our offers."),
                )
            else:
                _refuse(row, _("Was decided meanwhile."))
            return False
        if decision.plan == Plan.REFUSED:
            _refuse(row, "; ".join(problem[1] for problem in decision.problems)[:300])
        elif decision.plan in {Plan.ASK, Plan.SKIPPED}:
            _refuse(row, _("Was decided meanwhile."))
        elif row.seen.get("offer") != self.known.seen(decision.offer).get("offer"):
            _refuse(row, _("The entry was edited here after the dry run. Please start the dry run again."))
        elif self._others_edited(row, decision):
            _refuse(row, _("The provider was edited here after the dry run. Please start the dry run again."))
        else:
            row.outcome = Outcome.WRITTEN
            return True
        return False

    def _others_edited(self, row: ImportRow, decision: Decision) -> bool:
        """A field of the provider or contact point holds neither what the dry run saw nor what this import sets."""
        for kind in ("organisation", "point"):
            for name, (before, after) in row.diff.get(kind, {}).items():
                change = decision.diffs.get(kind, {}).get(name)
                if before is not None and change is not None and change[0] not in (before, after):
                    return True
        return False

    # ---- records --------------------------------------------------------------------------------------------

    def _create(self, good: Sequence[tuple[ImportRow, Decision]]) -> None:
        organisations = _fresh(decision.organisation for _row, decision in good)
        self._slugs(Organisation, organisations, "organisation", 90)
        Organisation.objects.with_scope(tenant=self.tenant).bulk_create(organisations)
        points = _fresh(decision.point for _row, decision in good)
        for point in points:
            point.organisation = point.organisation
        ContactPoint.objects.with_scope(tenant=self.tenant).bulk_create(points)
        offers = _fresh(decision.offer for _row, decision in good)
        reviews = self.actor is None or self.actor.has_perm("offers.offer.review", self.tenant)
        for offer in offers:
            if not reviews:  # a table could say so, whoever wrote it
                offer.reviewed_on = None
            offer.provider = offer.provider
            offer.contact_point = offer.contact_point
        self._slugs(Offer, offers, "angebot", 100)
        Offer.objects.with_scope(tenant=self.tenant).bulk_create(offers)
        self.entries += [
            self._entry("directory.organisation.create", o, {}, {"name": o.name, "sector": o.sector})
            for o in organisations
        ]
        self.entries += [
            self._entry("directory.contact_point.create", p, {}, {"name": p.name, "kind": p.kind})
            for p in points
        ]
        self.entries += [
            self._entry("offers.offer.create", o, {}, {"title": o.title, "provider": o.provider_id})
            for o in offers
        ]
        self.created_organisations = organisations

    def _slugs(self, model: type[Any], records: Sequence[Any], fallback: str, length: int) -> None:
        """Free addresses for many at once: the plain one where nobody has it, else with a piece of the public id."""
        wanted = {id(r): r.slug or slugify(str(r), max_length=length) or fallback for r in records}
        taken = set(
            model.objects.with_scope(tenant=self.tenant)
            .filter(slug__in=set(wanted.values()))
            .values_list("slug", flat=True)
        )
        for record in records:
            slug = wanted[id(record)]
            record.slug = slug if slug not in taken else f"{slug[: length - 9]}-{record.public_id.hex[:8]}"
            taken.add(record.slug)

    def _change(self, good: Sequence[tuple[ImportRow, Decision]]) -> None:
        actions = {
            "organisation": "directory.organisation.change",
            "point": "directory.contact_point.change",
            "offer": "offers.offer.change",
        }
        for _row, decision in good:
            for kind, action in actions.items():
                record, diff = getattr(decision, kind), decision.diffs.get(kind)
                if record is None or not diff or record.pk is None or _is_creation(diff):
                    continue
                names = [*diff, *_derived(record)]
                if kind == "organisation" and "edited_on" not in diff:
                    record.edited_on = clock.today()
                if kind != "point":
                    names.append("edited_on")
                record.save(update_fields=[*dict.fromkeys(names), "updated_at"])
                before, after = (
                    {n: pair[0] for n, pair in diff.items()},
                    {n: pair[1] for n, pair in diff.items()},
                )
                self.entries.append(self._entry(action, record, before, after))

    def _entry(self, action: str, obj: Any, before: dict[str, Any], after: dict[str, Any]) -> journal.Entry:
        return journal.Entry(action, obj, self.actor, self.tenant, before, after, self.reason)

    # ---- what comes with them -------------------------------------------------------------------------------

    def _link(self, good: Sequence[tuple[ImportRow, Decision]]) -> None:
        """Remember where each record comes from, and what the source said; each link is stored once per batch."""
        links: dict[tuple[str, str], Link] = {}
        for row, decision in good:
            item = decision.item
            keys: dict[str, str] = {
                RecordKind.ORGANISATION: item.organisation_key,
                RecordKind.POINT: item.point_key,
                RecordKind.OFFER: item.key if item.offer is not None else "",
            }
            for kind, key in keys.items():
                record = getattr(decision, kind)
                if record is None or not key:
                    continue
                held = links.get((kind, key)) or self.known.links.get((kind, key))
                if kind == RecordKind.OFFER:
                    row.before["link"] = held.upstream if held is not None and held.pk else None
                self._said(links, held, kind, key, decision)
        self._store(links.values())

    def _said(
        self, links: dict[tuple[str, str], Link], held: Link | None, kind: str, key: str, decision: Decision
    ) -> None:
        record, link = getattr(decision, kind), held
        if link is None:
            state = LinkState.KEPT if kind in decision.ours else LinkState.LINKED
            link = Link(tenant=self.tenant, source=self.run.source, kind=kind, key=key, state=state)
        upstream = link.upstream | said(decision.item, kind)
        same = getattr(link, f"{kind}_id") == record.pk and upstream == link.upstream
        if link.pk is not None and same and kind != RecordKind.OFFER:
            return
        link.title, link.last_seen, link.upstream = str(record)[:200], self.run, upstream
        setattr(link, kind, record)
        if kind == RecordKind.OFFER:
            link.tags = decision.item.tags
        links[kind, key] = link

    def _store(self, links: Iterable[Link]) -> None:
        rows = Link.objects.with_scope(tenant=self.tenant)
        held = [link for link in links if link.pk is not None]
        rows.bulk_create([link for link in links if link.pk is None])
        for link in held:
            link.changed_at = clock.now()
        rows.bulk_create(
            held,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[
                "title",
                "last_seen",
                "upstream",
                "tags",
                "organisation",
                "point",
                "offer",
                "changed_at",
            ],
        )

    def _tell(self, good: Sequence[tuple[ImportRow, Decision]]) -> None:
        """Portal and search hear of it once per batch."""
        changed = {d.offer.pk for _row, d in good if d.offer is not None and d.offer.published_at is not None}
        if changed:
            tell(self.tenant, sorted(changed))
        organisations = {o.pk: o for o in self.created_organisations}
        organisations |= {
            d.organisation.pk: d.organisation
            for _row, d in good
            if d.organisation is not None and (d.diffs.get("organisation") or d.diffs.get("point"))
        }
        if organisations:
            bump_content_version(self.tenant)
        for organisation in organisations.values():
            organisation_changed.send(Organisation, organisation=organisation)


def _refuse(row: ImportRow, reason: str) -> None:
    row.outcome, row.reason = Outcome.REFUSED, reason[:300]


def _is_creation(diff: Diff) -> bool:
    return all(pair[0] is None for pair in diff.values()) and set(diff) == {"name"}


def _fresh(records: Iterable[Any]) -> list[Any]:
    """The new ones, each once."""
    return list(
        {id(record): record for record in records if record is not None and record.pk is None}.values()
    )


def _derived(record: Any) -> list[str]:
    return ["cost_from_cents"] if isinstance(record, Offer) else []
