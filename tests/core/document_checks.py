"""What must hold for every file we issue. Packages call assert_accessible_and_lasting() or office_findings() with their own documents."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import outloud
import pypdf
from openxml_audit.errors import FileFormat
from openxml_audit.validator import OpenXmlValidator
from pikepdf import pdfa

# pikepdf.pdfa knows level B and an allow-list of metadata. These findings are about what level A and PDF/UA ask for
# (identification, its extension schema, a conformance letter A) or about parts it says it can't judge.
KNOWN = (
    "XMP namespace xmpTPg=",
    "XMP property xmpTPg:NPages",
    "XMP namespace pdfaExtension=",
    "XMP namespace pdfaSchema=",
    "XMP namespace pdfaProperty=",
    "XMP property pdfaExtension:schemas",
    "XMP property pdfuaid:part",
    "pdfaid:conformance is 'A', expected 'B'",
    "(LinkAnnot) /Dest: '",  # from a number to its footnote: likewise
    "pikepdf:schema-OutlineItem",  # an indirect destination, which ISO 32000 allows anywhere
)

# The baseline of openxml-audit: openpyxl writes texts into the cells, which Excel moves on the next save, and a colour
# before the family of a font. Word files have no baseline: there is nothing to forgive.
KNOWN_IN_SHEETS = ("inline-string cell(s)", "Unexpected element 'color' found")


def accessibility_findings(data: bytes, folder: Path) -> list[str]:
    path = folder / "checked.pdf"
    path.write_bytes(data)
    result = outloud.check(str(path))
    assert result.error is None, result.error
    found = [one for one in result.findings if one.severity in {"error", "warning"}]
    return [f"{one.rule} {one.message}" for one in found if not _repeats_a_note(one)]


def _repeats_a_note(finding: Any) -> bool:
    """outloud takes any line that stands at the foot of three pages for a running foot. A note that names the same source on
    several pages is none: it begins with its number, and is content."""
    lines = [line.strip() for line in (finding.evidence or "").split("; ")]
    return bool(finding.rule == "PAG-001" and lines and all(re.match(r"\d+[A-ZÄÖÜ]", line) for line in lines))


def archive_findings(data: bytes) -> list[str]:
    report = pdfa.validate_written(io.BytesIO(data), "2b")
    violations = [str(finding) for finding in report.findings if str(finding).startswith("[violation]")]
    return [text for text in violations if not any(known in text for known in KNOWN)]


def office_findings(data: bytes, folder: Path, kind: str) -> list[str]:
    """What openxml-audit says of a Word ("docx") or Excel ("xlsx") file beyond the baseline, warnings too."""
    path = folder / f"checked.{kind}"
    path.write_bytes(data)
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path).errors
    known = KNOWN_IN_SHEETS if kind == "xlsx" else ()
    texts = [f"{one.part_uri} {one.description}" for one in found]
    return [text for text in texts if not any(part in text for part in known)]


def assert_accessible_and_lasting(data: bytes, folder: Path) -> None:
    """PDF/UA-1 and PDF/A-2a as far as checkers here can tell, and the properties a reader's software shows."""
    assert accessibility_findings(data, folder) == []
    assert archive_findings(data) == []
    reader = pypdf.PdfReader(io.BytesIO(data))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    xmp = bytes(catalogue["/Metadata"].get_data())
    for mark in (b"<pdfuaid:part>1<", b"<pdfaid:part>2<", b"<pdfaid:conformance>A<"):
        assert mark in xmp


def words(data: bytes) -> str:
    """All words in reading order, white space made single."""
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
