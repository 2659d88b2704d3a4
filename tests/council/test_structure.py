"""The structure of a day: who exists, who stands below whom, under which name, and what of it the public sees."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django_scopes import scope

from tests.factories.council import make_body, make_seat
from tests.factories.tenancy import make_tenant
from umsicht.council.domain import bodies
from umsicht.council.interfaces import chart
from umsicht.council.models import Body
from umsicht.council.queries.bodies import Node, Wanted, changes, holds_council, listing, structure
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TODAY = dt.date(2026, 11, 18)


def names(nodes: list[Node]) -> list[object]:
    """["Rat", ["AG"]]: each name, then the list of those below."""
    found: list[object] = []
    for node in nodes:
        found.append(node.name)
        if node.children:
            found.append(names(node.children))
    return found


def test_each_day_has_its_own_structure(town: Tenant) -> None:
    council = make_body(town, "Alter Rat", kind="council", founded_on=dt.date(1998, 2, 4))
    bodies.rename_body(body=council, actor=None, name="Neuer Rat", on=dt.date(2019, 8, 1))
    group = make_body(town, "AG Graffiti", parent=council, founded_on=dt.date(2006, 4, 1))
    bodies.end_body(body=group, actor=None, on=dt.date(2015, 12, 31), reason="fertig")
    make_body(town, "AG Sucht", parent=council, founded_on=dt.date(2012, 1, 1))
    assert names(structure(dt.date(1998, 2, 3))) == []
    assert names(structure(dt.date(1998, 2, 4))) == ["Alter Rat"]
    assert names(structure(dt.date(2015, 12, 31))) == ["Alter Rat", ["AG Graffiti", "AG Sucht"]]
    assert names(structure(dt.date(2016, 1, 1))) == ["Alter Rat", ["AG Sucht"]]
    assert names(structure(TODAY)) == ["Neuer Rat", ["AG Sucht"]]
    assert [day for day, _precision in changes()][:3] == [
        dt.date(2019, 8, 1),
        dt.date(2016, 1, 1),
        dt.date(2012, 1, 1),
    ]


def test_what_is_internal_never_shows_and_what_stands_below_moves_up(town: Tenant) -> None:
    council = make_body(town, "Rat", kind="council")
    hidden = make_body(town, "Geheimer Kreis", parent=council, is_public=False)
    make_body(town, "AG Sucht", parent=hidden)
    assert names(structure(TODAY, public_only=True)) == ["Rat", ["AG Sucht"]]
    assert names(structure(TODAY)) == ["Rat", ["Geheimer Kreis", ["AG Sucht"]]]


def test_structure_costs_four_queries_however_large(town: Tenant, django_assert_num_queries: Any) -> None:
    council = make_body(town, kind="council")
    make_seat(council)
    for _round in range(2):
        with django_assert_num_queries(4):
            structure(TODAY)
        for _number in range(5):
            make_seat(make_body(town, parent=make_body(town, parent=council)))


def test_drawing_holds_every_body_once_and_escapes_names(town: Tenant) -> None:
    council = make_body(town, "Rat <b>& Co</b>", kind="council")
    make_seat(council)
    make_body(town, "Beirat", parent=council, link="attached", kind="advisory")
    make_body(town, "AG Sucht", parent=council)
    svg = str(chart.draw(structure(TODAY)))
    assert (svg.count("<rect"), svg.count("<path"), svg.count("um-orgchart__attached")) == (3, 2, 1)
    assert ("Rat &lt;b&gt;&amp; Co&lt;/b&gt;" in svg, "<b>" in svg) == (True, False)
    boxes = [tuple(map(float, found)) for found in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"', svg)]
    below = [box for box in boxes if box[1] > boxes[0][1]]
    assert len(below) == 2
    assert abs(below[0][0] - below[1][0]) >= chart.BOX
    assert "style=" not in svg


def test_nothing_and_too_much_is_no_drawing(town: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chart.draw([]) == ""
    monkeypatch.setattr(chart, "MOST", 1)
    make_body(town, parent=make_body(town))
    assert chart.draw(structure(TODAY)) == ""


def test_list_is_narrowed_and_sorted(town: Tenant) -> None:
    council = make_body(town, "Rat", kind="council", founded_on=dt.date(1998, 2, 4))
    bodies.rename_body(body=council, actor=None, name="Präventionsrat", short="KPR", on=dt.date(2019, 8, 1))
    make_body(town, "AG Sucht", is_public=False, founded_on=dt.date(2005, 1, 1))
    over = make_body(town, "AG Graffiti")
    bodies.end_body(body=over, actor=None, on=dt.date(2015, 12, 31), reason="fertig")
    with scope(tenant=make_tenant()):
        assert Body.objects.count() == 0

    def found(**wanted: str) -> list[str]:
        return [body.title for body in listing(Wanted(**wanted), TODAY)]

    assert found() == ["AG Sucht", "Präventionsrat"]
    assert found(sort="-name") == ["Präventionsrat", "AG Sucht"]
    assert found(sort="seit") == ["Präventionsrat", "AG Sucht"]
    assert found(text="kpr") == found(text="rat") == found(kind="council") == ["Präventionsrat"]
    assert found(state="intern") == ["AG Sucht"]
    assert found(state="beendet") == ["AG Graffiti"]
    assert found(kind="unsinn", state="unsinn") == ["AG Sucht", "Präventionsrat"]


def test_groups_without_their_council_are_no_council(town: Tenant) -> None:
    make_body(town, parent=make_body(town, kind="office"))
    assert not holds_council(structure(TODAY))
    make_body(town, parent=make_body(town, kind="city-council"), kind="council")
    assert holds_council(structure(TODAY))
