"""Reads for the desk and for questions about the past. Pages that only need labels use queries.catalogue."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from umsicht.core import clock
from umsicht.core.errors import NotFound
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.enums import Precision
from umsicht.vocabulary.models import Term, TermDecision, TermVersion


def owners(tenant: Tenant) -> list[Tenant]:
    """Whose terms hold in a tenant: the state office's and its own."""
    return [tenant] if tenant.is_state else [state_office(), tenant]


def term_of(tenant: Tenant, scheme: str, code: str) -> Term:
    """One term that holds in the tenant. Raises NotFound."""
    found = (
        Term.objects.with_scope(tenant=owners(tenant))
        .select_related("tenant", "parent", "decision", "end_decision")
        .filter(scheme=scheme, code=code)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def terms_in(tenant: Tenant, scheme: str, *, search: str = "") -> list[Term]:
    """The terms of a list as the desk shows it, ended ones included; `search` looks into every wording and the words.

    Compared in Python, because SQLite folds no umlauts and a list has some dozens of rows.
    """
    terms = (
        Term.objects.with_scope(tenant=owners(tenant))
        .filter(scheme=scheme)
        .select_related("tenant", "parent", "decision")
        .order_by("order", "pk")
    )
    wanted = search.casefold().split()
    return [term for term in terms if all(word in _haystack(term) for word in wanted)]


def listing(
    tenant: Tenant, scheme: str, *, search: str = "", state: str = "", keeper: str = ""
) -> list[Term]:
    """terms_in() narrowed: state "" in force, "beendet", "alle"; keeper "" all, "land", "eigene"."""
    today = clock.today()
    found = terms_in(tenant, scheme, search=search)
    if state in {"", "beendet"}:
        found = [term for term in found if is_over(term, today) == (state == "beendet")]
    if keeper == "eigene":
        found = [term for term in found if term.tenant_id == tenant.pk]
    elif keeper == "land":
        found = [term for term in found if term.tenant.is_state]
    return found


def is_over(term: Term, day: dt.date) -> bool:
    return term.valid_to is not None and term.valid_to < day


def counts(tenant: Tenant) -> dict[str, int]:
    """List → how many terms are in force in the tenant, in one query."""
    terms = Term.objects.with_scope(tenant=owners(tenant)).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    )
    return dict(terms.order_by().values_list("scheme").annotate(Count("pk")))


def _haystack(term: Term) -> str:
    return " ".join(
        [term.code, term.label_de, term.label_context, term.label_plain, term.label_en, *term.words]
    ).casefold()


def versions_of(term: Term) -> QuerySet[TermVersion]:
    """Oldest first, with their decisions."""
    return (
        TermVersion.objects.with_scope(tenant=term.tenant)
        .filter(term=term)
        .select_related("decision")
        .order_by("number")
    )


def decisions_of(tenant: Tenant) -> QuerySet[TermDecision]:
    return TermDecision.objects.with_scope(tenant=tenant).order_by("code")


def decision_of(tenant: Tenant, code: str) -> TermDecision | None:
    """The decision behind a term that holds in the tenant."""
    return TermDecision.objects.with_scope(tenant=owners(tenant)).filter(code=code).first()


@dataclass(frozen=True)
class Past:
    """A term as it was on a day. `certain` is False when the day lies inside a span known only by month or year."""

    code: str
    label_de: str
    label_context: str
    label_plain: str
    label_en: str
    explanation: str
    certain: bool


def as_of(tenant: Tenant, scheme: str, day: dt.date) -> list[Past]:
    """The list as it stood on a day, in the wording of that day. An unknown start counts as "always"."""
    begun, open_end = (
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
    )
    held_by = owners(tenant)
    versions = (
        TermVersion.objects.with_scope(tenant=held_by)
        .filter(begun, open_end, term__scheme=scheme)
        .filter(Q(term__valid_from__isnull=True) | Q(term__valid_from__lte=day))
        .filter(Q(term__valid_to__isnull=True) | Q(term__valid_to__gte=day))
        .select_related("term")
        .order_by("term__order", "term_id")
    )
    return [
        Past(
            code=version.term.code,
            label_de=version.label_de,
            label_context=version.label_context,
            label_plain=version.label_plain,
            label_en=version.label_en,
            explanation=version.explanation,
            certain=_certain(version.term, day),
        )
        for version in versions
    ]


def _certain(term: Term, day: dt.date) -> bool:
    if term.valid_from is not None and not _clear_of(term.valid_from, term.valid_from_precision, day):
        return False
    return term.valid_to is None or _clear_of(term.valid_to, term.valid_to_precision, day)


def _clear_of(bound: dt.date, precision: str, day: dt.date) -> bool:
    if precision == Precision.YEAR:
        return bound.year != day.year
    if precision == Precision.MONTH:
        return (bound.year, bound.month) != (day.year, day.month)
    return True
