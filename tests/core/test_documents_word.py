from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx as python_docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import document_checks as checks
from tests.core.test_documents_pdf import make_blocks, make_meta
from umsicht.core.documents import Column, DocumentError, blocks, docx, docx_of_blocks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(data: bytes) -> Any:
    return python_docx.Document(io.BytesIO(data))


def make_template(*lines: str) -> bytes:
    document = python_docx.Document()
    for line in lines:
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def filled(template: bytes, data: dict[str, Any]) -> list[str]:
    return [paragraph.text for paragraph in opened(docx(template, data, meta=make_meta())).paragraphs]


def test_blocks_become_a_word_document_with_styles() -> None:
    meta = make_meta(
        letterhead=("Büro", "Markt 1"), subject="Für alle", source_line="Quelle: Umsicht.", marking="Demo"
    )
    document = opened(docx_of_blocks(make_blocks(), meta=meta))
    found = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert found[:8] == [
        ("Letterhead", "Büro"),
        ("Letterhead", "Markt 1"),
        ("Letterhead", "22. November 2026"),
        ("Letterhead", "Demo"),
        ("Title", "Merkliste"),
        ("Subtitle", "Für alle"),
        ("Normal", "Guten Tag. Mehr unter https://www.example.org/hilfe."),
        ("Heading 1", "Erster Abschnitt"),
    ]
    for wanted in (
        ("Heading 2", "Zu tief"),
        ("List Bullet", "zwei"),
        ("List Number 2", "drei"),
        ("Note", "Ohne Gewähr."),
    ):
        assert wanted in found
    assert found[-1] == ("Note", "Quelle: Umsicht.")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][:2] == [
        ["Name", "Anzahl"],
        ["Ort ax 0", "0"],
    ]


def test_word_document_is_accessible() -> None:
    data = docx_of_blocks(make_blocks(), meta=make_meta())
    document = opened(data)
    assert (document.core_properties.title, document.core_properties.author) == (
        "Merkliste",
        "Geschäftsstelle",
    )
    body = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    assert len(list(body.iter(f"{W}tblHeader"))) == 1
    pictures = [element for element in body.iter() if element.tag.endswith("}docPr")]
    assert [picture.get("descr") for picture in pictures] == ["Ein Balken: 60 Fälle"]
    styles = zipfile.ZipFile(io.BytesIO(data)).read("word/styles.xml").decode()
    assert 'w:val="de-DE"' in styles
    links = [r.target_ref for r in document.part.rels.values() if r.reltype.endswith("/hyperlink")]
    assert sorted(links) == ["https://a.example", "https://www.example.org/hilfe"]


def noted(*texts: str) -> bytes:
    nodes = [
        node
        for text in texts
        for node in (
            blocks.text_node(f"{text}."),
            *blocks.footnote(
                [blocks.text_node("Siehe "), *blocks.link(f"https://{text}.example", f"Beleg {text}")]
            ),
        )
    ]
    return docx_of_blocks([*make_blocks(), blocks.paragraph(nodes)], meta=make_meta())


def test_notes_stand_at_the_foot_of_the_page_with_their_links() -> None:
    parts = zipfile.ZipFile(io.BytesIO(noted("eins", "zwei")))
    body = ElementTree.fromstring(parts.read("word/document.xml"))
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    notes = {
        note.get(f"{W}id"): "".join(text.text or "" for text in note.iter(f"{W}t"))
        for note in ElementTree.fromstring(parts.read("word/footnotes.xml"))
    }
    assert [notes[mark].strip() for mark in marks] == ["Siehe Beleg eins", "Siehe Beleg zwei"]
    links = parts.read("word/_rels/footnotes.xml.rels").decode()
    assert "https://eins.example" in links
    assert "https://zwei.example" in links


def test_word_finds_nothing_to_repair(tmp_path: Path) -> None:
    assert checks.office_findings(noted("eins", "zwei"), tmp_path, "docx") == []


def test_checker_notices_a_word_file_that_is_not_right(tmp_path: Path) -> None:
    whole, broken = zipfile.ZipFile(io.BytesIO(noted("eins"))), io.BytesIO()
    with zipfile.ZipFile(broken, "w") as copy:
        for name in whole.namelist():
            copy.writestr(name, whole.read(name).replace(b"<w:tblHeader/>", b"<w:tblHeadline/>"))
    assert checks.office_findings(broken.getvalue(), tmp_path, "docx") != []


def test_each_numbered_list_starts_anew() -> None:
    document = opened(docx_of_blocks(blocks.prose("1. a\n2. b\n\nText\n\n7. c"), meta=make_meta()))
    numbers = [
        paragraph._p.pPr.numPr.numId.val
        for paragraph in document.paragraphs
        if paragraph.style.name == "List Number"
    ]
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]


def test_template_of_an_office_is_filled_and_escaped() -> None:
    template = make_template(
        "Betreff: {{ data.subject }}",
        "{%p for row in data.rows %}",
        "{{ row }}",
        "{%p endfor %}",
        "{{ meta.author }}",
    )
    assert filled(template, {"subject": "A & B <w:p/> {{ 7*7 }}", "rows": ["1", "2"]}) == [
        "Betreff: A & B <w:p/> {{ 7*7 }}",
        "1",
        "2",
        "Geschäftsstelle",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{{ data.missing }}",
        "{{ nothing }}",
        "{{ data.__class__.__mro__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ data.rows.append(1) }}",
        "{% for x in data.rows %}",
        "{{ 1/0 }}",
    ],
)
def test_template_that_can_not_be_filled_or_tries_too_much_is_refused(line: str) -> None:
    with pytest.raises(DocumentError) as error:
        filled(make_template(line), {"rows": []})
    assert error.value.message


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
def test_file_that_is_no_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        docx(data, {}, meta=make_meta())


def test_objects_never_reach_a_template() -> None:
    with pytest.raises(TypeError, match="plain data"):
        docx(make_template("x"), {"user": object()}, meta=make_meta())


@pytest.mark.parametrize("template", ["core/none.docx", "../../x.docx", "core/text.py"])
def test_only_templates_of_the_package_are_opened(template: str) -> None:
    with pytest.raises(ValueError, match="no template"):
        docx(template, {}, meta=make_meta())


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_text_makes_a_word_document(text: str) -> None:
    content = [blocks.paragraph(text), *blocks.prose(text), blocks.table([Column(text)], [[text]])]
    opened(docx_of_blocks(content, meta=make_meta(subject=text)))
