"""Documents of a body: versions that stay, who may read what, and what ends."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.council import make_body, make_document
from tests.factories.files import make_file, pdf, saved, upload
from tests.factories.papers import make_paper
from tests.factories.tenancy import make_member
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, Conflict, NotAllowed, NotFound
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.council.domain.documents import (
    add_version,
    change_document,
    correct_version,
    create_document,
)
from umsicht.council.models import BodyDocument, Decision, DocumentVersion, Paper
from umsicht.council.queries.documents import documents_of, ending, public_version
from umsicht.council.queries.visibility import public_papers
from umsicht.files.models import StoredFile
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

pytestmark = [pytest.mark.django_db, pytest.mark.store]
TODAY = dt.date(2026, 11, 18)
SOON = TODAY + dt.timedelta(days=90)
SIGNED = [{"office": "Polizeidirektion", "on": "2017-06-26"}, {"office": "Jugendamt", "on": ""}]


def shown(body: Any, **more: Any) -> list[tuple[str, int, list[int]]]:
    """(title, version that holds, the other versions) of each document."""
    sets = {"papers": Paper.objects.all(), "decisions": Decision.objects.all()} | more
    return [
        (one.document.title, one.version.row.number, [other.row.number for other in one.others])
        for one in documents_of(body, TODAY, **sets)
    ]


def test_a_new_version_leaves_the_old_ones_as_they_are(town: Tenant) -> None:
    body = make_body(town)
    document = make_document(body, "Vertrag", valid_from=dt.date(2017, 6, 26), signatures=SIGNED)
    before = DocumentVersion.objects.values().get()
    add_version(document=document, actor=None, valid_from=dt.date(2025, 1, 1), note="neu")
    add_version(document=document, actor=None, valid_from=dt.date(2027, 1, 1), note="kommt erst")
    assert DocumentVersion.objects.values().get(number=1) == before
    assert shown(body) == [("Vertrag", 2, [3, 1])]


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_from": TODAY, "valid_until": TODAY - dt.timedelta(days=1)},
        {"signatures": [{"office": "", "on": ""}]},
        {"signatures": [{"office": "Amt", "on": "26.06.2017"}]},
        {"signatures": [{"name": "Jemand"}]},
        {"content": upload("programm.exe", b"MZ")},
        {"title": ""},
    ],
)
def test_what_makes_no_sense_is_not_written(town: Tenant, wrong: dict[str, Any]) -> None:
    body = make_body(town)
    with pytest.raises(BadInput):
        make_document(body, **({"title": "Vertrag"} | wrong)) if "title" not in wrong else create_document(
            body=body, actor=None, kind="agreement", title=""
        )
    assert (BodyDocument.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_the_file_is_checked_and_its_name_says_nothing(town: Tenant) -> None:
    make_document(make_body(town), content=upload("Geheimer Vertrag.pdf", saved(pdf())))
    file = StoredFile.objects.get()
    assert (file.purpose, file.visibility, "Geheim" in file.original_name) == (
        "council.document",
        "desk",
        False,
    )


def test_another_text_is_a_new_version_and_a_missing_file_may_come_later(town: Tenant) -> None:
    version = make_document(make_body(town)).versions.get()
    assert correct_version(
        version=version, actor=None, content=upload("a.pdf", saved(pdf())), note="gescannt"
    )
    with pytest.raises(Conflict):
        correct_version(version=version, actor=None, content=upload("b.pdf", saved(pdf())))
    assert StoredFile.objects.count() == 1


def test_withdrawn_it_stays_with_its_versions_but_can_not_be_changed(town: Tenant) -> None:
    body = make_body(town)
    document = make_document(body, "Vertrag", is_public=True, valid_until=SOON)
    with pytest.raises(TransitionDenied):
        apply(document, "withdraw", actor=None)
    apply(document, "withdraw", actor=make_member(town), reason="gekündigt")
    for write in (
        lambda: add_version(document=document, actor=None),
        lambda: change_document(document=document, actor=None, title="x"),
    ):
        with pytest.raises(Conflict):
            write()
    assert (shown(body), shown(body, public_only=True), ending(TODAY)) == ([("Vertrag", 1, [])], [], [])


def test_only_the_office_writes(town: Tenant) -> None:
    body, member = make_body(town), make_member(town, Role.MEMBER)
    with pytest.raises(NotAllowed):
        create_document(body=body, actor=member, kind="agreement", title="Vertrag")
    create_document(body=body, actor=make_member(town, Role.EDITOR), kind="agreement", title="Vertrag")
    assert AuditEvent.objects.get(action="council.document.create").after["kind"] == "agreement"


def test_a_closed_paper_is_not_named_to_who_may_not_read_it(town: Tenant) -> None:
    body = make_body(town)
    for visibility in ("public", "closed"):
        paper = make_paper(town, body=body, visibility=visibility)
        make_document(body, visibility, paper=paper, is_public=True)
    found = documents_of(
        body, TODAY, papers=public_papers(), decisions=Decision.objects.none(), public_only=True
    )
    assert {one.document.title: one.version.paper is not None for one in found} == {
        "public": True,
        "closed": False,
    }


@pytest.mark.parametrize(
    ("document", "body", "found"),
    [(True, True, True), (False, True, False), (True, False, False)],
)
def test_a_file_leaves_by_the_portal_only_if_body_and_document_are_public(
    town: Tenant, document: bool, body: bool, found: bool
) -> None:
    held = make_body(town, code="rat", is_public=body)
    version = make_document(held, is_public=document, file=make_file(town)).versions.get()
    if found:
        assert public_version("rat", version.pk).pk == version.pk
    else:
        with pytest.raises(NotFound):
            public_version("rat", version.pk)


def test_what_ends_is_said_once_for_each_body(town: Tenant) -> None:
    typed = make_body(town, "Nur Grundlage", basis="Auftrag", basis_until=SOON)
    both = make_body(town, "Beides", basis="Vertrag alt", basis_until=TODAY)
    document = make_document(both, "Vertrag", valid_until=SOON)
    make_document(both, "Zweiter Vertrag", valid_until=SOON - dt.timedelta(days=1))
    make_document(typed, "Beschluss ohne Ende")
    assert [(one.title, one.what, one.until) for one in ending(TODAY)] == [
        ("Beides", "Zweiter Vertrag", SOON - dt.timedelta(days=1)),
        ("Nur Grundlage", "Auftrag", SOON),
    ]
    BodyDocument.objects.filter(title="Zweiter Vertrag").delete()
    assert [one.what for one in ending(TODAY, both)] == ["Vertrag"]
    add_version(document=document, actor=None, valid_from=SOON)
    assert ending(TODAY, both) == []


def test_documents_cost_the_same_however_many(town: Tenant, django_assert_num_queries: Any) -> None:
    body = make_body(town)
    for _round in range(2):
        for _number in range(2):
            add_version(document=make_document(body, file=make_file(town)), actor=None)
        with django_assert_num_queries(3):
            shown(body)
        with django_assert_num_queries(3):
            ending(TODAY)
