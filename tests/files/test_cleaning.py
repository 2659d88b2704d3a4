"""Hostile and honest files, opened in this process by the same functions that the cleaning process uses."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from tests.factories.files import office, pdf, photo_with_place, picture, saved
from umsicht.files.cleaning import images, worker
from umsicht.files.cleaning import office as office_cleaning
from umsicht.files.domain.checking import run_worker
from umsicht.files.kinds import ACCEPTED


def clean(tmp_path: Path, extension: str, content: bytes) -> dict[str, Any]:
    source, target = tmp_path / "source", tmp_path / "out"
    source.write_bytes(content)
    target.mkdir(exist_ok=True)
    return worker.work(source, extension, target)


def refusal(tmp_path: Path, extension: str, content: bytes) -> object:
    return clean(tmp_path, extension, content).get("refused", "taken")


def master(answer: dict[str, Any]) -> bytes:
    return Path(answer["pieces"][0]["path"]).read_bytes()


# ---- pictures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extension", "form", "mode", "mime"),
    [
        ("jpg", "JPEG", "RGB", "image/jpeg"),
        ("jpeg", "JPEG", "L", "image/jpeg"),
        ("jpg", "JPEG", "CMYK", "image/jpeg"),
        ("png", "PNG", "RGBA", "image/png"),
        ("png", "PNG", "P", "image/jpeg"),
        ("png", "PNG", "LA", "image/png"),
        ("webp", "WEBP", "RGBA", "image/png"),
        ("gif", "GIF", "P", "image/jpeg"),
    ],
)
def test_picture_is_drawn_anew_in_fixed_sizes(
    tmp_path: Path, extension: str, form: str, mode: str, mime: str
) -> None:
    answer = clean(tmp_path, extension, picture(form, (1000, 500), mode))
    told = [(p["name"], p["mime"], p["width"], p["height"]) for p in answer["pieces"]]
    assert told == [
        ("", mime, 1000, 500),
        ("small", "image/webp", 480, 240),
        ("small", "image/jpeg", 480, 240),
        ("medium", "image/webp", 960, 480),
        ("medium", "image/jpeg", 960, 480),
    ]
    for piece in answer["pieces"]:
        with Image.open(piece["path"]) as shown:
            assert (shown.size, f"image/{shown.format.lower()}") == (
                (piece["width"], piece["height"]),
                piece["mime"],
            )


def test_photo_forgets_place_and_camera_and_stands_upright(tmp_path: Path) -> None:
    content = photo_with_place()
    assert b"GeheimeKamera" in content
    answer = clean(tmp_path, "jpg", content)
    assert b"GeheimeKamera" not in master(answer)
    with Image.open(answer["pieces"][0]["path"]) as shown:
        assert (shown.size, dict(shown.getexif()), shown.info.get("exif")) == ((400, 600), {}, None)


def test_large_picture_is_made_smaller(tmp_path: Path) -> None:
    answer = clean(tmp_path, "jpg", picture(size=(5000, 1000)))
    assert [(p["name"], p["width"]) for p in answer["pieces"][:1]] == [("", images.MASTER_SIDE)]
    assert {p["name"] for p in answer["pieces"]} == {"", "small", "medium", "large"}


def test_tiny_picture_keeps_its_size(tmp_path: Path) -> None:
    answer = clean(tmp_path, "png", picture("PNG", (1, 1)))
    assert [(p["name"], p["width"], p["height"]) for p in answer["pieces"]] == [
        ("", 1, 1), ("small", 1, 1), ("small", 1, 1),
    ]  # fmt: skip


def test_what_hides_behind_the_picture_is_gone(tmp_path: Path) -> None:
    payload = b"<script>alert(1)</script>" + office()
    answer = clean(tmp_path, "jpg", picture() + payload)
    assert all(payload[:20] not in Path(p["path"]).read_bytes() for p in answer["pieces"])


def test_comment_and_profile_do_not_survive(tmp_path: Path) -> None:
    answer = clean(tmp_path, "jpg", picture(comment=b"geheimer Kommentar", icc_profile=b"kaputtes Profil"))
    assert b"geheim" not in master(answer)
    assert b"kaputtes" not in master(answer)


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    header = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(60_000, 60_000), (8_000, 8_000), (2**31 - 1, 2**31 - 1), (30_000, 10)])
def test_pixel_bomb_is_refused_before_it_unfolds(tmp_path: Path, size: tuple[int, int]) -> None:
    assert refusal(tmp_path, "png", png_header(*size)) == "too_many_pixels"


@pytest.mark.parametrize(
    ("extension", "content", "code"),
    [
        ("jpg", b"", "empty"),
        ("jpg", b"\xff\xd8\xff", "unreadable"),
        ("jpg", b"\xff\xd8\xff" + b"\0" * 5000, "unreadable"),
        ("jpg", picture()[:200], "unreadable"),
        ("jpg", picture("PNG"), "wrong_type"),
        ("png", picture("JPEG"), "wrong_type"),
        ("png", b"\x89PNG\r\n\x1a\n" + b"x" * 100, "unreadable"),
        ("png", png_header(10, 10)[:-30], "unreadable"),
        ("png", png_header(0, 10), "unreadable"),
        ("gif", b"GIF89a" + b"<script>alert(1)</script>" * 10, "unreadable"),
        ("webp", b"RIFF\x00\x00\x00\x00AVI LIST", "wrong_type"),
        ("webp", b"RIFF\x10\x00\x00\x00WEBPVP8 xxxx", "unreadable"),
        ("jpg", b"\x7fELF" + b"\0" * 100, "wrong_type"),
        ("jpg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "wrong_type"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, extension: str, content: bytes, code: str) -> None:
    assert refusal(tmp_path, extension, content) == code


@given(
    st.sampled_from(["jpg", "png", "gif", "webp", "pdf", "docx", "csv", "ics", "txt"]),
    st.binary(max_size=300),
)
def test_no_bytes_at_all_are_an_error(tmp_path_factory: Any, extension: str, content: bytes) -> None:
    answer = clean(tmp_path_factory.mktemp("f"), extension, content)
    assert "refused" in answer or extension in {"csv", "txt"}


# ---- PDF --------------------------------------------------------------------------------------------------


def armed_pdf() -> bytes:
    """Everything a PDF can do by itself, in the usual places and in unusual ones."""
    made = pdf(2)
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('x')"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    made.Root.OpenAction = script
    made.Root.AA = Dictionary(WC=script)
    made.attachments["virus.exe"] = b"MZ"
    made.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), made.make_indirect(script)]))
    made.Root.AcroForm = Dictionary(
        XFA=String("<xdp/>"),
        Fields=Array([made.make_indirect(Dictionary(T=String("feld"), AA=Dictionary(K=script)))]),
    )
    page = made.pages[0].obj
    page.AA = Dictionary(O=launch)
    page.Annots = Array(
        [
            made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=launch)),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.URI, URI=String("javascript:x"))),
            Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9],
                A=Dictionary(S=Name.URI, URI=String("https://example.org"), Next=made.make_indirect(script)),
            ),
            Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 9, 9], FS=Dictionary(EF=Dictionary())),
            Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[0, 0, 9, 9]),
            Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], MK=Dictionary(X=Dictionary(A=Dictionary(S=Name.SubmitForm, F=String("http://x"))))),
        ]
    )  # fmt: skip
    return saved(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)


def test_pdf_is_disarmed_and_keeps_its_links(tmp_path: Path) -> None:
    content = armed_pdf()
    for word in (
        b"/JavaScript",
        b"/Launch",
        b"/EmbeddedFiles",
        b"/OpenAction",
        b"/AA",
        b"/SubmitForm",
        b"/XFA",
    ):
        assert word in content
    answer = clean(tmp_path, "pdf", content)
    assert answer["pages"] == 2
    with pikepdf.open(io.BytesIO(master(answer))) as done:
        done.save(tmp_path / "plain.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable, qdf=True)
    plain = (tmp_path / "plain.pdf").read_bytes()
    for word in (
        b"/JavaScript", b"/JS", b"/Launch", b"/EmbeddedFiles", b"/OpenAction", b"/AA", b"/SubmitForm", b"/XFA", b"calc.exe",
        b"javascript:", b"/FileAttachment", b"/RichMedia", b"virus",
    ):  # fmt: skip
        assert word not in plain, word
    assert b"https://example.org" in plain


def test_pdf_with_owner_password_only_is_opened_and_one_that_asks_is_refused(tmp_path: Path) -> None:
    free = saved(pdf(), encryption=pikepdf.Encryption(owner="x", user=""))
    closed = saved(pdf(), encryption=pikepdf.Encryption(owner="x", user="y"))
    answer = clean(tmp_path, "pdf", free)
    assert b"/Encrypt" not in master(answer)
    assert refusal(tmp_path, "pdf", closed) == "encrypted"


def test_page_jumps_inside_the_document_survive(tmp_path: Path) -> None:
    made = pdf(2)
    jump = Dictionary(S=Name.GoTo, D=Array([made.pages[1].obj, Name.Fit]))
    made.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=jump)]
    )
    answer = clean(tmp_path, "pdf", saved(made))
    with pikepdf.open(io.BytesIO(master(answer))) as done:
        assert Name.GoTo == done.pages[0].obj.Annots[0].A.S


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n", "unreadable"),
        (b"%PDF-1.7\n" + b"x" * 10_000, "unreadable"),
        (saved(pdf())[:150], "unreadable"),
        (b"<html>" + saved(pdf()), "wrong_type"),
        (b"MZ" + saved(pdf()), "wrong_type"),
        (saved(pikepdf.new()), "unreadable"),
    ],
)
def test_what_is_no_pdf_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    assert refusal(tmp_path, "pdf", content) == code


def test_deeply_nested_pdf_is_refused(tmp_path: Path) -> None:
    made = pdf()
    deep = Dictionary(X=1)
    for _level in range(80):
        deep = Dictionary(D=deep)
    made.Root.Deep = deep
    assert refusal(tmp_path, "pdf", saved(made)) == "too_complex"


# ---- Office -----------------------------------------------------------------------------------------------


def test_office_file_is_packed_anew(tmp_path: Path) -> None:
    content = office(
        "docx", {"word/document.xml": "<w>Text</w>", "word/media/bild.png": picture("PNG", (2, 2))}
    )
    answer = clean(tmp_path, "docx", content + b"angehaengt")
    with zipfile.ZipFile(io.BytesIO(master(answer))) as done:
        assert sorted(done.namelist()) == [
            "[Content_Types].xml",
            "main.xml",
            "word/document.xml",
            "word/media/bild.png",
        ]
        assert done.read("word/document.xml") == b"<w>Text</w>"
    assert b"angehaengt" not in master(answer)
    assert (answer["pieces"][0]["mime"], len(answer["pieces"])) == (ACCEPTED["docx"].mime, 1)


def bomb() -> bytes:
    return office("xlsx", {"xl/worksheets/sheet1.xml": b"0" * 30_000_000})


def lying_header() -> bytes:
    """An entry that claims ten bytes and unpacks to far more."""
    content = bytearray(office("docx", {"word/a.xml": b"0" * 100_000}))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"word/a.xml"))
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(content)


def crypted() -> bytes:
    content = bytearray(office("docx"))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


_RELS = '<Relationships><Relationship Id="r" Target="http://boese.example/x.dotm" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'


@pytest.mark.parametrize(
    ("extension", "content", "code"),
    [
        ("docx", office("docx", {"word/vbaProject.bin": b"x"}), "macros"),
        ("docx", office("docx", {"word/VBAPROJECT.BIN": b"x"}), "macros"),
        ("docx", office("docx", types='<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'), "macros"),
        ("xlsx", office("xlsx", {"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
        ("docx", office("docx", {"word/embeddings/oleObject1.bin": b"x"}), "embedded"),
        ("docx", office("docx", {"word/activeX/activeX1.xml": b"<x/>"}), "embedded"),
        ("docx", office("docx", {"setup.exe": b"MZ"}), "embedded"),
        ("docx", office("docx", {"word/embeddings/innen.docx": office("docx", {"word/vbaProject.bin": b"x"})}), "macros"),
        ("docx", office("docx", {"word/embeddings/a.docx": office("docx", {"word/embeddings/b.docx": office()})}), "embedded"),
        ("docx", office("docx", {"word/_rels/settings.xml.rels": _RELS.format(kind="attachedTemplate")}), "remote"),
        ("docx", office("docx", {"word/_rels/document.xml.rels": _RELS.format(kind="oleObject")}), "remote"),
        ("docx", office("docx", {"word/_rels/document.xml.rels": _RELS.format(kind="attachedTemplate").encode("utf-16")}), "remote"),
        ("docx", office("docx", {"word/document.xml": "<w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText>"}), "remote"),
        ("xlsx", office("xlsx", {"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink/></externalLink>"}), "remote"),
        ("docx", office("docx", {"word/document.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "unreadable"),
        ("docx", office("docx", {"../../etc/passwd.xml": "<x/>"}), "unreadable"),
        ("docx", office("docx", {"/abs.xml": "<x/>"}), "unreadable"),
        ("docx", office("docx", {"c:\\x.xml": "<x/>"}), "unreadable"),
        ("docx", office("docx", {"a.xml": "<x/>", "A.XML": "<y/>"}), "unreadable"),
        ("docx", office("xlsx"), "wrong_type"),
        ("xlsx", office("docx"), "wrong_type"),
        ("docx", b"PK\x03\x04" + b"x" * 100, "unreadable"),
        ("docx", office()[:-30], "unreadable"),
        ("docx", lying_header(), "unreadable"),
        ("docx", crypted(), "unreadable"),
        ("docx", picture(), "wrong_type"),
        ("xlsx", bomb(), "too_complex"),
    ],
)  # fmt: skip
def test_office_file_that_can_act_is_refused(
    tmp_path: Path, extension: str, content: bytes, code: str
) -> None:
    assert refusal(tmp_path, extension, content) == code


def test_harmless_links_and_charts_survive(tmp_path: Path) -> None:
    content = office(
        "docx",
        {
            "word/_rels/document.xml.rels": _RELS.format(kind="hyperlink"),
            "word/embeddings/diagramm.xlsx": office("xlsx"),
            "word/document.xml": "<w:instrText>PAGE</w:instrText>",
        },
    )
    assert refusal(tmp_path, "docx", content) == "taken"
    printed = office("xlsx", {"xl/printerSettings/printerSettings1.bin": b"x" * 50})
    with zipfile.ZipFile(io.BytesIO(master(clean(tmp_path, "xlsx", printed)))) as done:
        assert done.read("xl/printerSettings/printerSettings1.bin") == b""


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_cleaning, "MAX_ENTRIES", 3)
    assert refusal(tmp_path, "docx", office("docx", {"a.xml": "a", "b.xml": "b"})) == "too_complex"


# ---- text -------------------------------------------------------------------------------------------------

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
    assert refusal(tmp_path, "csv", b"a;b\n" * 1_300_000) == "too_large"


# ---- the process ------------------------------------------------------------------------------------------


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
