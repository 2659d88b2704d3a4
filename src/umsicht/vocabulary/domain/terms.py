"""Adding terms and the decisions they rest on. Every write journals itself and raises the content version of all it concerns."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.text import slugify
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary import validators
from umsicht.vocabulary.domain.reach import term_changed
from umsicht.vocabulary.enums import FIXED, Precision, Scheme
from umsicht.vocabulary.models import Term, TermDecision, TermVersion
from umsicht.vocabulary.models.term import term_uid
from umsicht.vocabulary.queries.terms import owners


@dataclass(frozen=True)
class Texts:
    """The wording of a term in its languages; only the German label is required."""

    label_de: str
    label_context: str = ""
    label_plain: str = ""
    label_en: str = ""
    explanation: str = ""

    def cleaned(self) -> Texts:
        explanation = self.explanation.strip()
        if len(explanation) > validators.EXPLANATION_MAX:
            raise BadInput(
                _("An explanation has at most %(max)s characters.") % {"max": validators.EXPLANATION_MAX}
            )
        return Texts(
            label_de=validators.check_label(self.label_de, required=True),
            label_context=validators.check_label(self.label_context),
            label_plain=validators.check_label(self.label_plain),
            label_en=validators.check_label(self.label_en),
            explanation=explanation,
        )


@dataclass(frozen=True)
class Since:
    """A date with how exactly it is known; no date means not known."""

    date: dt.date | None = None
    precision: str = Precision.UNKNOWN


@dataclass(frozen=True)
class Details:
    """What a term has besides its wording."""

    kind: str = ""
    numeral: str = ""
    words: tuple[str, ...] = ()
    note: str = ""
    order: int | None = None
    source: str = ""
    is_fact: bool = False
    extra: dict[str, Any] = field(default_factory=dict)


def allow(actor: Any, tenant: Tenant) -> None:
    """Raise NotAllowed unless the actor may change this tenant's terms; no actor is the system itself."""
    if actor is not None and not actor.has_perm("vocabulary.term.manage", tenant):
        raise NotAllowed(_("Only the office that keeps these terms may change them."))


@transaction.atomic
def add_decision(
    *, tenant: Tenant, code: str, label_de: str, on: Since, source: str = "", actor: Any
) -> TermDecision:
    """Record what a change of the vocabulary rests on. Raises Conflict if the code is taken."""
    allow(actor, tenant)
    validators.check_code(code)
    if TermDecision.objects.with_scope(tenant=tenant).filter(code=code).exists():
        raise Conflict(_("There is already a decision with the code “%(code)s”.") % {"code": code})
    decision = TermDecision.objects.with_scope(tenant=tenant).create(
        tenant=tenant,
        code=code,
        label_de=validators.check_label(label_de, required=True)[:200],
        date=on.date,
        date_precision=on.precision,
        source=source[:300],
    )
    journal.record(
        "vocabulary.decision.add", decision, actor=actor, after={"code": code, "label_de": label_de}
    )
    return decision


@dataclass(frozen=True)
class NewDecision:
    """A decision to be recorded together with the change that rests on it."""

    label_de: str
    on: Since = Since()
    source: str = ""


Decided = TermDecision | NewDecision | None


def settled(decided: Decided, *, tenant: Tenant, actor: Any) -> TermDecision | None:
    """The stored decision, adding a new one under a code made from its name. In the caller's transaction.

    Raises BadInput for a decision of another tenant.
    """
    if isinstance(decided, NewDecision):
        taken = set(TermDecision.objects.with_scope(tenant=tenant).values_list("code", flat=True))
        base = slugify(decided.label_de, max_length=50) or "beschluss"
        code = next(code for n in count(1) if (code := base if n == 1 else f"{base}-{n}") not in taken)
        return add_decision(
            tenant=tenant,
            code=code,
            label_de=decided.label_de,
            on=decided.on,
            source=decided.source,
            actor=actor,
        )
    if decided is not None and decided.tenant_id != tenant.pk:
        raise BadInput(_("The decision must belong to the same office."))
    return decided


@transaction.atomic
def add_term(
    *,
    tenant: Tenant,
    scheme: str,
    code: str,
    texts: Texts,
    actor: Any,
    since: Since = Since(),
    decision: Decided = None,
    parent: Term | None = None,
    details: Details = Details(),
    reason: str = "",
) -> Term:
    """Add a term to a list. Raises Conflict if the code exists there, also as a state-wide one.

    A state-wide code must not be in use by any municipality either, since both would stand side by side there. Lists
    whose terms have a meaning in the program (enums.FIXED) grow at the state office only: BadInput elsewhere.
    """
    allow(actor, tenant)
    if scheme not in Scheme.values:
        raise BadInput(_("There is no such list."))
    if not tenant.is_state and scheme in FIXED:
        raise BadInput(_("This list is kept by the state office alone."))
    validators.check_code(code)
    texts = texts.cleaned()
    _check_free(tenant, scheme, code)
    check_parent(tenant, scheme, parent)
    term = _new(tenant, scheme, code, texts, details)
    term.parent, term.decision = parent, settled(decision, tenant=tenant, actor=actor)
    term.valid_from, term.valid_from_precision = since.date, since.precision
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError as error:  # somebody else was quicker
        raise _taken(code) from error
    write_version(term, 1, texts, since, term.decision)
    journal.record(
        "vocabulary.term.add",
        term,
        actor=actor,
        reason=reason,
        after={"scheme": scheme, "code": code, **asdict(texts)},
    )
    term_changed(tenant)
    return term


def _new(tenant: Tenant, scheme: str, code: str, texts: Texts, details: Details) -> Term:
    return Term(
        tenant=tenant,
        scheme=scheme,
        code=code,
        uid=term_uid(tenant, scheme, code),
        kind=details.kind,
        numeral=details.numeral,
        words=validators.check_words(details.words),
        note=details.note,
        order=_next_order(tenant, scheme) if details.order is None else details.order,
        source=details.source,
        is_fact=details.is_fact,
        extra=details.extra,
        **asdict(texts),
    )


def write_version(term: Term, number: int, texts: Texts, since: Since, decision: TermDecision | None) -> None:
    TermVersion(
        tenant=term.tenant,
        term=term,
        number=number,
        valid_from=since.date,
        valid_from_precision=since.precision,
        decision=decision,
        **asdict(texts),
    ).save(force_insert=True)


def _check_free(tenant: Tenant, scheme: str, code: str) -> None:
    if tenant.is_state:
        # unscoped: a state-wide term appears in every municipality, so its code must be free in all of them
        taken = Term.objects.with_scopes_disabled()
    else:
        taken = Term.objects.with_scope(tenant=owners(tenant))
    if taken.filter(scheme=scheme, code=code).exists():
        raise _taken(code)


def _taken(code: str) -> Conflict:
    return Conflict(_("The code “%(code)s” is already used in this list.") % {"code": code})


def check_parent(tenant: Tenant, scheme: str, parent: Term | None) -> None:
    if parent is None:
        return
    if parent.scheme != scheme or parent.tenant_id not in {owner.pk for owner in owners(tenant)}:
        raise BadInput(_("The term above must stand in the same list."))
    if parent.valid_to is not None:
        raise Conflict(_("The term above it has ended. Reopen that one first."))


def _next_order(tenant: Tenant, scheme: str) -> int:
    last = Term.objects.with_scope(tenant=owners(tenant)).filter(scheme=scheme).order_by("-order").first()
    return last.order + 10 if last else 10
