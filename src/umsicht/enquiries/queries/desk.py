"""Enquiries at the desk: the office sees all of its tenant, a provider those it was asked in. All need the tenant's scope."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core import clock
from umsicht.core.counting import Tally, count_since
from umsicht.core.errors import NotFound
from umsicht.core.ordering import order_by
from umsicht.enquiries.enums import EnquiryState, ReplyState
from umsicht.enquiries.models import Enquiry, Reply
from umsicht.enquiries.rules import speaks_for_ids
from umsicht.tenancy.models import Tenant

SORTS = {"eingang": ("created_at",), "frist": ("answer_by",), "stand": ("state",), "antworten": ("answered",)}
UNANSWERED = (ReplyState.ASKED,)
ENDED = (EnquiryState.HELD, EnquiryState.UNMET, EnquiryState.WITHDRAWN, EnquiryState.CALLED_OFF)


@dataclass(frozen=True)
class Wanted:
    """What a list shows. `show`: open, overdue, agreed, ended or "" for all; `provider` an id; `topic` a code."""

    show: str = "open"
    provider: int | None = None
    topic: str = ""
    sort: str = "-eingang"


def _mine(user: Any, tenant: Tenant) -> Q:
    """All for the office; else where the person's organisations were asked."""
    if user.has_perm("enquiries.enquiry.list_all", tenant):
        return Q()
    ids = speaks_for_ids(user, tenant.pk)
    asked = Reply.objects.filter(provider_id__in=ids, asked_at__isnull=False).values("enquiry_id")
    return Q(pk__in=asked)


def overdue_on(day: dt.date) -> Q:
    """The deadline is over and a provider has not answered, or one can't be reached at all."""
    late = Reply.objects.filter(state=ReplyState.ASKED, enquiry__answer_by__lt=day).values("enquiry_id")
    lost = Reply.objects.filter(state=ReplyState.ASKED, in_hand=False).values("enquiry_id")
    return Q(state=EnquiryState.OPEN) & (Q(pk__in=late) | Q(pk__in=lost))


def _shown(show: str) -> Q:
    if show == "overdue":
        return overdue_on(clock.today())
    if show == "ended":
        return Q(state__in=ENDED)
    if show == "agreed":
        return Q(state=EnquiryState.AGREED)
    return Q(state=EnquiryState.OPEN) if show == "open" else Q()


def enquiries(user: Any, tenant: Tenant, wanted: Wanted) -> QuerySet[Enquiry]:
    """Confirmed ones only: what nobody confirmed is nobody's business. With counts of replies and the replies themselves."""
    found = Enquiry.objects.exclude(state=EnquiryState.UNCONFIRMED).filter(
        _mine(user, tenant), _shown(wanted.show)
    )
    if wanted.provider is not None:
        found = found.filter(pk__in=Reply.objects.filter(provider_id=wanted.provider).values("enquiry_id"))
    found = found.annotate(
        asked=Count("replies", distinct=True),
        answered=Count("replies", filter=Q(replies__answered_at__isnull=False), distinct=True),
    )
    found = found.select_related("tenant").prefetch_related(replies_with_providers())
    found = found.order_by(*order_by(wanted.sort, SORTS, "-eingang"))
    return _of_topic(found, wanted.topic) if wanted.topic else found


def _of_topic(found: QuerySet[Enquiry], topic: str) -> QuerySet[Enquiry]:
    """By code in the JSON list: SQLite can't ask JSON for it, so the quoted code is looked for in its text."""
    return found.filter(topics__icontains=f'"{topic}"')


def replies_with_providers() -> Prefetch[str, QuerySet[Reply], str]:
    return Prefetch("replies", queryset=Reply.objects.select_related("provider", "offer").order_by("pk"))


def enquiry_at_desk(pk: int) -> Enquiry:
    """Any confirmed enquiry of the tenant with its replies, offers and remarks. Raises NotFound."""
    found = (
        Enquiry.objects.exclude(state=EnquiryState.UNCONFIRMED)
        .select_related("tenant")
        .prefetch_related(
            Prefetch(
                "replies",
                queryset=Reply.objects.select_related("provider", "offer", "tenant")
                .prefetch_related("offers")
                .order_by("pk"),
            ),
            "remarks",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def reply_at_desk(pk: int) -> Reply:
    """Raises NotFound."""
    rows = Reply.objects.select_related("enquiry__tenant", "provider", "offer", "tenant")
    found = rows.filter(pk=pk, asked_at__isnull=False).first()
    if found is None:
        raise NotFound
    return found


def providers_asked() -> list[tuple[int, str]]:
    """Providers with enquiries, for the filter of the office."""
    rows = Reply.objects.filter(asked_at__isnull=False)
    return list(rows.order_by("provider__name").values_list("provider_id", "provider__name").distinct())


def topics_asked() -> list[str]:
    """Codes of the topics of confirmed enquiries, for the filter."""
    lists = Enquiry.objects.exclude(state=EnquiryState.UNCONFIRMED).values_list("topics", flat=True)
    return sorted({code for codes in lists for code in codes})


def to_answer(user: Any, tenant: Tenant) -> QuerySet[Reply]:
    """What waits for this person: replies of the own organisations; for the office those overdue or out of reach."""
    open_ones = Reply.objects.filter(state=ReplyState.ASKED, enquiry__state=EnquiryState.OPEN)
    if user.has_perm("enquiries.enquiry.list_all", tenant):
        late = Q(enquiry__answer_by__lt=clock.today()) | Q(in_hand=False)
        open_ones = open_ones.filter(late)
    else:
        open_ones = open_ones.filter(provider_id__in=speaks_for_ids(user, tenant.pk))
    return open_ones.select_related("enquiry", "provider").order_by("enquiry__answer_by", "pk")


def figures_to_answer(user: Any, tenant: Tenant) -> Tally:
    """How many wait for this person, and since when the oldest does. One query."""
    return count_since(to_answer(user, tenant), "asked_at")
