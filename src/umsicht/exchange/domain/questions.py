"""Questions on a source's record that a person has to answer (answering.py): put, and renewed."""

from __future__ import annotations

from umsicht.exchange.domain.decisions import Decision
from umsicht.exchange.domain.known import Known
from umsicht.exchange.enums import QuestionKind, QuestionState
from umsicht.exchange.models import Import, Question


def ask(run: Import, decision: Decision, known: Known) -> None:
    """Put the question, or renew an open one with what the source says now."""
    item = decision.item
    held = known.questions.get(item.key)
    offer_id = decision.match.offer_id if decision.match else held.offer_id if held else None
    kind = QuestionKind.DUPLICATE
    if decision.conflict and decision.offer is not None:
        kind, offer_id = QuestionKind.CONFLICT, decision.offer.pk
    if offer_id is None:
        return
    rows = Question.objects.with_scope(tenant=run.tenant)
    values = {
        "run": run,
        "title": item.title[:200],
        "offer_id": offer_id,
        "values": item.to_json(),
        "diff": decision.conflict,
        "score": decision.match.score if decision.match else held.score if held else 0,
        "reasons": decision.match.reasons if decision.match else held.reasons if held else [],
    }
    rows.update_or_create(
        source=run.source,
        kind=kind,
        key=item.key,
        state=QuestionState.OPEN,
        create_defaults=values | {"tenant": run.tenant},
        defaults=values,
    )
