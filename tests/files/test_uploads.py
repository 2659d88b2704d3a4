from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.factories.accounts import make_person
from tests.factories.files import make_file, make_rendition, office, picture, upload
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed, UmsichtError
from umsicht.core.transitions import TransitionDenied
from umsicht.files import blobs, personal
from umsicht.files.domain import uploads
from umsicht.files.domain.uploads import safe_name
from umsicht.files.models import Rendition, StoredFile
from umsicht.files.queries.files import all_files, public_files, renditions_of
from umsicht.notify.models import InboxMessage

pytestmark = pytest.mark.django_db


def put(
    tenant: Any, actor: Any, name: str = "bild.jpg", content: bytes | None = None, **options: Any
) -> StoredFile:
    options = {"alt_text": "Ein Bild"} | options
    return uploads.upload(
        tenant=tenant, content=upload(name, picture() if content is None else content), actor=actor, **options
    )


def stored(file: StoredFile) -> StoredFile:
    return all_files().get(pk=file.pk)


def names(store: Path) -> list[str]:
    return sorted(path.relative_to(store).parts[0] for path in store.rglob("*") if path.is_file())


def contents(file: StoredFile) -> bytes:
    with blobs.open_blob(file.blob) as content:
        return bytes(content.read())


@pytest.mark.store
def test_upload_waits_in_quarantine_and_is_cleaned_after_the_commit(
    store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    office_person = make_member(tenant, "editor")
    with django_capture_on_commit_callbacks() as callbacks:
        file = put(
            tenant,
            office_person,
            "C:\\Fotos\\Mein Bild.JPG",
            title="  Fest ",
            visibility="public",
            purpose="offers.picture",
        )
        assert (stored(file).state, names(store)) == ("quarantined", ["quarantine"])
    with django_capture_on_commit_callbacks(execute=True):
        for callback in callbacks:
            callback()
    done = stored(file)
    assert (done.state, done.mime, done.width, done.height, done.original_name, done.title, done.purpose) == (
        "clean", "image/jpeg", 600, 400, "Mein Bild.jpg", "Fest", "offers.picture",
    )  # fmt: skip
    with scope(tenant=tenant):
        sizes = [(r.name, r.mime, r.width) for r in renditions_of([done])[done.pk]]
    assert sizes == [("small", "image/jpeg", 480), ("small", "image/webp", 480)]
    assert names(store) == ["kept", "kept", "kept"]
    assert contents(done)[:2] == b"\xff\xd8"
    assert oct(Path(default_storage.path(done.blob)).stat().st_mode)[-3:] == "640"
    actions = AuditEvent.objects.with_scopes_disabled().order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["files.file.upload", "files.file.accept"]


def test_refused_upload_leaves_nothing_but_a_reason(
    store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    person = make_member(tenant, "editor")
    with django_capture_on_commit_callbacks(execute=True):
        file = put(tenant, person, "plan.docx", office("docx", {"word/vbaProject.bin": b"x"}))
    done = stored(file)
    assert (done.state, done.refusal, done.blob, done.sha256, names(store)) == (
        "refused",
        "macros",
        "",
        "",
        [],
    )
    with scope(tenant=tenant):
        told = InboxMessage.objects.get(user=person)
    assert told.title == "Datei nicht angenommen: plan.docx"
    assert "Makros" in told.text


@pytest.mark.parametrize(
    ("name", "content", "options", "code"),
    [
        ("bild.svg", b"<svg/>", {}, "extension"),
        ("programm.exe", b"MZ", {}, "extension"),
        ("makro.docm", b"PK", {}, "extension"),
        ("ohne-endung", b"x", {}, "extension"),
        ("bild.jpg.html", b"x", {}, "extension"),
        ("leer.txt", b"", {}, "empty"),
        ("gross.txt", b"x" * 2001, {}, "too_large"),
        ("bild.jpg", b"x", {"alt_text": "  "}, "alt_text"),
        ("notiz.txt", b"x", {"visibility": "all"}, "bad_input"),
    ],
)
def test_upload_refuses_at_the_door(
    store: Path, settings: Any, name: str, content: bytes, options: dict[str, str], code: str
) -> None:
    settings.FILES_MAX_BYTES = 2000
    tenant = make_tenant()
    with pytest.raises(BadInput) as refused:
        put(tenant, make_member(tenant, "editor"), name, content, **options)
    assert (refused.value.code, names(store), all_files().count()) == (code, [], 0)


def test_size_is_counted_and_not_believed(settings: Any) -> None:
    settings.FILES_MAX_BYTES = 10
    tenant = make_tenant()
    content = upload("notiz.txt", b"x" * 11)
    content.size = 5
    with pytest.raises(BadInput):
        uploads.upload(tenant=tenant, content=content, actor=make_member(tenant, "editor"))


@pytest.mark.parametrize("role", ["adviser", "auditor", "", "elsewhere"])
def test_upload_needs_a_role_in_the_tenant(store: Path, role: str) -> None:
    tenant = make_tenant()
    person = (
        make_member(make_tenant(), "editor")
        if role == "elsewhere"
        else make_member(tenant, role)
        if role
        else make_person()
    )
    with pytest.raises(NotAllowed):
        put(tenant, person)
    assert names(store) == []


def test_failed_transaction_takes_the_contents_back(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = make_tenant()
    monkeypatch.setattr(uploads.journal, "record", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(tenant, make_member(tenant, "editor"))
    assert (names(store), all_files().count()) == ([], 0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\x\\Plan.PDF", "Plan.pdf"),
        ("a\u202egpj.exe.txt", "agpj.exe.txt"),
        ('x<y>"z|?*.txt', "xyz.txt"),
        ("..txt", "txt"),
        ("  .  ", "datei"),
        ("ä" * 300 + ".docx", "ä" * 115 + ".docx"),
        ("zeile\r\nzwei.txt", "zeile zwei.txt"),
    ],
)
def test_safe_name(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.store
def test_delete_removes_all_contents_and_keeps_the_row(
    store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    file = make_file(tenant, kind="image", alt_text="x", mime="image/png", original_name="a.png")
    make_rendition(file)
    person = make_member(tenant, "coordinator")
    with django_capture_on_commit_callbacks(execute=True):
        uploads.delete(file=file, actor=person, reason="falsches Bild")
    assert (stored(file).state, stored(file).blob, names(store)) == ("deleted", "", [])
    assert Rendition.objects.with_scopes_disabled().count() == 0
    with pytest.raises(TransitionDenied):
        uploads.delete(file=stored(file), actor=person)


def test_delete_that_is_rolled_back_keeps_the_contents(
    store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    file = make_file(tenant)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        uploads.delete(file=file, actor=make_member(tenant, "coordinator"))
        transaction.set_rollback(True)
    assert (stored(file).state, names(store)) == ("clean", ["kept"])


def test_only_office_and_uploader_change_and_delete() -> None:
    tenant = make_tenant()
    provider, other, elsewhere = (
        make_member(tenant, "provider"),
        make_member(tenant, "provider"),
        make_member(make_tenant(), "coordinator"),
    )
    file = make_file(tenant, uploaded_by=provider)
    for person in (other, elsewhere, make_person()):
        with pytest.raises(UmsichtError) as refused:
            uploads.delete(file=file, actor=person)
        assert refused.value.status == 403
        with pytest.raises(NotAllowed):
            uploads.change(file=file, actor=person, values={"title": "x"})
    assert (
        uploads.change(file=file, actor=provider, values={"title": " Neu  er ", "visibility": "public"})
        is True
    )
    assert (stored(file).title, stored(file).visibility) == ("Neu er", "public")
    assert uploads.change(file=file, actor=provider, values={"title": "Neu er"}) is False


def test_change_keeps_pictures_described_and_refuses_the_rest() -> None:
    tenant = make_tenant()
    file = make_file(tenant, kind="image", alt_text="Ein Bild", mime="image/png")
    person = make_member(tenant, "editor")
    for values in ({"alt_text": " "}, {"visibility": "all"}, {"blob": "x"}, {"state": "clean"}):
        with pytest.raises(BadInput):
            uploads.change(file=file, actor=person, values=values)


@pytest.mark.store
def test_database_knows_no_unchecked_clean_file() -> None:
    for fields in (
        {"blob": ""},
        {"checked_at": None},
        {"mime": ""},
        {"state": "refused"},
        {"state": "deleted"},
        {"kind": "image", "alt_text": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_file(**fields)


@pytest.mark.store
def test_public_files_are_checked_public_and_own() -> None:
    tenant = make_tenant()
    good = make_file(tenant, visibility="public")
    others = [
        make_file(tenant),
        make_file(visibility="public"),
        make_file(tenant, visibility="public", state="quarantined"),
    ]
    with scope(tenant=tenant):
        assert public_files([good.pk, *(file.pk for file in others)]) == {good.pk: good}


def test_export_lists_what_a_person_uploaded() -> None:
    person = make_person()
    make_file(make_tenant(name="Ort"), uploaded_by=person, title="Plan")
    make_file()
    assert [(found["stelle"], found["titel"], found["stand"]) for found in personal.export(person)] == [
        ("Ort", "Plan", "clean")
    ]
