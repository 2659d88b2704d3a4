"""Lists of another council: what is taken over, refused, left alone the second time, and never read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_scopes import scope

from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Report
from umsicht.council.domain.imports import import_council
from umsicht.council.interfaces import oparl_list
from umsicht.council.models import AgendaItem, Body, Meeting, Paper, Referral
from umsicht.council.personal_names import without_names
from umsicht.council.queries.visibility import public_meetings, public_papers
from umsicht.search.models import IndexChange
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
BASE = "https://oparl.example.org"
TYPE = "https://schema.oparl.org/1.1/"
COUNCIL = f"{BASE}/organizations/gr/1"
Json = dict[str, Any]


@pytest.fixture
def town() -> Iterator[Tenant]:
    tenant = make_tenant(slug="musterstadt", is_sandbox=True)
    with scope(tenant=tenant):
        yield tenant


def organisation(number: int = 1, name: str = "Gemeinderat", **members: Any) -> Json:
    address = f"{BASE}/organizations/gr/{number}"
    return {
        "id": address,
        "type": f"{TYPE}Organization",
        "name": name,
        "meeting": f"{address}/meetings",
    } | members


def paper(number: int = 1, **members: Any) -> Json:
    values = {
        "name": f"Vorlage {number}",
        "reference": f"2025/{number}",
        "date": "2025-03-01",
        "paperType": "Anfrage",
    }
    return {"id": f"{BASE}/papers/{number}", "type": f"{TYPE}Paper"} | values | members


def meeting(number: int = 1, **members: Any) -> Json:
    values = {"name": "Gemeinderat", "organization": [COUNCIL], "start": "2025-03-04T15:30:00+01:00"}
    return {"id": f"{BASE}/meetings/{number}", "type": f"{TYPE}Meeting"} | values | members


def save(folder: Path, *objects: Json, name: str = "seite-1.json") -> Path:
    (folder / name).write_text(json.dumps({"data": list(objects)}, ensure_ascii=False), encoding="utf-8")
    return folder


def run(town: Tenant, path: Path, **options: Any) -> Report:
    report = Report()
    council = oparl_list.read(path, report, base=f"{BASE}/papers/")
    return import_council(tenant=town, actor=None, council=council, report=report, **options)


def figures(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.changed, report.unchanged, len(report.refused)


def test_bodies_papers_and_meetings_arrive_public_with_their_ways(town: Tenant, tmp_path: Path) -> None:
    item = {"id": f"{BASE}/items/1", "name": "Anfrage der Fraktion", "result": "vertagt"}
    step = {
        "organization": [COUNCIL],
        "role": "Entscheidung",
        "meeting": f"{BASE}/meetings/1",
        "agendaItem": item["id"],
    }
    place = {"room": "Bürgersaal", "locality": ""}
    save(
        tmp_path,
        organisation(),
        paper(consultation=[step], mainFile={"accessUrl": f"{BASE}/files/1.pdf"}),
        meeting(agendaItem=[item, {"id": "x", "name": "Geheim", "public": False}], location=place, end="2025-03-04T00:00:00+01:00"),
    )  # fmt: skip
    assert figures(run(town, tmp_path, source="Muster", under="Muster (Übungsumgebung)")) == (4, 0, 0, 0)
    found = public_papers().get()
    assert (found.number, found.kind, found.external_url, found.source) == (
        "2025/1",
        "inquiry",
        f"{BASE}/files/1.pdf",
        "Muster; Anfrage",
    )
    body = Body.objects.get(code="oparl-gr-1")
    assert (body.kind, str(body.parent.names.get()) if body.parent else "") == (
        "city-council",
        "Muster (Übungsumgebung)",
    )
    assert list(Referral.objects.values_list("body", "planned_on", "role", "visibility")) == [
        (body.pk, dt.date(2025, 3, 4), "decide", "public")
    ]
    held = public_meetings().get()
    assert (held.place, held.ends_at, held.state) == ("Bürgersaal", None, "held")
    assert list(AgendaItem.objects.values_list("title", "state", "paper")) == [
        ("Anfrage der Fraktion", "deferred", found.pk)
    ]


def test_the_same_lists_again_change_nothing(town: Tenant, tmp_path: Path) -> None:
    save(tmp_path, organisation(), paper(), paper(2, consultation=[{"organization": [COUNCIL]}]), meeting())
    run(town, tmp_path)
    before = [list(model.objects.order_by("pk").values()) for model in (Paper, Referral, Meeting, AgendaItem)]
    version, events = Tenant.objects.get(pk=town.pk).content_version, AuditEvent.objects.count()
    assert figures(run(town, tmp_path)) == (0, 0, 4, 0)
    assert [
        list(model.objects.order_by("pk").values()) for model in (Paper, Referral, Meeting, AgendaItem)
    ] == before
    assert (Tenant.objects.get(pk=town.pk).content_version, AuditEvent.objects.count()) == (version, events)


def test_what_has_changed_is_corrected_and_told_to_search(town: Tenant, tmp_path: Path) -> None:
    save(tmp_path, organisation(), paper(), paper(2), meeting())
    run(town, tmp_path)
    IndexChange.objects.all().delete()
    items = [{"id": "a", "name": "Neuer Punkt"}]
    save(tmp_path, organisation(), paper(name="Neuer Titel"), paper(2), meeting(agendaItem=items))
    assert figures(run(town, tmp_path)) == (0, 2, 2, 0)
    changed = Paper.objects.get(number="2025/1")
    assert (changed.subject, Paper.objects.count(), AgendaItem.objects.get().title) == (
        "Neuer Titel",
        2,
        "Neuer Punkt",
    )
    assert list(IndexChange.objects.values_list("kind", "object_id")) == [("paper", changed.pk)]


def test_a_new_way_counts_as_a_change(town: Tenant, tmp_path: Path) -> None:
    run(town, save(tmp_path, organisation(), paper()))
    step = {"organization": [COUNCIL], "role": "Vorberatung"}
    assert figures(run(town, save(tmp_path, organisation(), paper(consultation=[step])))) == (0, 1, 1, 0)
    assert list(Referral.objects.values_list("role", flat=True)) == ["advise"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (paper(2, name=""), "name"),
        (paper(2, reference=" "), "reference"),
        (paper(2, reference="9" * 41), "reference"),
        (paper(2, reference="2025/1"), "reference"),
        (paper(2, date="1. März"), "date"),
        (paper(2, web="javascript:alert(1)"), "id"),
        (paper(2, consultation=[{"organization": [f"{BASE}/organizations/gr/9"]}]), "consultation"),
        (meeting(organization=[]), "organization"),
        (meeting(organization=[f"{BASE}/organizations/gr/9"]), "organization"),
        (meeting(start="bald"), "start"),
        (meeting(start="2025-03-04T15:30:00"), "start"),
        ({"name": "ohne Typ"}, "type"),
    ],
)
def test_bad_rows_are_refused_one_by_one(town: Tenant, tmp_path: Path, row: Json, column: str) -> None:
    report = run(town, save(tmp_path, organisation(), paper(), row))
    assert [(one.line, one.column) for one in report.refused] == [(3, column)]
    assert (Paper.objects.count(), Meeting.objects.count()) == (1, 0)


def test_dry_runs_and_strict_runs_with_faults_write_nothing(town: Tenant, tmp_path: Path) -> None:
    save(tmp_path, organisation(), paper(), paper(2, name=""))
    assert (run(town, tmp_path, dry_run=True).created, Paper.objects.count()) == (2, 0)
    assert (run(town, tmp_path, strict=True).written, Paper.objects.count(), Body.objects.count()) == (
        False,
        0,
        0,
    )


def test_a_table_of_papers_gives_way_to_whole_objects(town: Tenant, tmp_path: Path) -> None:
    (tmp_path / "vorlagen.csv").write_text(
        "oparl_id,aktenzeichen,datum,vorlagenart,titel\n"
        "1,2025/1,2025-03-01,Anfrage,Kurz\n7,2025/7,2025-04-01,Beschlussvorlage,Brücke\n8,,,,\n",
        encoding="utf-8",
    )
    report = run(town, save(tmp_path, organisation(), paper()))
    assert list(
        public_papers().order_by("number").values_list("number", "subject", "kind", "external_url")
    ) == [
        ("2025/1", "Vorlage 1", "inquiry", f"{BASE}/papers/1"),
        ("2025/7", "Brücke", "decision", f"{BASE}/papers/7"),
    ]
    assert [(one.line, one.column) for one in report.refused] == [(4, "name")]


def test_deleted_objects_persons_and_offices_are_left_out(town: Tenant, tmp_path: Path) -> None:
    person = {"id": f"{BASE}/persons/1", "type": f"{TYPE}Person", "name": "Vorname Nachname"}
    office = {"id": f"{BASE}/organizations/at/5", "type": f"{TYPE}Organization", "name": "Tiefbauamt"}
    report = run(town, save(tmp_path, organisation(), person, office, paper(deleted=True), paper(2)))
    assert (figures(report), Body.objects.count(), len(report.notes)) == ((2, 0, 0, 0), 1, 1)


@pytest.mark.parametrize("content", ["[]", "{}", "kein JSON", '{"data": 7}', '"Text"'])
def test_files_of_another_kind_are_refused_as_a_whole(town: Tenant, tmp_path: Path, content: str) -> None:
    (tmp_path / "liste.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput):
        run(town, tmp_path)


def test_a_member_may_not_import(town: Tenant, tmp_path: Path) -> None:
    council = oparl_list.read(save(tmp_path, organisation()), Report())
    with pytest.raises(NotAllowed):
        import_council(tenant=town, actor=make_member(town, "member"), council=council, report=Report())


def test_the_command_says_what_it_did(
    town: Tenant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path, organisation(), paper(), paper(2, name=""))
    call_command("import", "oparl", str(tmp_path), "--town", "musterstadt")
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == (
        "Zeile 3, name: Der Titel fehlt.",
        "new 2, changed 0, unchanged 0, refused 1",
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        (
            "Anfrage StR Muster, StRn Dr. Bei-Spiel (ABC): Brücke",
            "Anfrage StR N. N., StRn N. N. (ABC): Brücke",
        ),
        ("Ausscheiden von Frau Stadträtin Erika Muster", "Ausscheiden von Frau Stadträtin N. N."),
        ("Nachrücken von Erika Muster als Nachfolgerin", "Nachrücken von N. N. als Nachfolgerin"),
        ("Gespräch mit Oberbürgermeister Dr. Muster", "Gespräch mit Oberbürgermeister N. N."),
        ("Weisung des Herrn Oberbürgermeisters", "Weisung des Herrn Oberbürgermeisters"),
        ("Bürgermeister Dezernat 5: Amtszeit", "Bürgermeister Dezernat 5: Amtszeit"),
        ("Bebauungsplan Alter Flugplatz, Neue Mitte", "Bebauungsplan Alter Flugplatz, Neue Mitte"),
    ],
)
def test_names_in_titles_are_taken_out_and_offices_stay(title: str, told: str) -> None:
    assert without_names(title) == told
