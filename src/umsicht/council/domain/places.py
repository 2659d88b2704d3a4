"""Where a body stands: below which other one, how, and whether the portal shows it. Earlier places stay with their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.meanwhile import hold
from umsicht.council.enums import BodyLink
from umsicht.council.errors import Circle
from umsicht.council.models import Body, FormerPlace
from umsicht.directory.domain.writing import amend, checked, only_known, plain, shown_changed

FIELDS = frozenset({"parent", "link", "is_public", "until", "reason"})
PLACE = ("parent", "link", "is_public")
MOST_FLOORS = 8


@transaction.atomic
def move_body(
    *,
    body: Body,
    actor: Any,
    on: dt.date,
    parent: Body | None,
    link: str = BodyLink.BELOW,
    is_public: bool = False,
    reason: str = "",
) -> FormerPlace:
    """It stands there from that day on; where it stood before stays for the days until then.

    Raises BadInput: nothing is different, the day is to come, or not after the last move or its beginning.
    """
    require(actor, "council.body.change", body)
    hold(body.tenant)  # two moves at once could make a circle that neither of them sees
    hold(body)
    before = {name: getattr(body, name) for name in PLACE}
    after = {"parent": parent, "link": link, "is_public": is_public}
    if before == after:
        raise BadInput(_("It stands there already."))
    former = FormerPlace(
        tenant=body.tenant, body=body, until=on - dt.timedelta(days=1), reason=reason, **before
    )
    _check_day(former, on)
    checked(former, {})
    former.save(force_insert=True)
    for name, value in after.items():
        setattr(body, name, value)
    checked(body, {})
    check_places(body)
    body.save(update_fields=[*PLACE, "updated_at"])
    journal.record(
        "council.body.move",
        body,
        actor=actor,
        before={name: plain(value) for name, value in before.items()},
        after={name: plain(value) for name, value in after.items()} | {"on": on.isoformat()},
        reason=reason,
    )
    shown_changed(body.tenant)
    return former


@transaction.atomic
def correct_place(
    *, row: FormerPlace, actor: Any, stamp: str = "", correction: str = "", **values: Any
) -> bool:
    """An earlier place was entered wrongly. Raises ChangedMeanwhile, BadInput."""
    only_known(values, FIELDS)
    body = row.body
    require(actor, "council.body.change", body)
    hold(body.tenant)
    changed = amend(
        row,
        values,
        "council.body.correct_place",
        actor=actor,
        stamp=stamp,
        reason=correction,
        about=body,
        check=_check,
    )
    if changed:
        check_places(body)
        shown_changed(body.tenant)
    return bool(changed)


@transaction.atomic
def remove_place(*, row: FormerPlace, actor: Any, reason: str = "") -> None:
    """It never stood there: the place before it, if any, reaches on."""
    body = row.body
    require(actor, "council.body.change", body)
    hold(body.tenant)
    journal.record(
        "council.body.remove_place",
        body,
        actor=actor,
        before={"parent": row.parent_id, "link": row.link, "until": row.until.isoformat()},
        reason=reason,
    )
    row.delete()
    check_places(body)
    shown_changed(body.tenant)


def _check(row: FormerPlace) -> None:
    checked(row, {})
    if FormerPlace.objects.filter(body=row.body, until=row.until).exclude(pk=row.pk).exists():
        raise BadInput(_("Another place of this body ends on that day."))
    _check_begun(row.body, row.until + dt.timedelta(days=1))


def _check_day(row: FormerPlace, on: dt.date) -> None:
    _check_begun(row.body, on)
    last = FormerPlace.objects.filter(body=row.body).order_by("-until").first()
    if last is not None and row.until <= last.until:
        raise BadInput(_("It was moved later than that already. Please correct the earlier place instead."))


def _check_begun(body: Body, on: dt.date) -> None:
    if on > clock.today():
        raise BadInput(_("Please enter this when the day has come."))
    if body.founded_on is not None and on <= body.founded_on:
        raise BadInput(_("That has to be after the day on which the body began."))


def check_places(body: Body) -> None:
    """No circle and not too many floors, on any day; two queries, so that they see what others have moved.

    `body` counts as it stands in memory. Raises Circle, or BadInput for too many floors.
    """
    now: dict[int, int | None] = dict(Body.objects.values_list("pk", "parent_id"))
    if body.parent_id is not None and body.parent_id not in now:
        raise Circle  # another municipality's
    now[body.pk] = body.parent_id
    former = list(FormerPlace.objects.order_by("until").values_list("body", "parent", "until"))
    if any(parent is not None and parent not in now for _body, parent, _until in former):
        raise Circle
    _check_floors(now)
    for day in {until for _body, _parent, until in former}:
        before: dict[int, int | None] = {}
        for pk, parent, until in former:
            if until >= day:
                before.setdefault(pk, parent)
        _check_floors(now | before)


def _check_floors(above: Mapping[int, int | None]) -> None:
    for higher in above.values():
        floors, here = 1, higher
        while here is not None:
            floors, here = floors + 1, above[here]
            if floors > len(above):
                raise Circle
        if floors > MOST_FLOORS:
            raise BadInput(_("Bodies can stand in at most %(most)s floors.") % {"most": MOST_FLOORS})
