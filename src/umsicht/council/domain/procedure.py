"""Rules of procedure as data. New rules end the ones before, so that older meetings are still counted by theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.council.domain.writing import change, make
from umsicht.council.enums import Quorum
from umsicht.council.models import Body, RulesOfProcedure
from umsicht.directory.domain.writing import only_known, shown_changed

FIELDS = frozenset(
    {
        "title", "decided_on", "valid_from", "valid_to", "quorum", "quorum_number", "majority", "tie", "deputising",
        "invitation_days", "meetings_per_year", "circular_votes", "term_months", "absences", "note", "is_demo", "source",
    }
)  # fmt: skip


@transaction.atomic
def set_rules(*, body: Body, actor: Any, **values: Any) -> RulesOfProcedure:
    """Rules that hold from `valid_from` on; running ones end the day before. Raises BadInput, NotAllowed."""
    only_known(values, FIELDS)
    require(actor, "council.body.change", body)
    hold(body)
    fresh = RulesOfProcedure(tenant=body.tenant, body=body, **values)
    running = RulesOfProcedure.objects.filter(body=body, valid_to__isnull=True).first()
    if running is not None:
        if fresh.valid_from is None or (running.valid_from and fresh.valid_from <= running.valid_from):
            raise BadInput(_("New rules have to begin after the ones that hold now."))
        running.valid_to = fresh.valid_from - dt.timedelta(days=1)
        running.save(update_fields=["valid_to"])
    _check(fresh)
    make(
        fresh,
        action="council.rules.set",
        permission="council.body.change",
        actor=actor,
        after={"body": body.pk, "quorum": fresh.quorum, "majority": fresh.majority},
    )
    shown_changed(body.tenant)
    return fresh


@transaction.atomic
def correct_rules(
    *, rules: RulesOfProcedure, actor: Any, stamp: str = "", reason: str = "", **values: Any
) -> bool:
    """Something was entered wrongly. Raises ChangedMeanwhile, BadInput."""
    changed = change(
        rules,
        values,
        fields=FIELDS,
        action="council.rules.correct",
        permission="council.body.change",
        actor=actor,
        stamp=stamp,
        reason=reason,
    )
    _check(rules)
    shown_changed(rules.tenant)
    return bool(changed)


def _check(rules: RulesOfProcedure) -> None:
    if rules.quorum == Quorum.NUMBER and not rules.quorum_number:
        raise BadInput(_("Please say how many seats have to be there."))
    if rules.quorum != Quorum.NUMBER:
        rules.quorum_number = 0
    if rules.valid_from and rules.valid_to and rules.valid_to < rules.valid_from:
        raise BadInput(_("The end can't be before the beginning."))
