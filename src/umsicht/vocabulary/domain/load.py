"""Loads a vocabulary file into a tenant's terms: adds, renames, corrects; never deletes. Run twice it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import UmsichtError
from umsicht.core.intake import Report
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.domain.changes import OTHER_TEXTS, edit_term, end_term, move_term, rename_term
from umsicht.vocabulary.domain.reach import changes_gathered
from umsicht.vocabulary.domain.reading import DecisionRow, TermRow, VocabularyFile, read
from umsicht.vocabulary.domain.terms import Since, add_decision, add_term, allow
from umsicht.vocabulary.enums import Precision
from umsicht.vocabulary.models import Term, TermDecision

CURATED = Path(__file__).resolve().parent.parent / "data" / "vocabulary.yaml"
"""The vocabulary that comes with Umsicht."""


def load_vocabulary(
    path: Path, *, actor: Any, tenant: Tenant | None = None, dry_run: bool = False, strict: bool = False
) -> Report:
    """Bring a tenant's terms (default: the state-wide ones) in line with a file.

    Refused rows are named and left out; with `strict` a single one stops everything. A row is written as a whole or
    not at all. Terms that the file does not name stay and are listed in the notes. A changed German name becomes a new version from today on. Raises BadInput for a file that
    is none, NotAllowed without the right.
    """
    report = Report(dry_run=dry_run)
    tenant = tenant or state_office()
    allow(actor, tenant)
    content = read(path, report)
    with transaction.atomic():
        Tenant.objects.select_for_update().get(pk=tenant.pk)
        with changes_gathered():
            _apply(content, tenant, actor, report)
        if dry_run or (strict and report.refused):
            transaction.set_rollback(True)
        else:
            report.written = True
    report.refused.sort()
    return report


def _apply(content: VocabularyFile, tenant: Tenant, actor: Any, report: Report) -> None:
    decisions = _decisions(content.decisions, tenant, actor, report)
    terms = {
        (term.scheme, term.code): term
        for term in Term.objects.with_scope(tenant=tenant).select_related("tenant", "parent")
    }
    for row in _parents_first(content.terms):
        try:
            with transaction.atomic():
                _term(row, terms, decisions, tenant, actor, report)
        except UmsichtError as error:
            report.refuse(row.line, row.code, error.message)
    named = {(row.scheme, row.code) for row in content.terms} | {
        key for key, term in terms.items() if term.valid_to is not None
    }
    left = [f"{scheme}/{code}" for scheme, code in sorted(terms.keys() - named)]
    if left:
        report.notes.append(_("Not in the file and kept: %(terms)s.") % {"terms": ", ".join(left)})


def _decisions(
    rows: list[DecisionRow], tenant: Tenant, actor: Any, report: Report
) -> dict[str, TermDecision]:
    found = {decision.code: decision for decision in TermDecision.objects.with_scope(tenant=tenant).all()}
    for row in rows:
        held = found.get(row.code)
        if held is None:
            found[row.code] = add_decision(
                tenant=tenant, code=row.code, label_de=row.label_de, on=row.on, source=row.source, actor=actor
            )
            continue
        wanted = {
            "label_de": row.label_de[:200],
            "date": row.on.date,
            "date_precision": row.on.precision,
            "source": row.source[:300],
        }
        before = {name: getattr(held, name) for name in wanted}
        if before != wanted:
            for name, value in wanted.items():
                setattr(held, name, value)
            held.save()
            journal.record(
                "vocabulary.decision.edit", held, actor=actor, before=_plain(before), after=_plain(wanted)
            )
            report.notes.append(_("Corrected decision: %(code)s.") % {"code": row.code})
    return found


def _term(
    row: TermRow,
    terms: dict[tuple[str, str], Term],
    decisions: dict[str, TermDecision],
    tenant: Tenant,
    actor: Any,
    report: Report,
) -> None:
    parent = terms.get((row.scheme, row.parent)) if row.parent else None
    decision = decisions.get(row.decision)
    held = terms.get((row.scheme, row.code))
    if held is None:
        held = add_term(
            tenant=tenant, scheme=row.scheme, code=row.code, texts=row.texts, actor=actor, since=row.since,
            decision=decision, parent=parent, details=row.details, reason=_("Import"),
        )  # fmt: skip
        terms[row.scheme, row.code] = held
        _end(row, held, actor)
        report.created += 1
        return
    changed = _rename(row, held, actor)
    changed |= _edit(row, held, actor)
    if held.parent_id != (parent.pk if parent else None):
        changed |= move_term(term=held, parent=parent, actor=actor, reason=_("Import"))
    changed |= _end(row, held, actor)
    report.changed += changed
    report.unchanged += not changed


def _rename(row: TermRow, held: Term, actor: Any) -> bool:
    if (held.label_de, held.label_context) == (row.texts.label_de, row.texts.label_context):
        return False
    rename_term(
        term=held,
        label_de=row.texts.label_de,
        label_context=row.texts.label_context,
        since=Since(clock.today(), Precision.DAY),
        actor=actor,
        reason=_("Import"),
    )
    return True


def _edit(row: TermRow, held: Term, actor: Any) -> bool:
    """The tenant's row is locked, so what was read of the term still holds: only differences are worth its own lock."""
    changes = {name: value for name, value in _edits(row).items() if getattr(held, name) != value}
    return bool(changes) and edit_term(term=held, actor=actor, changes=changes, reason=_("Import"))


def _edits(row: TermRow) -> dict[str, Any]:
    texts = asdict(row.texts)
    details = asdict(row.details)
    return {name: texts[name] for name in OTHER_TEXTS} | {
        name: list(value) if name == "words" else value
        for name, value in details.items()
        if value is not None
    }


def _end(row: TermRow, held: Term, actor: Any) -> bool:
    if row.until.date is None or held.valid_to is not None:
        return False
    end_term(term=held, last_day=row.until, actor=actor, reason=_("Import"))
    return True


def _parents_first(rows: Iterable[TermRow]) -> list[TermRow]:
    """Themes before their fields, so that a parent exists when its child is added; otherwise the file's order.

    The reader has refused circles, and rows whose parent is missing.
    """
    rows = list(rows)
    parent_of = {(row.scheme, row.code): row.parent for row in rows}

    def depth(row: TermRow) -> int:
        steps, code = 0, row.parent
        while code:
            steps, code = steps + 1, parent_of.get((row.scheme, code), "")
        return steps

    return sorted(rows, key=depth)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
