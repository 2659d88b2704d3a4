"""The dry run: reads a file or feed batch by batch and notes what each record would do here. May be killed and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from umsicht.core.errors import UmsichtError
from umsicht.core.transitions import apply
from umsicht.exchange import storage
from umsicht.exchange.columns import folded
from umsicht.exchange.domain import vanishing
from umsicht.exchange.domain.deciding import Decider
from umsicht.exchange.domain.decisions import Decision
from umsicht.exchange.domain.known import Known
from umsicht.exchange.domain.matching import Neighbours
from umsicht.exchange.enums import ImportState, Outcome, Plan, SourceKind
from umsicht.exchange.items import KEY_LENGTH, Item
from umsicht.exchange.models import Import, ImportRow, Source, TermMapping
from umsicht.exchange.reading import foreign, package, table_items, tables
from umsicht.exchange.reading.cells import Words
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.queries.catalogue import catalogue

BATCH = 500
_COUNTS = {
    Plan.NEW: "new",
    Plan.CHANGED: "changed",
    Plan.UNCHANGED: "unchanged",
    Plan.SKIPPED: "unchanged",
    Plan.REFUSED: "refused",
    Plan.ASK: "asked",
}
_TODO = {Plan.NEW, Plan.CHANGED, Plan.ASK}


def decider(source: Source, tenant: Tenant, *, kind: str = "", ask: bool = True) -> Decider:
    """`kind`: a table source may be sent a package. `ask`: look for offers of ours that may be the same."""
    kind = kind or source.kind
    asks = ask and kind != SourceKind.PACKAGE
    return Decider(
        source, tenant, Words(catalogue(tenant)), Neighbours(source, tenant) if asks else None, kind=kind
    )


def check(run: Import) -> None:
    """Read on from where the dry run stands to the end. Writes rows of the import, nothing else; may be killed."""
    run.refresh_from_db()
    if run.state != ImportState.CHECKING:
        return
    try:
        records = islice(_items(run), run.position, None)
        deciding = decider(run.source, run.tenant, kind=run.kind)
        while batch := list(islice(records, BATCH)):
            if not _check_batch(run, batch, deciding):
                return
    except UmsichtError as error:
        apply(run, "fail", actor=None, note=error.message[:400])
        return
    _checked(run)


def _checked(run: Import) -> None:
    if run.total == 0:
        apply(run, "fail", actor=None, note=_("There is no record in it."))
        return
    gone = vanishing.count(run)
    apply(run, "checked", actor=None, vanished=gone, note=vanishing.warning(run, gone))


def _items(run: Import) -> Iterator[Item]:
    """Every record of the file, one after the other."""
    path, words = storage.path_of(run.blob), Words(catalogue(run.tenant))
    if run.kind == SourceKind.PACKAGE:
        return package.items(path)
    if run.kind == SourceKind.TABLE:
        return table_items.items(path, tables.shape_of(path), run.mapping, words)
    mapped = {
        term.word: (term.scheme, term.code)
        for term in TermMapping.objects.with_scope(tenant=run.tenant).filter(source=run.source)
        if term.decided
    }
    return foreign.items(path, words, mapped)


@transaction.atomic
def _check_batch(run: Import, batch: list[Item], deciding: Decider) -> bool:
    """One batch of the dry run; False when somebody discarded the import or another worker is at it."""
    held = Import.objects.with_scope(tenant=run.tenant).select_for_update().get(pk=run.pk)
    if held.state != ImportState.CHECKING or held.position != run.position:
        return False
    _mark_doubles(run, batch)
    decisions, known = deciding.decide(batch)
    rows = [
        row_of(run, run.position + number, decision, known)
        for number, decision in enumerate(decisions, start=1)
    ]
    ImportRow.objects.with_scope(tenant=run.tenant).bulk_create(rows)
    _count_terms(run, batch)
    run.position += len(batch)
    for decision in decisions:
        name = _COUNTS[Plan(decision.plan)]
        setattr(run, name, getattr(run, name) + 1)
    run.save(update_fields=["position", *set(_COUNTS.values())])
    return True


def _mark_doubles(run: Import, batch: list[Item]) -> None:
    """The same record twice in one file: the first counts."""
    keys = [item.key for item in batch]
    rows = (
        ImportRow.objects.with_scope(tenant=run.tenant)
        .filter(run=run, key__in=keys)
        .exclude(plan=Plan.REFUSED)
    )
    earlier = dict(rows.values_list("key", "place"))
    for item in batch:
        if item.key in earlier and not item.problems:
            item.refuse(
                "", _("Stands twice in this file, first at %(place)s.") % {"place": earlier[item.key]}
            )
        earlier.setdefault(item.key, item.place)


def row_of(run: Import, number: int, decision: Decision, known: Known) -> ImportRow:
    item = decision.item
    todo = decision.plan in _TODO
    return ImportRow(
        tenant=run.tenant,
        run=run,
        number=number,
        place=item.place[:80],
        key=item.key[:KEY_LENGTH] or "?",
        title=item.title,
        plan=decision.plan,
        outcome=Outcome.WAITING
        if todo
        else Outcome.REFUSED
        if decision.plan == Plan.REFUSED
        else Outcome.NOTHING,
        values=item.to_json() if todo else {},
        diff=decision.diffs | ({"conflict": decision.conflict} if decision.conflict else {}),
        problems=decision.problems,
        seen=known.seen(decision.offer),
        reason=_reason(decision),
        ended=item.ended,
    )


def _reason(decision: Decision) -> str:
    if decision.match:
        return _("May be one of our offers (%(score)s of 100): %(why)s") % {
            "score": decision.match.score,
            "why": ", ".join(decision.match.reasons),
        }
    if decision.plan == Plan.SKIPPED:
        return _("Was rejected or archived here before and stays so.")
    return ""


def _count_terms(run: Import, batch: list[Item]) -> None:
    """Words of the source without a term of ours, for the office to map."""
    counts: dict[str, tuple[str, int]] = {}
    for item in batch:
        for tag in item.tags:
            word = folded(tag)[:160]
            if word:
                counts[word] = (tag[:160], counts.get(word, ("", 0))[1] + 1)
    terms = TermMapping.objects.with_scope(tenant=run.tenant)
    terms.bulk_create(
        [
            TermMapping(tenant=run.tenant, source=run.source, word=word, label=label)
            for word, (label, _n) in counts.items()
        ],
        ignore_conflicts=True,
    )
    for word, (_label, count) in counts.items():
        terms.filter(source=run.source, word=word).update(seen=F("seen") + count)
