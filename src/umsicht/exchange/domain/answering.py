"""What a person decides about a source's record: is it one of ours, and whose wording counts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.transitions import apply
from umsicht.exchange.domain.checking import decider
from umsicht.exchange.domain.decisions import said
from umsicht.exchange.domain.taking import write_single
from umsicht.exchange.enums import QuestionKind, RecordKind
from umsicht.exchange.items import Item
from umsicht.exchange.models import Link, Question
from umsicht.offers.models import Offer
from umsicht.offers.signals import tell_if_public

ANSWERS = {
    QuestionKind.DUPLICATE: ("same", "merge", "differ", "reject"),
    QuestionKind.CONFLICT: ("theirs", "ours"),
}


@transaction.atomic
def answer(*, question: Question, actor: Any, name: str, fields: Iterable[str] = ()) -> None:
    """Take the decision `name` (transitions.QUESTION) and do what follows from it.

    `fields`: for "merge" and "theirs", the names of the fields to take over; none given: all that differ.
    Raises BadInput for an answer to another kind of question, Conflict when the offer can't take the values.
    """
    require(actor, "exchange.question.decide", question)
    if name not in ANSWERS[QuestionKind(question.kind)]:
        raise BadInput(_("This answer does not fit the question."))
    apply(question, name, actor=actor)
    if name in {"merge", "theirs"}:
        _take_over(question, actor, set(fields))
    if name in {"same", "merge", "theirs", "ours"}:
        _link(question, question.offer)
    if name == "differ":
        _create(question, actor)
    if name == "reject":
        question.values = {}
        question.save(update_fields=["values"])


def _item(question: Question) -> Item:
    return Item(place="", key=question.key, title=question.title, **question.values)


def _link(question: Question, offer: Offer) -> None:
    """From now on the record of the source is this offer of ours."""
    item = _item(question)
    link = (
        Link.objects.with_scope(tenant=question.tenant)
        .filter(source=question.source, kind=RecordKind.OFFER, key=question.key)
        .first()
    )
    link = link or Link(
        tenant=question.tenant, source=question.source, kind=RecordKind.OFFER, key=question.key
    )
    link.offer, link.title, link.last_seen = offer, question.title, question.run
    link.upstream, link.tags = link.upstream | said(item, "offer"), item.tags
    link.save()


def _take_over(question: Question, actor: Any, fields: set[str]) -> None:
    """Set the source's values on our offer; what nobody chose stays."""
    item = _item(question)
    offer = Offer.objects.with_scope(tenant=question.tenant).select_for_update().get(pk=question.offer_id)
    offer.tenant = question.tenant
    wanted = fields or set(question.diff) or set(item.offer or {})
    deciding = decider(question.source, question.tenant, ask=False)
    changed = deciding.overwrite(
        offer, {name: value for name, value in (item.offer or {}).items() if name in wanted}
    )
    if changed.problems:
        raise Conflict("; ".join(problem[1] for problem in changed.problems))
    diff = changed.diffs.get("offer")
    if not diff:
        return
    offer.save()
    journal.record(
        "offers.offer.change",
        offer,
        actor=actor,
        before={name: pair[0] for name, pair in diff.items()},
        after={name: pair[1] for name, pair in diff.items()},
        reason=_("Taken over from %(source)s") % {"source": question.source.name},
    )
    tell_if_public(offer)


def _create(question: Question, actor: Any) -> None:
    """Two different offers: the source's comes in as a new one, with a row of its import so that undoing finds it."""
    write_single(question=question, item=_item(question), actor=actor)
