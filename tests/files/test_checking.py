from __future__ import annotations

import datetime as dt
import os
import socketserver
import struct
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from tests.factories.files import picture, upload
from tests.factories.tenancy import make_member, make_tenant
from umsicht.core import clock
from umsicht.files import blobs, tasks
from umsicht.files.domain import checking, scanner, uploads
from umsicht.files.enums import FileState
from umsicht.files.models import StoredFile
from umsicht.files.queries.files import all_files

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
def test_check_runs_once_and_leaves_others_alone(django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"), "notiz.txt", b"Hallo")
    with django_capture_on_commit_callbacks(execute=True):
        assert (checking.check(file.pk), checking.check(file.pk), checking.check(10**9)) == (
            "clean",
            "clean",
            "",
        )
    assert contents(stored(file)) == b"Hallo"


def test_missing_contents_are_refused(django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"))
    blobs.remove([file.blob])
    assert checking.check(file.pk) == "refused"


def test_file_deleted_during_the_check_stays_deleted(
    store: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    person = make_member(tenant, "editor")
    file = put(tenant, person, "notiz.txt", b"Hallo")
    real = checking.run_worker

    def delete_meanwhile(*args: Any) -> dict[str, Any]:
        uploads.delete(file=stored(file), actor=person)
        return real(*args)

    monkeypatch.setattr(checking, "run_worker", delete_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        checking.check(file.pk)
    assert (stored(file).state, names(store)) == ("deleted", [])


def test_failure_while_storing_leaves_nothing_behind(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"))
    monkeypatch.setattr(checking, "apply", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        checking.check(file.pk)
    assert (stored(file).state, names(store)) == ("quarantined", ["quarantine"])


def test_lost_checks_are_started_again_and_orphans_go(
    store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"), "notiz.txt", b"Hallo")
    orphan = default_storage.save("quarantine/waise", upload("x", b"x"))
    young = default_storage.save("quarantine/jung", upload("x", b"x"))
    assert tasks.check_waiting_files() == 0
    days_ago = (clock.now() - dt.timedelta(days=2)).timestamp()
    for name in (orphan, file.blob):
        os.utime(default_storage.path(name), (days_ago, days_ago))
    assert tasks.remove_orphans() == 1
    assert sorted(blobs.quarantined()) == sorted([file.blob, young])
    StoredFile.objects.with_scopes_disabled().update(uploaded_at=clock.now() - dt.timedelta(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.check_waiting_files() == 1
    assert stored(file).state == FileState.CLEAN


def test_no_quarantine_folder_means_no_orphans() -> None:
    assert tasks.remove_orphans() == 0


class Scanner(socketserver.StreamRequestHandler):
    """Speaks clamd's INSTREAM: finds the word EICAR."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.wfile.write(b"stream: Eicar FOUND\0" if b"EICAR" in content else self.server.answer)  # type: ignore[attr-defined]


@pytest.fixture
def clamd(tmp_path: Path, settings: Any) -> Any:
    path = tmp_path / "clamd.sock"
    with socketserver.UnixStreamServer(str(path), Scanner) as server:
        server.answer = b"stream: OK\0"  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.CLAMD_SOCKET = str(path)
        yield server
        server.shutdown()
        thread.join()


def test_scanner_decides(clamd: Any, django_capture_on_commit_callbacks: Any) -> None:
    tenant = make_tenant()
    person = make_member(tenant, "editor")
    good, bad = (
        put(tenant, person, "gut.txt", b"Hallo"),
        put(tenant, person, "schlecht.txt", b"EICAR " * 100_000),
    )
    with django_capture_on_commit_callbacks(execute=True):
        assert [checking.check(good.pk), checking.check(bad.pk)] == ["clean", "refused"]
    assert stored(bad).refusal == "virus"


def test_silent_scanner_lets_nothing_through(clamd: Any, settings: Any) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"), "notiz.txt", b"Hallo")
    clamd.answer = b"INSTREAM size limit exceeded. ERROR\0"
    with pytest.raises(scanner.ScannerSilent):
        checking.check(file.pk)
    settings.CLAMD_SOCKET = "127.0.0.1:1"
    with pytest.raises(scanner.ScannerSilent):
        checking.check(file.pk)
    assert stored(file).state == FileState.QUARANTINED


def test_own_files_are_cleaned_without_a_process_of_their_own(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    tenant = make_tenant()
    file = put(tenant, make_member(tenant, "editor"))
    monkeypatch.setattr(checking, "run_worker", lambda *args: 1 / 0)
    with django_capture_on_commit_callbacks(execute=True):
        assert checking.check(file.pk, own=True) == "clean"
