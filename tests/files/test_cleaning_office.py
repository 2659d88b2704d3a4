"""Word and Excel files with something hidden in them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.factories.files import office, picture
from tests.files.opening import clean, master, refusal
from umsicht.files.cleaning import office as office_cleaning
from umsicht.files.kinds import ACCEPTED


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
        assert done.read("xl/printerSettings/printerSettings1.bin") == b"x" * 50


def test_too_many_entries_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_cleaning, "MAX_ENTRIES", 3)
    assert refusal(tmp_path, "docx", office("docx", {"a.xml": "a", "b.xml": "b"})) == "too_complex"
