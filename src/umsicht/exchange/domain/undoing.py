"""Takes a whole import back: new records go, changed ones get their old values, and what was edited since stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.db.models import F, ProtectedError
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.transitions import apply
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.directory.signals import organisation_changed
from umsicht.exchange.domain.records import RELATIONS, fingerprint, plain_of, series_from
from umsicht.exchange.enums import ImportState, Outcome, RecordKind
from umsicht.exchange.models import Import, ImportRow, Link
from umsicht.offers.domain.sessions import set_sessions
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell
from umsicht.offers.values import Cost, cost_from_cents, stored
from umsicht.tenancy.domain.content import bump_content_version

BATCH = 200
_OWN = {"sessions"}
"""What hangs on an offer and came with the import; anything else is somebody's work and keeps the offer here."""
_MODELS: dict[str, type[models.Model]] = {"organisation": Organisation, "point": ContactPoint, "offer": Offer}


@transaction.atomic
def start(*, run: Import, actor: Any, reason: str) -> None:
    """Raises TransitionDenied without the right or without a reason."""
    apply(run, "undo", actor=actor, reason=reason)


def undo(run: Import, *, actor: Any = None) -> None:
    """Batch by batch, the last row first; may be killed and goes on."""
    run.refresh_from_db()
    if run.state != ImportState.UNDOING:
        return
    while _batch(run, actor):
        pass


@transaction.atomic
def _batch(run: Import, actor: Any) -> bool:
    held = Import.objects.with_scope(tenant=run.tenant).select_for_update().get(pk=run.pk)
    if held.state != ImportState.UNDOING:
        return False
    rows = list(
        ImportRow.objects.with_scope(tenant=run.tenant)
        .filter(run=run, outcome=Outcome.WRITTEN)
        .order_by("-number")[:BATCH]
    )
    if not rows:
        apply(run, "undone", actor=None)
        return False
    _Undoing(run, rows, actor).work()
    undone = sum(row.outcome == Outcome.UNDONE for row in rows)
    Import.objects.with_scope(tenant=run.tenant).filter(pk=run.pk).update(
        undone=F("undone") + undone, kept=F("kept") + len(rows) - undone
    )
    return True


class _Undoing:
    def __init__(self, run: Import, rows: Sequence[ImportRow], actor: Any) -> None:
        self.run, self.rows, self.actor, self.tenant = run, rows, actor, run.tenant
        self.reason = _("Import %(number)s undone") % {"number": run.pk}
        self.entries: list[journal.Entry] = []
        self.public: set[int] = set()
        self.touched: dict[int, Organisation] = {}

    def work(self) -> None:
        offers = self._held(Offer, "offer")
        for row in self.rows:
            row.outcome, row.reason = Outcome.UNDONE, ""
            offer = offers.get(row.targets.get("offer") or 0)
            if row.targets.get("offer"):
                self._offer(row, offer)
        self._directory()
        journal.record_many(self.entries)
        ImportRow.objects.with_scope(tenant=self.tenant).bulk_update(
            self.rows, ["outcome", "reason"], batch_size=BATCH
        )
        self._tell()

    def _held(self, model: type[Any], kind: str) -> dict[int, Any]:
        ids = {row.targets[kind] for row in self.rows if row.targets.get(kind)}
        rows = (
            model.objects.with_scope(tenant=self.tenant)
            .filter(pk__in=ids)
            .select_for_update(of=("self",))
            .order_by("pk")
        )
        found = {record.pk: record for record in rows}
        for record in found.values():
            record.tenant = self.tenant
        return found

    def _offer(self, row: ImportRow, offer: Offer | None) -> None:
        if offer is None:
            return
        if fingerprint(offer, state=True) != row.left.get("offer"):
            self._keep(row, _("Edited, published or archived here after the import."))
            return
        if "offer" in row.before.get("new", ()):
            self._remove_offer(row, offer)
        else:
            self._restore(offer, row.before.get("fields", {}).get("offer", {}), "offers.offer.change")
            dates = row.before.get("fields", {}).get("dates")
            if dates:
                set_sessions(
                    offer=offer, actor=self.actor, sessions=series_from(dates["sessions"]), reason=self.reason
                )
            self._link(row, row.before.get("link"))
        if offer.published_at is not None:
            self.public.add(row.targets["offer"])

    def _remove_offer(self, row: ImportRow, offer: Offer) -> None:
        used = next(_used(offer), "")
        if used:
            self._keep(row, _("Something hangs on it since: %(what)s.") % {"what": used})
            return
        self.entries.append(
            journal.Entry(
                "offers.offer.delete",
                offer,
                self.actor,
                self.tenant,
                {"title": offer.title, "state": offer.state},
                {},
                self.reason,
            )
        )
        pk = offer.pk
        try:
            with transaction.atomic():
                Link.objects.with_scope(tenant=self.tenant).filter(
                    offer=offer, source=self.run.source
                ).delete()
                offer.delete()
        except ProtectedError:
            self.entries.pop()
            offer.pk = pk
            self._keep(row, _("Something else refers to it since."))

    def _restore(self, record: Any, fields: dict[str, Any], action: str) -> None:
        """Old values back; `fields` are plain values as the journal keeps them."""
        if not fields:
            return
        now = {name: plain_of(record, name) for name in fields}
        for name, value in fields.items():
            field = record._meta.get_field(name)  # noqa: SLF001 - public _meta
            if name in RELATIONS:
                setattr(record, field.attname, value)
            else:
                setattr(record, name, field.to_python(value) if not isinstance(value, list | dict) else value)
        if isinstance(record, Offer):
            record.cost_from_cents = cost_from_cents(stored(Cost, record.costs))
        record.save()
        self.entries.append(journal.Entry(action, record, self.actor, self.tenant, now, fields, self.reason))

    def _link(self, row: ImportRow, upstream: dict[str, Any] | None) -> None:
        links = Link.objects.with_scope(tenant=self.tenant).filter(
            source=self.run.source, kind=RecordKind.OFFER, key=row.key
        )
        if upstream is None:
            links.delete()
        else:
            links.update(upstream=upstream)

    def _directory(self) -> None:
        """Contact points and organisations after their offers; what others use stays without a word."""
        for kind, action in (
            ("point", "directory.contact_point"),
            ("organisation", "directory.organisation"),
        ):
            held = self._held(_MODELS[kind], kind)
            for row in self.rows:
                record = held.get(row.targets.get(kind) or 0)
                if record is None or row.outcome == Outcome.KEPT:
                    continue
                organisation = record if kind == "organisation" else record.organisation
                if kind in row.before.get("new", ()):
                    if not any(_used(record)):
                        self.entries.append(
                            journal.Entry(
                                f"{action}.delete",
                                record,
                                self.actor,
                                self.tenant,
                                {"name": record.name},
                                {},
                                self.reason,
                            )
                        )
                        record.delete()
                        held.pop(row.targets[kind])
                    continue
                left, before = row.left.get(kind, {}), row.before.get("fields", {}).get(kind, {})
                same = {
                    name: before[name]
                    for name in before
                    if name in left and plain_of(record, name) == left[name]
                }
                if len(same) < len(before):
                    row.reason = _("The provider was edited since; those fields stay.")
                if same:
                    self._restore(record, same, f"{action}.change")
                    self.touched[organisation.pk] = organisation

    def _keep(self, row: ImportRow, reason: str) -> None:
        row.outcome, row.reason = Outcome.KEPT, reason

    def _tell(self) -> None:
        if self.public:
            tell(self.tenant, sorted(self.public))
        bump_content_version(self.tenant)
        for organisation in self.touched.values():
            organisation_changed.send(Organisation, organisation=organisation)


def _used(record: models.Model) -> Any:
    """Names of relations by which something else points at the record, but for what an import itself brings."""
    for relation in record._meta.get_fields(include_hidden=True):  # noqa: SLF001 - public _meta
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        if relation.related_name in _OWN or relation.related_model._meta.app_label == "exchange":  # noqa: SLF001
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: record.pk})  # noqa: SLF001 - of a record held already
        if rows.exists():
            yield str(relation.related_model._meta.verbose_name)  # noqa: SLF001
