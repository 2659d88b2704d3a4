"""What an accepted hand-over changes, and who hears of its outcome; effects of its transition table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.accounts.queries.people import by_email
from umsicht.core import clock, journal
from umsicht.core.transitions import Step
from umsicht.directory.domain.closing import close_organisation
from umsicht.directory.domain.moving import continue_in
from umsicht.directory.enums import HandOverKind, HandOverState
from umsicht.directory.models import HandOver, Organisation
from umsicht.directory.queries.keeping import keepers_of
from umsicht.directory.signals import organisation_moved
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.tenancy.domain.providers import (
    end_provider_role,
    end_provider_roles,
    give_provider_role,
    invite_provider,
)
from umsicht.tenancy.enums import Role
from umsicht.tenancy.queries.memberships import office_of


def still_possible(handover: HandOver) -> str | None:
    if handover.organisation.closed_on is not None:
        return _("The organisation was closed meanwhile.")
    proposer = handover.proposed_by
    if proposer is None or not (
        proposer.is_active and proposer.has_perm("directory.handover.propose", handover.organisation)
    ):
        return _("Whoever proposed this no longer answers for the organisation.")
    return None


def take_over_organisation(step: Step[Any]) -> None:
    """Roles change hands in the same transaction; to another municipality the entry itself moves too."""
    handover: HandOver = step.obj
    with scope(tenant=handover.tenant):
        if handover.kind == HandOverKind.PERSON:
            _to_person(handover, step.actor)
        elif handover.kind == HandOverKind.OFFICE:
            end_provider_roles(
                actor=step.actor,
                tenant=handover.tenant,
                organisation_id=handover.organisation_id,
                reason=_("handed over to the office"),
            )
        else:
            _to_municipality(handover, step.actor)


def _to_person(handover: HandOver, actor: Any) -> None:
    """Who proposed it leaves or stays as a helper; if the office did, all main persons leave."""
    organisation = handover.organisation
    mains = [held for held in keepers_of(organisation) if not held.is_delegate]
    own = [held for held in mains if held.user_id == handover.proposed_by_id]
    reason = _("handed over")
    person = by_email(handover.to_email)
    if person is None or not person.is_active:
        person = None
        invite_provider(
            actor=actor or handover.proposed_by,
            tenant=handover.tenant,
            email=handover.to_email,
            organisation_id=organisation.pk,
        )
    else:
        give_provider_role(
            actor=actor,
            tenant=handover.tenant,
            user=person,
            organisation_id=organisation.pk,
            reason=reason,
        )
    for held in own or mains:
        if person is not None and held.user_id == person.pk:
            continue
        end_provider_role(actor=actor, membership=held, reason=reason)
        if own and handover.stays_helper:
            give_provider_role(
                actor=actor,
                tenant=handover.tenant,
                user=held.user,
                organisation_id=organisation.pk,
                reason=reason,
                is_delegate=True,
            )


def _to_municipality(handover: HandOver, actor: Any) -> None:
    """A new entry there, the old one closed and pointing to it; whoever kept it keeps it there."""
    source, target_tenant = handover.organisation, handover.to_tenant
    assert target_tenant is not None  # noqa: S101 - a constraint of the table
    keepers = keepers_of(source)
    with scope(tenant=target_tenant):
        target, points = continue_in(target_tenant, source, actor=actor)
        for held in keepers:
            if held.user.is_active:
                give_provider_role(
                    actor=actor,
                    tenant=target_tenant,
                    user=held.user,
                    organisation_id=target.pk,
                    is_delegate=held.is_delegate,
                    reason=_("handed over"),
                )
        journal.record("directory.handover.accept", target, actor=actor, after={"from": handover.tenant.name})
    organisation_moved.send(Organisation, source=source, target=target, points=points, actor=actor)
    # The giving side agreed when it proposed the hand-over, so the system closes its entry.
    close_organisation(
        organisation=source,
        actor=None,
        successor=target,
        reason=_("handed over to %(town)s") % {"town": target_tenant.name},
    )


def tell_sides(step: Step[Any]) -> None:
    """Both sides hear of the outcome, each address once."""
    handover: HandOver = step.obj
    context = {
        "organisation": handover.organisation.name,
        "outcome": str(step.target),
        "to": receiver_name(handover),
        "day": clock.today().isoformat(),
        "url": f"/desk/{handover.tenant.slug}",
    }
    for to in _sides(handover):
        notify(message="directory.handover_settled", to=to, tenant=handover.tenant, context=context)


def _sides(handover: HandOver) -> list[Recipient]:
    people = [handover.proposed_by] if handover.proposed_by and handover.proposed_by.is_active else []
    if handover.kind != HandOverKind.PERSON:
        people += office_of(handover.to_tenant or handover.tenant, (Role.COORDINATOR,))
    found = {str(person.email).lower(): Recipient.person(person) for person in people}
    if handover.kind == HandOverKind.PERSON and handover.state != HandOverState.LAPSED:
        found.setdefault(handover.to_email, Recipient(handover.to_email))
    return list(found.values())


def receiver_name(handover: HandOver) -> str:
    """To whom, in words."""
    if handover.kind == HandOverKind.PERSON:
        return handover.to_email
    return (handover.to_tenant or handover.tenant).name
