"""Terms for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from django_scopes import scope

from tests.factories.tenancy import make_state
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain.load import CURATED, load_vocabulary
from umsicht.vocabulary.models import Term, TermDecision, TermVersion
from umsicht.vocabulary.models.term import term_uid
from umsicht.vocabulary.queries import catalogue

_count = itertools.count(1001)  # four digits: names sort in the order in which they were made


_TEXTS = ("label_de", "label_context", "label_plain", "label_en", "explanation")


def _term(owner: Tenant, scheme: str, code: str, fields: dict[str, Any]) -> Term:
    number = next(_count)
    code = code or f"begriff-{number}"
    defaults: dict[str, Any] = {
        "label_de": f"Begriff {number}",
        "order": number,
        "uid": term_uid(owner, scheme, code),
    }
    return Term(tenant=owner, scheme=scheme, code=code, **(defaults | fields))


def _first_version(term: Term) -> TermVersion:
    return TermVersion(
        tenant=term.tenant,
        term=term,
        number=1,
        valid_from=term.valid_from,
        valid_from_precision=term.valid_from_precision,
        **{name: getattr(term, name) for name in _TEXTS},
    )


def make_term(tenant: Tenant | None = None, scheme: str = "topic", code: str = "", **fields: Any) -> Term:
    """A term with its first version; state-wide unless a tenant is given."""
    term = _term(tenant or make_state(), scheme, code, fields)
    term.save()
    _first_version(term).save()
    catalogue.forget()
    return term


def make_many_terms(rows: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    """State-wide terms from (scheme, code, fields) in two statements: worlds of tests hold dozens."""
    state = make_state()
    with scope(tenant=state):
        terms = Term.objects.bulk_create(_term(state, *row) for row in rows)
        TermVersion.objects.bulk_create(_first_version(term) for term in terms)
    catalogue.forget()


def make_decision(tenant: Tenant | None = None, **fields: Any) -> TermDecision:
    number = next(_count)
    decision = TermDecision(
        **(
            {
                "tenant": tenant or make_state(),
                "code": f"beschluss-{number}",
                "label_de": f"Beschluss {number}",
            }
            | fields
        )
    )
    decision.save()
    return decision


def load_curated() -> None:
    """The vocabulary that comes with Umsicht, all 277 terms; about a second."""
    load_vocabulary(CURATED, actor=None)
    catalogue.forget()
