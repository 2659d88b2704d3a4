from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from tests.core import document_checks as checks
from umsicht.core.documents import (
    Block,
    Column,
    DocumentError,
    Meta,
    blocks,
    fonts,
    pdf,
    pdf_of_blocks,
    typst_pdf,
)

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><rect width="60" height="20" fill="#0b5058"/></svg>'


def make_meta(**fields: Any) -> Meta:
    defaults: dict[str, Any] = {
        "title": "Merkliste",
        "author": "Geschäftsstelle",
        "date": dt.date(2026, 11, 22),
    }
    return Meta(**(defaults | fields))


def make_blocks() -> list[Block]:
    rows = [[f"Ort {chr(97 + n % 26)}{'xyz'[n // 26]} {n}", str(n)] for n in range(60)]
    return [
        blocks.paragraph("Guten Tag. Mehr unter https://www.example.org/hilfe."),
        blocks.heading("Erster Abschnitt"),
        blocks.facts({"Anbieter": "Beratungsstelle", "Kosten": "kostenlos", "Leer": ""}),
        *blocks.prose(
            "#### Zu tief\n\nText mit *Nachdruck* und [Link](https://a.example)\n\n* eins\n* zwei\n  1. drei\n\n> Zitat"
        ),
        blocks.notice("Im Notfall", blocks.paragraph("Rufen Sie 110 an.")),
        blocks.figure(
            "Fälle je Jahr", SVG, alt="Ein Balken: 60 Fälle", notes=["Lesehilfe: länger ist mehr."]
        ),
        blocks.heading("Zweiter Abschnitt"),
        blocks.table(
            [Column("Name", width=3), Column("Anzahl", "right")], rows, caption="Liste", note="Ohne Gewähr."
        ),
    ]


def test_pdf_is_accessible_and_lasting(tmp_path: Path) -> None:
    meta = make_meta(
        subject="Für ein Gespräch",
        letterhead=("Büro", "Markt 1, 09111 Chemnitz", "buero@example.org"),
        reference="I-051/2020",
        marking="Demo",
        source_line="Quelle: Umsicht, Stand 22. November 2026.",
        keywords=("Hilfe", "Liste"),
    )
    checks.assert_accessible_and_lasting(pdf_of_blocks(make_blocks(), meta=meta), tmp_path)


def test_checkers_notice_a_file_without_tags(tmp_path: Path) -> None:
    plain = typst.compile(b"= Titel\nText", format="pdf", pdf_tags=False)
    assert isinstance(plain, bytes)
    assert len(checks.accessibility_findings(plain, tmp_path)) > 3
    assert checks.archive_findings(plain) != []


def test_pdf_holds_every_word_in_order_and_its_properties() -> None:
    meta = make_meta(
        subject="Für ein Gespräch", reference="I-051/2020", keywords=("Hilfe", "Liste"), marking="Demo"
    )
    data = pdf_of_blocks(make_blocks(), meta=meta)
    text = checks.words(data)
    wanted = [
        "22. November 2026",
        "Merkliste",
        "Guten Tag",
        "Erster Abschnitt",
        "Anbieter",
        "eins",
        "Zitat",
        "Im Notfall",
    ]
    wanted += [
        "Fälle je Jahr",
        "Lesehilfe",
        "Zweiter Abschnitt",
        "Liste",
        "Ort ax 0",
        "Ort hz 59",
        "Ohne Gewähr",
    ]
    positions = [text.index(word) for word in wanted]
    assert positions == sorted(positions)
    assert "Leer" not in text
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == (
        "Merkliste",
        "Geschäftsstelle",
        "Für ein Gespräch",
    )
    assert reader.trailer["/Root"]["/Lang"] == "de"
    pages = len(reader.pages)
    assert [f"Seite {n} von {pages}" in page.extract_text() for n, page in enumerate(reader.pages, 1)] == [
        True
    ] * pages
    assert [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)] == [
        "Erster Abschnitt",
        "Zweiter Abschnitt",
    ]


def test_pdf_speaks_english_when_asked() -> None:
    data = pdf_of_blocks([blocks.paragraph("Hello")], meta=make_meta(language="en"))
    assert "November 22, 2026" in checks.words(
        pdf_of_blocks([], meta=make_meta(language="en", reference="x"))
    )
    assert "Page 1 of 1" in checks.words(data)


def test_same_input_gives_the_same_bytes() -> None:
    assert pdf_of_blocks(make_blocks(), meta=make_meta()) == pdf_of_blocks(make_blocks(), meta=make_meta())


@pytest.mark.parametrize(
    "hostile",
    ['#panic("x")', "$x^2$", "*a* _b_ `c`", "= Titel", "@ref <label>", "\\u{41} \\", '"]) #evil', "#{ sys.inputs }", "// weg", "/* weg */", "'a' -- ..."],
)  # fmt: skip
def test_data_is_never_read_as_markup(hostile: str) -> None:
    data = pdf_of_blocks(
        [blocks.paragraph(hostile), blocks.facts({hostile: hostile})], meta=make_meta(title=hostile)
    )
    plain = " ".join(hostile.split())
    assert checks.words(data).count(plain) == 4  # title, paragraph, term and value
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == hostile


def test_letters_without_a_glyph_are_replaced_pictures_left_out_and_the_rest_stays(tmp_path: Path) -> None:
    data = pdf_of_blocks(
        [blocks.paragraph("vor 👍🏽 日本 \x07\u202e nach Привет مرحبا")], meta=make_meta(title="T 😀")
    )
    assert "vor □□ nach Привет" in " ".join(checks.words(data).split())
    checks.assert_accessible_and_lasting(data, tmp_path)


@given(st.text(max_size=60), st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_any_text_makes_a_pdf(text: str, cells: list[str]) -> None:
    rows = [cells]
    content = [
        blocks.paragraph(text),
        *blocks.prose(text),
        blocks.table([Column(text or "x")] * len(cells), rows),
    ]
    assert pdf_of_blocks(content, meta=make_meta(subject=text)).startswith(b"%PDF-1.7")


def test_broken_picture_is_a_document_error() -> None:
    with pytest.raises(DocumentError, match="SVG"):
        pdf_of_blocks([blocks.figure("T", "<svg", alt="x")], meta=make_meta())


@pytest.mark.parametrize(
    "template", ["core/documents/typst/none.typ", "../../../etc/passwd", "/etc/passwd", "core/text.py"]
)
def test_only_templates_of_the_package_are_drawn(template: str) -> None:
    with pytest.raises(ValueError, match="no template"):
        pdf(template, {}, meta=make_meta())


def test_data_must_be_plain() -> None:
    with pytest.raises(TypeError, match="not PosixPath"):
        pdf(typst_pdf.BLOCKS, {"blocks": [], "x": Path()}, meta=make_meta())


@pytest.mark.parametrize(
    "fields", [{"title": " "}, {"author": ""}, {"language": "fr"}, {"accent": "red"}, {"accent": "#12345"}]
)
def test_meta_refuses_what_a_document_must_not_lack(fields: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"document|Document|accent"):
        make_meta(**fields)


def test_pdf_without_installed_fonts_uses_the_ones_of_typst(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fonts.available.cache_clear()
    monkeypatch.setattr(fonts, "FOLDER", tmp_path / "none")
    try:
        data = pdf_of_blocks(make_blocks(), meta=make_meta())
    finally:
        fonts.available.cache_clear()
    assert "Guten Tag" in checks.words(data)
    assert b"Libertinus" in data


def test_blocks_refuse_what_would_break_the_outline_or_the_table() -> None:
    for wrong in (
        lambda: blocks.heading("x", level=0),
        lambda: blocks.table([Column("a")], [["1", "2"]]),
        lambda: blocks.table([], []),
        lambda: blocks.figure("t", SVG, alt=" "),
        lambda: blocks.figure("t", SVG, alt="x", width=0),
        lambda: blocks.link("javascript:alert(1)", "x"),
    ):
        with pytest.raises(ValueError):  # noqa: PT011 - each its own message
            wrong()


def test_prose_keeps_heading_levels_without_gaps() -> None:
    made = blocks.prose("### a\n\n# b\n\n##### c\n\n> # d\n\n* # e", level=2)
    assert [block["level"] for block in made if block["kind"] == "heading"] == [2, 2, 3]
    assert "'heading'" not in str(made[-2:])


def test_addresses_in_plain_text_become_links() -> None:
    assert blocks.linked("Siehe (https://a.example/x), oder info@b.example.") == [
        {"kind": "text", "text": "Siehe ("},
        {
            "kind": "link",
            "url": "https://a.example/x",
            "content": [{"kind": "text", "text": "https://a.example/x"}],
        },
        {"kind": "text", "text": "), oder "},
        {
            "kind": "link",
            "url": "mailto:info@b.example",
            "content": [{"kind": "text", "text": "info@b.example"}],
        },
        {"kind": "text", "text": "."},
    ]
    assert blocks.linked("") == [{"kind": "text", "text": ""}]
