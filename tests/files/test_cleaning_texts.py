"""Text that is none, and the process around it all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.factories.files import office, pdf, picture, saved
from tests.files.opening import clean, master, refusal
from umsicht.files.domain.checking import run_worker

CALENDAR = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("extension", "content", "kept"),
    [
        ("csv", "Größe;Ort\r\n1;Mügeln\r\n".encode(), "Größe;Ort\r\n1;Mügeln\r\n"),
        ("csv", "Größe;Ort\r\n".encode("cp1252"), "Größe;Ort\r\n"),
        ("csv", "Größe\t1\n".encode("utf-16"), "Größe\t1\n"),
        ("txt", "\ufeffHallo".encode(), "Hallo"),
        ("txt", b"Hallo <b>Welt</b>", "Hallo <b>Welt</b>"),
        ("ics", CALENDAR, CALENDAR.decode()),
    ],
)
def test_text_is_kept_in_utf8(tmp_path: Path, extension: str, content: bytes, kept: str) -> None:
    assert master(clean(tmp_path, extension, content)).decode("utf-8") == kept


@pytest.mark.parametrize(
    ("extension", "content"),
    [
        ("txt", b"Hallo\x00Welt"),
        ("txt", b"\x7fELF\x02\x01\x01" + b"\0" * 200),
        ("txt", b"MZ\x90\x00" + b"\0" * 200),
        ("txt", b"  <html><script>x</script>"),
        ("txt", b"<?php system($_GET[0]);"),
        ("txt", b"#!/bin/sh\nrm -rf /\n"),
        ("csv", b"<svg onload=alert(1)>"),
        ("csv", office()),
        ("csv", saved(pdf())),
        ("ics", b"Hallo"),
        ("ics", b"<!doctype html>BEGIN:VCALENDAR"),
        ("txt", b"a\x1b[31mrot"),
        ("txt", b"\xff\xfea"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, extension: str, content: bytes) -> None:
    assert refusal(tmp_path, extension, content) == "wrong_type"


def test_endless_text_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, "csv", b"a;b\n" * 5_100_000) == "too_large"


def test_process_answers_as_the_function_does(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.write_bytes(picture(size=(500, 10)))
    answer = run_worker(source, "jpg", tmp_path)
    assert [(p["name"], p["width"]) for p in answer["pieces"]] == [("", 500), ("small", 480), ("small", 480)]


def test_process_that_dies_or_hangs_means_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_worker(tmp_path / "missing", "jpg", tmp_path) == {"refused": "too_complex"}

    def hang(*args: Any, **options: Any) -> None:
        raise subprocess.TimeoutExpired("worker", 1)

    monkeypatch.setattr(subprocess, "run", hang)
    assert run_worker(tmp_path / "missing", "jpg", tmp_path) == {"refused": "too_complex"}


def test_process_may_not_take_all_memory() -> None:
    """The limit of the operating system holds, whatever a decoder asks for."""
    code = "from umsicht.files.cleaning.worker import limit; limit(); b'x' * 3_000_000_000"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, check=False)
    assert b"MemoryError" in done.stderr


def test_cleaning_imports_no_django() -> None:
    code = "import sys, umsicht.files.cleaning.worker; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
