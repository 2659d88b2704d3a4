"""Decisions made in writing. The standard knows results of agenda items only, and there was no meeting.

So each is a paper with one consultation that names the body and neither meeting nor item; what was decided stands in
members of our own (docs/reference/oparl.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode

from umsicht.api.oparl import frames, pages
from umsicht.api.oparl.nodes import WRITTEN, Node, Ref, day, keywords, said
from umsicht.council.models import Decision
from umsicht.council.queries import visibility
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.compiled import Records

ROLE = "Beschluss im schriftlichen Verfahren"


def public() -> QuerySet[Decision]:
    """Public decisions without a meeting; needs the scope of the tenant or tenants."""
    return visibility.public_decisions().filter(item__isnull=True)


_DECISIONS = Records(
    lambda ids: public().filter(pk__in=ids).order_by("pk"),
    Decision, "body_id", "number", "decided_on", "text", "outcome", "is_demo",
)  # fmt: skip


def papers(ids: Iterable[int], town: Tenant) -> list[Node]:
    return [_paper(decision) for decision in _DECISIONS.of(town, ids)]


def consultations(ids: Iterable[int], town: Tenant) -> list[Node]:
    return [_consultation(decision) for decision in _DECISIONS.of(town, ids)]


def _paper(decision: Any) -> Node:
    return Node(
        Ref("Paper", decision.pk, WRITTEN),
        said(
            body=frames.body_ref(decision.tenant_id),
            name=f"Beschluss {decision.number}",
            reference=decision.number,
            date=day(decision.decided_on),
            paperType=ROLE,
            consultation=[_consultation(decision)],
            keyword=keywords(demo=decision.is_demo),
            web=pages.council(decision.tenant, f"beschluesse?{urlencode({'q': decision.number})}"),
        ),
    )


def _consultation(decision: Any) -> Node:
    return Node(
        Ref("Consultation", decision.pk, WRITTEN),
        said(
            organization=[Ref("Organization", decision.body_id)],
            authoritative=True,
            role=ROLE,
            keyword=keywords(demo=decision.is_demo),
            **{
                "umsicht:decidedOn": day(decision.decided_on),
                "umsicht:result": str(decision.get_outcome_display()),
                "umsicht:resolutionText": decision.text,
            },
        ),
        {"paper": Ref("Paper", decision.pk, WRITTEN)},
    )
