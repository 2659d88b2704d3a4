"""Terms for tests. Rows are written straight, without journal and rules."""

from __future__ import annotations

import itertools
from typing import Any

from tests.factories.tenancy import make_state
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.domain.load import CURATED, load_vocabulary
from umsicht.vocabulary.models import Term, TermDecision, TermVersion
from umsicht.vocabulary.models.term import term_uid
from umsicht.vocabulary.queries import catalogue

_count = itertools.count(1)


def make_term(tenant: Tenant | None = None, scheme: str = "topic", code: str = "", **fields: Any) -> Term:
    """A term with its first version; state-wide unless a tenant is given."""
    number = next(_count)
    owner = tenant or make_state()
    code = code or f"begriff-{number}"
    defaults: dict[str, Any] = {
        "label_de": f"Begriff {number}",
        "order": number,
        "uid": term_uid(owner, scheme, code),
    }
    term = Term(tenant=owner, scheme=scheme, code=code, **(defaults | fields))
    term.save()
    texts = ("label_de", "label_context", "label_plain", "label_en", "explanation")
    TermVersion(
        tenant=owner,
        term=term,
        number=1,
        valid_from=term.valid_from,
        valid_from_precision=term.valid_from_precision,
        **{name: getattr(term, name) for name in texts},
    ).save()
    catalogue.forget()
    return term


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
