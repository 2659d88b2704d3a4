"""Writes to conflict cases. The log gets names of fields, numbers and days, never what people said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import amend, only_known, store
from umsicht.fieldwork.enums import CaseState
from umsicht.fieldwork.errors import Closed
from umsicht.fieldwork.models import ConflictCase, Talk
from umsicht.fieldwork.queries.conflicts import due_for_erasure
from umsicht.places.queries.atlas import atlas
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "received_on", "topic", "district", "place", "summary", "parties", "competence", "passed_to", "agreement",
        "follow_up_on", "is_demo",
    }
)  # fmt: skip
TEXTS = ("place", "summary", "parties", "agreement", "passed_to")


@transaction.atomic
def create_case(*, tenant: Tenant, actor: Any, **values: Any) -> ConflictCase:
    """Take a concern in under the next number of its year. Raises BadInput, NotAllowed."""
    only_known(values, FIELDS)
    case = ConflictCase(tenant=tenant, **values)
    require(actor, "fieldwork.case.change", case)
    hold(tenant)  # two cases at once would get the same number
    year = case.received_on.year
    taken = ConflictCase.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    case.number = f"{year}-{max((int(number[5:]) for number in taken), default=0) + 1:03d}"
    _check(case)
    store(case, "fieldwork.case.create", actor=actor, after={"number": case.number, "topic": case.topic})
    return case


@transaction.atomic
def change_case(*, case: ConflictCase, actor: Any, stamp: str = "", **values: Any) -> bool:
    """Raises Closed, BadInput, ChangedMeanwhile."""
    only_known(values, FIELDS)
    require(actor, "fieldwork.case.change", case)
    hold(case)
    _must_be_open(case)
    done = bool(amend(case, values, "fieldwork.case.change", actor=actor, stamp=stamp, secret=FIELDS))
    _check(case)
    return done


@transaction.atomic
def add_talk(*, case: ConflictCase, actor: Any, **values: Any) -> Talk:
    """Note a talk. Raises Closed, BadInput for a day to come or before the concern came in."""
    only_known(values, {"day", "with_whom", "note"})
    require(actor, "fieldwork.case.change", case)
    hold(case)
    _must_be_open(case)
    talk = Talk(tenant=case.tenant, case=case, **values)
    if not case.received_on <= talk.day <= clock.today():
        raise BadInput(_("A talk lies between the day of receipt and today."))
    store(talk, "fieldwork.talk.create", actor=actor, after={"case": case.number, "day": str(talk.day)})
    return talk


def _must_be_open(case: ConflictCase) -> None:
    if case.state in (CaseState.CLOSED, CaseState.PASSED_ON):
        raise Closed


def _check(case: ConflictCase) -> None:
    if case.received_on > clock.today():
        raise BadInput(_("This day is still to come."))
    if case.district and case.district not in {place.key for place in atlas(case.tenant).districts}:
        raise BadInput(_("This city district does not exist here."))


def erase_old(today: dt.date | None = None) -> int:
    """Empty the texts of cases that ended long ago; returns how many. Runs for all tenants."""
    today = today or clock.today()
    due = due_for_erasure(today)
    for case in due:
        with scope(tenant=case.tenant):
            _erase(case, today)
    return len(due)


@transaction.atomic
def _erase(case: ConflictCase, today: dt.date) -> None:
    hold(case)
    for name in TEXTS:
        setattr(case, name, "")
    case.erased_on = today
    case.save(update_fields=[*TEXTS, "erased_on", "updated_at"])
    case.talks.all().delete()
    journal.record("fieldwork.case.erase", case, actor=None, after={"number": case.number})
