"""Proposing that somebody else keeps an organisation, and the link by which the other side answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal, text
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.transitions import apply
from umsicht.directory.enums import HandOverKind, HandOverState
from umsicht.directory.models import HandOver, Organisation
from umsicht.directory.queries.handovers import handover_by_pk
from umsicht.notify.domain import links
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.tenancy.enums import Role, TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.memberships import office_of

PURPOSE = "directory.handover"
ANSWER_WITHIN = dt.timedelta(days=30)
KEEP = dt.timedelta(days=730)


@transaction.atomic
def propose_handover(
    *,
    organisation: Organisation,
    actor: Any,
    kind: str,
    to_email: str = "",
    to_tenant: Tenant | None = None,
    message: str = "",
    stays_helper: bool = False,
) -> HandOver:
    """Ask the other side to take the organisation over; it gets a mail and has 30 days to answer.

    Raises NotAllowed, BadInput for an unclear receiver, Conflict if a hand-over is open or the entry is closed.
    """
    require(actor, "directory.handover.propose", organisation)
    if organisation.closed_on is not None:
        raise Conflict(_("This organisation is closed."))
    handover = HandOver(
        tenant=organisation.tenant,
        organisation=organisation,
        kind=kind,
        to_email=to_email.strip().lower() if kind == HandOverKind.PERSON else "",
        to_tenant=to_tenant if kind == HandOverKind.MUNICIPALITY else None,
        message=text.one_line(message)[:500],
        stays_helper=stays_helper and kind == HandOverKind.PERSON,
        proposed_by=actor,
        created_at=clock.now(),
    )
    _check(handover, actor)
    try:
        with transaction.atomic():
            handover.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(
            _("A hand-over of this organisation is open already. Withdraw it before you begin another.")
        ) from error
    journal.record("directory.handover.propose", handover, actor=actor, after={"kind": kind})
    _ask(handover)
    return handover


def _check(handover: HandOver, actor: Any) -> None:
    if handover.kind not in HandOverKind.values:
        raise BadInput(_("Please choose to whom the organisation goes."))
    if handover.kind == HandOverKind.PERSON:
        try:
            validate_email(handover.to_email)
        except ValidationError as error:
            raise BadInput(_("This is not an e-mail address.")) from error
        if actor is not None and handover.to_email == str(actor.email).lower():
            raise BadInput(_("This is your own address."))
    elif handover.kind == HandOverKind.MUNICIPALITY:
        target = handover.to_tenant
        fits = target is not None and target.kind == TenantKind.MUNICIPALITY and target.is_active
        if not fits or handover.to_tenant_id == handover.tenant_id:
            raise BadInput(_("Please choose another municipality that takes part."))


def _ask(handover: HandOver) -> None:
    context = {
        "organisation": handover.organisation.name,
        "town": handover.tenant.name,
        "message": handover.message,
        "to_office": handover.kind != HandOverKind.PERSON,
        "until": (handover.created_at + ANSWER_WITHIN).isoformat(),
    }
    if handover.kind == HandOverKind.PERSON:
        token = links.issue(
            purpose=PURPOSE, tenant=handover.tenant, subject=handover.pk, lifetime=ANSWER_WITHIN
        )
        url = f"/{handover.tenant.slug}/anbieter/uebergabe/{token}"
        _mail(handover, Recipient(handover.to_email), context | {"url": url})
        return
    office = handover.to_tenant or handover.tenant
    for person in office_of(office, (Role.COORDINATOR,)):
        url = f"/desk/{office.slug}/uebergaben/{handover.pk}"
        _mail(handover, Recipient.person(person), context | {"url": url})


def _mail(handover: HandOver, to: Recipient, context: dict[str, Any]) -> None:
    notify(message="directory.handover_asked", to=to, tenant=handover.tenant, context=context)


def handover_behind(token: str) -> HandOver:
    """What a link is about; looking changes nothing. Raises what links.look() raises."""
    return _open(links.look(PURPOSE, token).subject)


def _open(pk: int) -> HandOver:
    handover = handover_by_pk(pk)
    if handover is None or handover.state != HandOverState.PROPOSED:
        raise links.UsedLink(_("This hand-over was settled already."))
    return handover


@transaction.atomic
def answer_by_link(*, token: str, accept: bool, acting: Any = None, actor: None = None) -> HandOver:
    """The mailbox of the link answers; works once. `acting` is who is signed in, if anybody (only named in the log)."""
    handover = _open(links.use(PURPOSE, token).subject)
    apply(handover, "accept" if accept else "decline", actor=actor)
    return handover


@transaction.atomic
def settle(*, handover: HandOver, name: str, actor: Any) -> HandOver:
    """Accept, decline or withdraw at a desk; links to it stop working."""
    apply(handover, name, actor=actor)
    links.revoke(purpose=PURPOSE, subject=handover.pk)
    return handover


@transaction.atomic
def tidy(now: dt.datetime | None = None) -> int:
    """Let unanswered ones lapse and forget settled ones after two years; run daily by the worker."""
    now = now or clock.now()
    # unscoped: the same rule for every tenant
    everything = HandOver.objects.with_scopes_disabled()
    late = everything.filter(state=HandOverState.PROPOSED, created_at__lt=now - ANSWER_WITHIN)
    lapsed = list(late.select_related("organisation", "tenant").order_by("pk"))
    for handover in lapsed:
        apply(handover, "lapse", actor=None)
    count, _by_model = everything.filter(decided_at__lt=now - KEEP).delete()
    return len(lapsed) + int(count)
