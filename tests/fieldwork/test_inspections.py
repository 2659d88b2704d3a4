from __future__ import annotations

import datetime as dt
import uuid

import pytest

from tests.factories.fieldwork import make_finding, make_inspection
from tests.factories.tenancy import make_member
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.fieldwork.domain import inspections as domain
from umsicht.fieldwork.interfaces.report import report
from umsicht.fieldwork.models import Finding
from umsicht.fieldwork.queries import inspections as queries
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant


def test_an_inspection_goes_from_plan_to_report_to_its_end(town: Tenant) -> None:
    walk = make_inspection(town)
    apply(walk, "hold", actor=None)
    with pytest.raises(TransitionDenied):
        apply(walk, "report", actor=None)
    finding = make_finding(walk)
    apply(walk, "report", actor=None)
    with pytest.raises(TransitionDenied):
        apply(walk, "close", actor=None)
    apply(finding, "finish", actor=None)
    apply(walk, "close", actor=None)
    with pytest.raises(Conflict):
        domain.add_finding(inspection=walk, actor=None, text="zu spät")
    assert walk.state == "closed"


def test_the_same_key_makes_one_finding_however_often_it_is_sent(town: Tenant) -> None:
    walk, key = make_inspection(town), uuid.uuid4()
    first, is_new = domain.add_finding(inspection=walk, actor=None, client_key=key, text="Dunkel")
    again, is_new_again = domain.add_finding(inspection=walk, actor=None, client_key=key, text="Dunkel")
    other, _new = domain.add_finding(inspection=walk, actor=None, client_key=uuid.uuid4(), text="Dunkel")
    assert (is_new, is_new_again, again.pk, other.no) == (True, False, first.pk, 2)
    assert Finding.objects.count() == 2


def test_a_key_sent_again_is_answered_even_after_the_end(town: Tenant) -> None:
    walk, key = make_inspection(town, steps=("hold",)), uuid.uuid4()
    finding, _new = domain.add_finding(inspection=walk, actor=None, client_key=key, text="Dunkel")
    apply(finding, "finish", actor=None)
    for step in ("report", "close"):
        apply(walk, step, actor=None)
    assert domain.add_finding(inspection=walk, actor=None, client_key=key, text="Dunkel") == (finding, False)


def test_only_reported_public_ones_are_on_the_portal(town: Tenant) -> None:
    shown = make_inspection(town, code="gezeigt", is_public=True, steps=("hold", "report"))
    make_inspection(town, code="geplant", is_public=True)
    make_inspection(town, code="intern", steps=("hold", "report"))
    assert list(queries.public_inspections()) == [shown]
    assert queries.public_inspection("gezeigt") == shown
    with pytest.raises(NotFound):
        queries.public_inspection("geplant")


def test_members_add_findings_but_do_not_change_them(town: Tenant) -> None:
    walk, member = make_inspection(town), make_member(town, Role.MEMBER)
    finding, _new = domain.add_finding(inspection=walk, actor=member, text="Dunkel")
    with pytest.raises(NotAllowed):
        domain.change_finding(finding=finding, actor=member, text="Hell")
    with pytest.raises(NotAllowed):
        domain.add_finding(inspection=walk, actor=make_member(town, Role.AUDITOR), text="Dunkel")


def test_nobody_walks_along_twice(town: Tenant) -> None:
    with pytest.raises(BadInput):
        make_inspection(town, parties=[("authority", "Amt", 1), ("organisation", "amt", 2)])


def test_what_falls_due_is_listed_until_it_is_settled(town: Tenant) -> None:
    walk, today = make_inspection(town), clock.today()
    late = make_finding(walk, due_on=today - dt.timedelta(days=1))
    make_finding(walk, due_on=today + dt.timedelta(days=90))
    make_finding(walk)
    assert list(queries.due_before(today)) == [late]
    apply(late, "postpone", actor=None, reason="Im Frühjahr")
    assert list(queries.due_before(today)) == []


def test_the_report_is_an_accessible_pdf(town: Tenant) -> None:
    walk = make_inspection(
        town,
        goal="Dunkle Ecken sehen",
        route={"type": "LineString", "coordinates": [[12.9, 50.8]]},
        stops=["Park"],
    )
    make_finding(walk, action="Rückschnitt", owner="Grünflächenamt", due_on=dt.date(2026, 12, 1))
    content = report(queries.inspection_at_desk(walk.pk))
    assert content.startswith(b"%PDF")
    assert b"pdfuaid" in content
