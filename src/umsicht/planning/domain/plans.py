"""Making, changing, releasing and forgetting plans. Whoever has the private address acts (actor None); no account is asked for."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.errors import BadInput, Conflict
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.offers.models import Offer
from umsicht.planning.domain import entries
from umsicht.planning.enums import NO_SCHOOL
from umsicht.planning.models import SchoolPlan
from umsicht.planning.models.plan import MAX_PEOPLE
from umsicht.planning.queries.plans import digest_of
from umsicht.planning.schoolyear import SchoolYear, forgotten_on
from umsicht.planning.validators import check_class_name
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue


@dataclass(frozen=True)
class Facts:
    """What a plan is for. `grade` belongs to schools alone."""

    institution: str
    school_year: int
    people: int
    grade: int | None = None
    class_name: str = ""
    area_key: str = ""
    area_name: str = ""


@dataclass(frozen=True)
class Made:
    """A new plan and the key of its private address, which is told this once."""

    plan: SchoolPlan
    key: str


def _check(tenant: Tenant, facts: Facts) -> None:
    if not 1 <= facts.people <= MAX_PEOPLE:
        raise BadInput(_("Please give a number of people from 1 to %(most)s.") % {"most": MAX_PEOPLE})
    if not SchoolYear(facts.school_year).is_known:
        raise BadInput(_("For this school year the holidays are not known yet."))
    check_class_name(facts.class_name)
    if facts.institution in NO_SCHOOL:
        if facts.grade is not None:
            raise BadInput(_("Only a school has grades."))
        return
    term = catalogue(tenant).get(Scheme.SCHOOL_TYPE, facts.institution)
    if term is None:
        raise BadInput(_("Please choose the kind of institution."))
    low, high = term.extra.get("grades") or (1, 13)
    if facts.grade is None or not low <= facts.grade <= high:
        raise BadInput(
            _("%(school)s: please choose a grade from %(low)s to %(high)s.")
            % {"school": term.label(), "low": low, "high": high}
        )


@transaction.atomic
def create_plan(
    *,
    tenant: Tenant,
    facts: Facts,
    offers: Sequence[Offer] = (),
    actor: Any = None,
    key: str = "",
    is_demo: bool = False,
) -> Made:
    """A new plan under a new address, with offers taken along. Raises BadInput. `key`, `is_demo`: for the demo alone."""
    _check(tenant, facts)
    if not tenant.is_active:
        raise BadInput(_("This town does not take part yet."))
    key, now = key or secrets.token_urlsafe(24), clock.now()
    plan = SchoolPlan(
        tenant=tenant,
        edit_digest=digest_of(key),
        share_key=secrets.token_urlsafe(18),
        **vars(facts),
        created_at=now,
        changed_at=now,
        forget_on=forgotten_on(facts.school_year),
        is_demo=is_demo,
    )
    plan.save(force_insert=True)
    journal.record("planning.plan.create", plan, actor=actor)
    if offers:
        entries.add_offers(plan=plan, offers=offers, actor=actor)
    return Made(plan, key)


def locked(plan: SchoolPlan) -> SchoolPlan:
    """The row as it stands now, held until the transaction ends."""
    return SchoolPlan.objects.with_scope(tenant=plan.tenant_id).select_for_update().get(pk=plan.pk)


def _touch(plan: SchoolPlan, **fields: Any) -> None:
    SchoolPlan.objects.with_scope(tenant=plan.tenant_id).filter(pk=plan.pk).update(
        revision=F("revision") + 1, changed_at=clock.now(), **fields
    )
    plan.refresh_from_db(fields=["revision", "changed_at", *fields])


@transaction.atomic
def change_plan(*, plan: SchoolPlan, facts: Facts, seen: int, actor: Any = None) -> SchoolPlan:
    """Store what the plan is for. `seen` is the revision that was shown; raises Conflict when it is no longer that."""
    _check(plan.tenant, facts)
    held = locked(plan)
    if held.revision != seen:
        raise Conflict(_("Somebody changed this plan meanwhile. Please look at what stands there now."))
    if held.school_year != facts.school_year and held.entries.filter(day__isnull=False).exists():
        raise BadInput(_("There are dates in this plan. Please make a new plan for another school year."))
    _touch(plan, **vars(facts), forget_on=forgotten_on(facts.school_year))
    journal.record("planning.plan.change", plan, actor=actor)
    return plan


@transaction.atomic
def release_plan(*, plan: SchoolPlan, released: bool, actor: Any = None) -> SchoolPlan:
    """Let the office look at the plan, or take that back. Doing it twice changes nothing."""
    held = locked(plan)
    if (held.released_at is not None) == released:
        return plan
    _touch(plan, released_at=clock.now() if released else None)
    action = "planning.plan.release" if released else "planning.plan.withdraw"
    journal.record(action, plan, actor=actor)
    return plan


@transaction.atomic
def mail_address(*, plan: SchoolPlan, url: str, email: str, actor: Any = None) -> None:
    """Send the private address to its owner, once. The mail address is not kept with the plan. Raises BadInput."""
    notify(
        message="planning.plan_address",
        to=Recipient(email),
        tenant=plan.tenant,
        context={
            "url": url,
            "year": SchoolYear(plan.school_year).label,
            "forget_on": plan.forget_on.isoformat(),
        },
    )
    journal.record("planning.plan.mail", plan, actor=actor)


@transaction.atomic
def delete_plan(*, plan: SchoolPlan, actor: Any = None) -> None:
    """At once and for good, with all entries."""
    journal.record("planning.plan.delete", plan, actor=actor)
    SchoolPlan.objects.with_scope(tenant=plan.tenant_id).filter(pk=plan.pk).delete()


@transaction.atomic
def forget_old(today: dt.date | None = None) -> int:
    """Delete plans six months after their school year; run each night by the worker."""
    # unscoped: the same rule for every tenant
    old = SchoolPlan.objects.with_scopes_disabled().filter(forget_on__lt=today or clock.today())
    _count, by_model = old.delete()
    return int(by_model.get("planning.SchoolPlan", 0))
