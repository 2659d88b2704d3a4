"""Renaming, correcting, ending and reopening terms; the code stays the identity for ever."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import BadInput, Conflict
from umsicht.vocabulary import validators
from umsicht.vocabulary.domain.reach import term_changed
from umsicht.vocabulary.domain.terms import Decided, Since, Texts, allow, check_parent, settled, write_version
from umsicht.vocabulary.enums import Precision
from umsicht.vocabulary.models import Term, TermDecision, TermVersion

NAMING = ("label_de", "label_context")
OTHER_TEXTS = ("label_plain", "label_en", "explanation")
EDITABLE = (*OTHER_TEXTS, "words", "note", "order", "numeral", "kind", "source", "is_fact", "extra")


@transaction.atomic
def rename_term(
    *,
    term: Term,
    label_de: str,
    label_context: str = "",
    since: Since,
    decision: Decided = None,
    actor: Any,
    reason: str,
) -> Term:
    """Give a term a new German name from a day on; the old one stays as a version.

    A day in the future is fine: the daily task puts the new name in force then. A name can be corrected on the day it
    began, without another version. Raises BadInput without a reason or day, Conflict if the name is the same, or the
    day is before the start of the last version or after the term's end.
    """
    allow(actor, term.tenant)
    if not reason.strip():
        raise BadInput(_("Please say why the term is renamed."))
    if since.date is None:
        raise BadInput(_("Please give the day from which the new name holds."))
    term = _locked(term)
    last = (
        TermVersion.objects.with_scope(tenant=term.tenant)
        .select_for_update(of=("self",))
        .select_related("term__tenant")
        .get(term=term, valid_to__isnull=True)
    )
    texts = Texts(label_de, label_context, **{name: getattr(last, name) for name in OTHER_TEXTS}).cleaned()
    _check_rename(term, last, texts, since.date)
    before = {name: getattr(last, name) for name in NAMING}
    _replace(last, texts, since, settled(decision, tenant=term.tenant, actor=actor))
    after = {name: getattr(texts, name) for name in NAMING} | {"valid_from": since.date.isoformat()}
    if since.date <= clock.today():
        put_in_force(term, texts)
    journal.record(
        "vocabulary.term.rename", term, actor=actor, reason=reason.strip(), before=before, after=after
    )
    return term


def _check_rename(term: Term, last: TermVersion, texts: Texts, day: dt.date) -> None:
    if (texts.label_de, texts.label_context) == (last.label_de, last.label_context):
        raise Conflict(_("The term already has this name."))
    if last.valid_from is not None and day < last.valid_from:
        raise Conflict(
            _("The last name holds since %(day)s; the new one must start later.")
            % {"day": f"{last.valid_from:%d.%m.%Y}"}
        )
    if term.valid_to is not None and day > term.valid_to:
        raise Conflict(_("The term ends before that day."))


def _replace(last: TermVersion, texts: Texts, since: Since, decision: TermDecision | None) -> None:
    """Close the last version the day before and open the next; on its own first day correct it instead."""
    if since.date == last.valid_from:
        last.label_de, last.label_context = texts.label_de, texts.label_context
        last.decision = decision or last.decision
        last.save(update_fields=["label_de", "label_context", "decision"])
        return
    last.valid_to = since.date - dt.timedelta(days=1) if since.date else None
    last.save(update_fields=["valid_to"])
    write_version(last.term, last.number + 1, texts, since, decision)


@transaction.atomic
def edit_term(*, term: Term, actor: Any, changes: dict[str, Any], reason: str = "") -> bool:
    """Correct what is not the name: plain and English wording, words, order, note … Returns whether anything changed.

    Texts are corrected in the version in force too: a better translation is not a new term.
    """
    allow(actor, term.tenant)
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise BadInput(_("These fields can't be edited: %(names)s") % {"names": ", ".join(sorted(unknown))})
    term = _locked(term)
    clean = _clean_changes(changes)
    changed = [name for name, value in clean.items() if getattr(term, name) != value]
    if not changed:
        return False
    before = {name: getattr(term, name) for name in changed}
    for name in changed:
        setattr(term, name, clean[name])
    term.revision += 1
    term.save(update_fields=[*changed, "revision"])
    texts = {name: clean[name] for name in changed if name in OTHER_TEXTS}
    if texts:
        TermVersion.objects.with_scope(tenant=term.tenant).filter(
            term=term, label_de=term.label_de, label_context=term.label_context
        ).update(**texts)
    journal.record(
        "vocabulary.term.edit",
        term,
        actor=actor,
        reason=reason,
        before=before,
        after={n: clean[n] for n in changed},
    )
    term_changed(term.tenant)
    return True


@transaction.atomic
def move_term(*, term: Term, parent: Term | None, actor: Any, reason: str = "") -> bool:
    """Hang a term below another one of its list (or on top). Returns whether it moved; refuses circles."""
    allow(actor, term.tenant)
    term = _locked(term)
    if term.parent_id == (parent.pk if parent else None):
        return False
    check_parent(term.tenant, term.scheme, parent)
    above = parent
    while above is not None:
        if above.pk == term.pk:
            raise Conflict(_("A term can't stand below itself."))
        above = above.parent
    before = {"parent": term.parent.code if term.parent else ""}
    term.parent = parent
    term.revision += 1
    term.save(update_fields=["parent", "revision"])
    after = {"parent": parent.code if parent else ""}
    journal.record("vocabulary.term.move", term, actor=actor, reason=reason, before=before, after=after)
    term_changed(term.tenant)
    return True


@transaction.atomic
def end_term(*, term: Term, last_day: Since, decision: Decided = None, actor: Any, reason: str) -> Term:
    """Let a term run out after a day; records that use it keep it. Raises Conflict while current terms hang below it."""
    allow(actor, term.tenant)
    if not reason.strip():
        raise BadInput(_("Please say why the term ends."))
    if last_day.date is None:
        raise BadInput(_("Please give the last day on which the term holds."))
    term = _locked(term)
    if term.valid_to is not None:
        raise Conflict(_("The term has already ended."))
    if term.valid_from is not None and last_day.date < term.valid_from:
        raise Conflict(_("The term can't end before it began."))
    if _children_beyond(term, last_day.date):
        raise Conflict(_("There are still terms below this one. End or move them first."))
    term.end_decision = settled(decision, tenant=term.tenant, actor=actor)
    term.valid_to, term.valid_to_precision = last_day.date, last_day.precision
    term.revision += 1
    term.save(update_fields=["valid_to", "valid_to_precision", "end_decision", "revision"])
    journal.record(
        "vocabulary.term.end",
        term,
        actor=actor,
        reason=reason.strip(),
        after={"valid_to": last_day.date.isoformat()},
    )
    term_changed(term.tenant)
    return term


@transaction.atomic
def reopen_term(*, term: Term, actor: Any, reason: str) -> Term:
    """Undo the end of a term. Raises Conflict if it has not been ended or its parent has."""
    allow(actor, term.tenant)
    if not reason.strip():
        raise BadInput(_("Please say why the term holds again."))
    term = _locked(term)
    if term.valid_to is None:
        raise Conflict(_("The term has not ended."))
    if term.parent is not None and term.parent.valid_to is not None:
        raise Conflict(_("The term above it has ended. Reopen that one first."))
    before = {"valid_to": term.valid_to.isoformat()}
    term.valid_to, term.valid_to_precision, term.end_decision = None, Precision.UNKNOWN, None
    term.revision += 1
    term.save(update_fields=["valid_to", "valid_to_precision", "end_decision", "revision"])
    journal.record("vocabulary.term.reopen", term, actor=actor, reason=reason.strip(), before=before)
    term_changed(term.tenant)
    return term


def put_in_force(term: Term, texts: Texts) -> None:
    """Copy a version's wording to the term, in the caller's transaction."""
    for name, value in asdict(texts).items():
        setattr(term, name, value)
    term.revision += 1
    term.save(update_fields=[*asdict(texts), "revision"])
    term_changed(term.tenant)


@transaction.atomic
def apply_due(*, actor: Any = None) -> int:
    """Put in force every name whose day has come. Returns how many terms changed; safe to run twice."""
    today = clock.today()
    # unscoped: a daily task for all tenants; each term is written within its own tenant
    due = (
        TermVersion.objects.with_scopes_disabled()
        .filter(Q(valid_from__lte=today), Q(valid_to__isnull=True) | Q(valid_to__gte=today))
        .exclude(label_de=F("term__label_de"), label_context=F("term__label_context"))
        .select_related("term__tenant")
    )
    count = 0
    for version in due:
        put_in_force(
            version.term, Texts(**{name: getattr(version, name) for name in (*NAMING, *OTHER_TEXTS)})
        )
        journal.record(
            "vocabulary.term.put_in_force", version.term, actor=actor, after={"label_de": version.label_de}
        )
        count += 1
    return count


def _locked(term: Term) -> Term:
    return (
        Term.objects.with_scope(tenant=term.tenant)
        .select_for_update(of=("self",))
        .select_related("tenant", "parent")
        .get(pk=term.pk)
    )


def _children_beyond(term: Term, day: dt.date) -> bool:
    # unscoped: municipalities may hang own terms below a state-wide one
    children = Term.objects.with_scopes_disabled().filter(parent=term)
    return any(child.valid_to is None or child.valid_to > day for child in children)


def _clean_changes(changes: dict[str, Any]) -> dict[str, Any]:
    clean = dict(changes)
    if "words" in clean:
        clean["words"] = validators.check_words(clean["words"])
    for name in ("label_plain", "label_en"):
        if name in clean:
            clean[name] = validators.check_label(clean[name])
    if "explanation" in clean and len(clean["explanation"]) > validators.EXPLANATION_MAX:
        raise BadInput(
            _("An explanation has at most %(max)s characters.") % {"max": validators.EXPLANATION_MAX}
        )
    return clean
