"""Decisions and papers by the number people know them by. In the scope of the tenant."""

from __future__ import annotations

from umsicht.council.models import Body, Decision, Paper
from umsicht.council.queries.visibility import public_decisions, public_papers


def decision_by_number(number: str, *, public: bool) -> Decision | None:
    if not number:
        return None
    found = public_decisions() if public else Decision.objects.all()
    return found.filter(number=number).select_related("item").first()


def paper_by_number(number: str, *, public: bool) -> Paper | None:
    if not number:
        return None
    found = public_papers() if public else Paper.objects.all()
    return found.filter(number=number).first()


def numbers_of(body: Body) -> list[str]:
    """The numbers of everything a body decided."""
    return list(Decision.objects.filter(body=body).values_list("number", flat=True))
