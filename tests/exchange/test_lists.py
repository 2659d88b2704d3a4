from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from django_scopes import scope
from openpyxl import Workbook

from tests.exchange.conftest import Desk, counts
from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.csvsafe import BadFile
from umsicht.core.transitions import TransitionDenied
from umsicht.directory.models import Organisation
from umsicht.exchange.domain import checking, imports, taking, undoing
from umsicht.exchange.domain.export import export
from umsicht.exchange.models import ImportRow, Link
from umsicht.exchange.reading import tables
from umsicht.offers.models import Offer
from umsicht.tenancy.enums import Role

LIST = """Nr.;Angebot;Träger;Zielgruppe;Alter ab;Preis;Telefon
A1;Streit schlichten;Verein Mut;Eltern;8;kostenfrei;0371 1234
A2;Medien verstehen;Verein Mut;Jugendliche;12;120 € je Klasse;0371 1234
"""


def problems(run: object) -> list[tuple[str, str]]:
    rows = ImportRow.objects.filter(run=run, plan="refused").order_by("number")
    return [(row.place, problem[0]) for row in rows for problem in row.problems]


def test_a_dry_run_writes_nothing_and_says_what_would_change(office: Desk) -> None:
    run = office.checked(office.source(), LIST)
    assert problems(run) == []
    assert (run.state, counts(run)) == ("checked", (2, 0, 0, 0, 0))
    assert (Offer.objects.count(), Organisation.objects.count(), Link.objects.count()) == (0, 0, 0)


def test_taking_over_makes_drafts_with_provider_and_one_journal_row_each(office: Desk) -> None:
    run = office.taken(office.checked(office.source(), LIST))
    first = Offer.objects.get(code="A1")
    assert (run.state, run.written, run.failed) == ("done", 2, 0)
    assert (first.title, first.state, first.provider.name, first.audiences, first.age_from, first.cost_from_cents) == (
        "Streit schlichten", "draft", "Verein Mut", ["eltern"], 8, 0,
    )  # fmt: skip
    assert first.contact_point is not None
    assert first.contact_point.phone == "0371 1234"
    assert Organisation.objects.count() == 1
    assert AuditEvent.objects.filter(action="offers.offer.create").count() == 2


def test_the_same_list_again_changes_nothing(office: Desk) -> None:
    source = office.source()
    office.taken(office.checked(source, LIST))
    again = office.checked(source, LIST)
    assert counts(again) == (0, 0, 2, 0, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_found(office: Desk, encoding: str) -> None:
    run = office.checked(office.source(), LIST.encode(encoding))
    assert counts(run) == (2, 0, 0, 0, 0)


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_delimiters_are_found(office: Desk, delimiter: str) -> None:
    run = office.checked(office.source(), LIST.replace(";", delimiter))
    assert (run.delimiter, counts(run)) == (delimiter, (2, 0, 0, 0, 0))


def test_excel_lists_are_read(office: Desk) -> None:
    book, buffer = Workbook(), io.BytesIO()
    for row in ("Titel", "Anbieter", "Alter ab"), ("Gespräch", "Verein Mut", 9):
        book.active.append(row)
    book.save(buffer)
    run = office.taken(office.checked(office.source(), buffer.getvalue(), "liste.xlsx"))
    assert Offer.objects.get().age_from == 9
    assert run.written == 1


def test_bad_rows_are_refused_alone_with_line_and_column(office: Desk) -> None:
    run = office.checked(
        office.source(),
        "Titel;Anbieter;Zielgruppe;Alter ab\nGut;Mut;Eltern;8\n;Mut;;\nAlt;Mut;Marsmenschen;acht\nOhne;;;\n",
    )
    assert counts(run) == (1, 0, 0, 3, 0)
    assert problems(run) == [
        ("Zeile 3", "title"),
        ("Zeile 4", "Zielgruppe"),
        ("Zeile 4", "Alter ab"),
        ("Zeile 5", "provider_name"),
    ]
    assert office.taken(run).written == 1


def test_a_record_twice_in_a_file_counts_once(office: Desk) -> None:
    run = office.checked(office.source(), "Nr.;Titel;Anbieter\n1;Eins;Mut\n1;Eins noch mal;Mut\n")
    assert counts(run) == (1, 0, 0, 1, 0)


def test_columns_are_remembered_for_the_source(office: Desk) -> None:
    source = office.source()
    path = office.folder / "zwei.csv"
    path.write_text("Wie es heißt;Wer\nEins;Mut\n")
    second = imports.receive(source=source, actor=None, file_name="zwei.csv", path=path)
    imports.assign_columns(run=second, actor=None, mapping={"Wie es heißt": "title", "Wer": "provider_name"})
    checking.check(second)
    source.refresh_from_db()
    third = office.checked(source, "Wer;Wie es heißt\nMut;Zwei\n")
    assert problems(third) == []
    assert (counts(second), counts(third)) == ((1, 0, 0, 0, 0), (1, 0, 0, 0, 0))


def test_an_edit_since_the_dry_run_is_not_overwritten(office: Desk) -> None:
    source = office.source()
    office.taken(office.checked(source, LIST))
    run = office.checked(source, LIST.replace("Streit schlichten", "Streit lösen"))
    Offer.objects.filter(code="A1").update(summary="Von Hand")
    office.taken(run)
    offer = Offer.objects.get(code="A1")
    assert (offer.title, offer.summary, run.written, run.failed) == ("Streit schlichten", "Von Hand", 0, 1)
    assert "nach dem Probelauf bearbeitet" in ImportRow.objects.get(run=run, key="A1").reason


def test_an_import_runs_once(office: Desk) -> None:
    run = office.checked(office.source(), LIST)
    office.taken(run)
    with pytest.raises(TransitionDenied):
        imports.start(run=run, actor=None)
    taking.take_over(run)
    assert Offer.objects.count() == 2


def test_a_killed_import_goes_on_and_doubles_nothing(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "BATCH", 2)
    lines = "".join(f"N{number};Angebot {number};Mut\n" for number in range(7))
    run = office.checked(office.source(), "Nr.;Titel;Anbieter\n" + lines)
    imports.start(run=run, actor=None)
    writer = taking.Writer(run, checking.decider(run.source, run.tenant), None)
    assert taking.write_batch(run, writer, size=3)
    taking.take_over(run)
    run.refresh_from_db()
    assert (run.state, run.written, Offer.objects.count(), Organisation.objects.count()) == ("done", 7, 7, 1)


def test_undoing_removes_what_was_new_and_restores_what_was_changed(office: Desk) -> None:
    source = office.source()
    kept = make_offer(
        make_organisation(office.tenant, name="Verein Mut"), code="A1", title="Alter Titel", state="draft"
    )
    run = office.taken(office.checked(source, LIST))
    kept.refresh_from_db()
    assert kept.title == "Streit schlichten"
    undoing.start(run=run, actor=None, reason="Falsche Liste")
    undoing.undo(run)
    run.refresh_from_db()
    kept.refresh_from_db()
    assert (run.state, run.undone, run.kept) == ("undone", 2, 0)
    assert (kept.title, kept.audiences, kept.contact_point_id) == ("Alter Titel", ["eltern"], None)
    assert list(Offer.objects.values_list("code", flat=True)) == ["A1"]


def test_undoing_keeps_what_was_edited_since(office: Desk) -> None:
    run = office.taken(office.checked(office.source(), LIST))
    Offer.objects.filter(code="A1").update(summary="Von Hand")
    undoing.start(run=run, actor=None, reason="Falsche Liste")
    undoing.undo(run)
    run.refresh_from_db()
    assert (run.undone, run.kept) == (1, 1)
    assert list(Offer.objects.values_list("code", flat=True)) == ["A1"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"PK\x03\x04kaputt", b"Titel;Titel\nA;B\n", b'Titel;Anbieter\n"offen;x\n'],
)
def test_what_is_no_list_fails_with_a_reason(office: Desk, content: bytes) -> None:
    run = office.checked(office.source(), content)
    assert (run.state, bool(run.note)) == ("failed", True)


def test_a_sheet_that_names_a_line_without_end_is_refused(tmp_path: Path) -> None:
    book, path, broken = Workbook(), tmp_path / "liste.xlsx", tmp_path / "endlos.xlsx"
    for row in (("Titel",), ("Kurs",)):
        book.active.append(row)
    book.save(path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                text = (
                    text.replace(b"A1:A2", b"A1:A900000000000")
                    .replace(b'r="2"', b'r="900000000000"')
                    .replace(b'r="A2"', b'r="A900000000000"')
                )
            new.writestr(name, text)
    with pytest.raises(BadFile):
        list(tables.rows_of(broken, tables.shape_of(broken)))


def test_a_package_can_not_say_that_an_entry_was_reviewed(office: Desk, tmp_path: Path) -> None:
    offer = make_offer(make_organisation(office.tenant), title="Kurs")
    target = tmp_path / "stadt.json"
    export(tenant=office.tenant, actor=None, form="json", target=target)
    document = json.loads(target.read_text())
    document["offers"][0] |= {"reviewed_on": "2026-11-01", "confirmed_on": "2026-11-02", "title": "Kurs neu"}
    office.taken(office.checked(office.source(), json.dumps(document), "stadt.json"))
    before = (offer.reviewed_on, offer.confirmed_on)
    offer.refresh_from_db()
    assert (offer.title, offer.reviewed_on, offer.confirmed_on) == ("Kurs neu", *before)


@pytest.mark.parametrize(("role", "kept"), [(Role.EDITOR, False), (Role.COORDINATOR, True)])
def test_only_who_may_review_brings_new_entries_with_a_day_of_review(
    office: Desk, tmp_path: Path, role: Role, kept: bool
) -> None:
    offer = make_offer(make_organisation(office.tenant), title="Kurs", reviewed_on=dt.date(2026, 11, 1))
    target = tmp_path / "stadt.json"
    export(tenant=office.tenant, actor=None, form="json", target=target)
    elsewhere = make_tenant()
    actor = make_member(elsewhere, role)
    with scope(tenant=elsewhere):
        desk = Desk(elsewhere, tmp_path)
        run = desk.checked(desk.source(), target.read_bytes(), "anderswo.json")
        imports.start(run=run, actor=actor)
        taking.take_over(run, actor=actor)
        copy = Offer.objects.get()
    assert (copy.title, copy.reviewed_on) == ("Kurs", offer.reviewed_on if kept else None)
