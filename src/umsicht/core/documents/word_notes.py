"""Footnotes of a Word file: python-docx has none, so the part of the file that holds them is made here.

The shape is ECMA-376-1, 17.11: a part of its own with two separators that Word draws itself (ids -1 and 0), then one
note for each mark in the text, and an entry in the settings that names the separators.
"""

from __future__ import annotations

from typing import Any

_SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))


class Footnotes:
    """The notes of one python-docx document; the part appears with the first note."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._part: Any = None
        self._count = 0

    def add(self, paragraph: Any) -> Any:
        """Set a mark at the end of `paragraph` and return the empty paragraph of its note."""
        from docx.oxml import OxmlElement  # reason: slow
        from docx.oxml.ns import qn  # reason: slow
        from docx.text.paragraph import Paragraph  # reason: slow

        if self._part is None:
            self._part = self._made()
        self._count += 1
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(self._count))
        paragraph.add_run(style="footnote reference")._r.append(mark)  # noqa: SLF001 - no public way

        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        note.append(OxmlElement("w:p"))
        self._part.element.append(note)
        made = Paragraph(note[0], self._part)
        made.style = self._document.styles["footnote text"]
        own = made.add_run(style=self._document.styles["footnote reference"])
        own._r.append(OxmlElement("w:footnoteRef"))  # noqa: SLF001
        made.add_run(" ")
        return made

    def _made(self) -> Any:
        from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE  # reason: slow
        from docx.opc.packuri import PackURI  # reason: slow
        from docx.oxml import parse_xml  # reason: slow
        from docx.oxml.ns import nsdecls  # reason: slow
        from docx.parts.story import StoryPart  # reason: slow

        notes = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
            for number, kind in _SEPARATORS
        )
        part = StoryPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(f"<w:footnotes {nsdecls('w', 'r')}>{notes}</w:footnotes>"),
            self._document.part.package,
        )
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        named = "".join(f'<w:footnote w:id="{number}"/>' for number, _kind in _SEPARATORS)
        entry = parse_xml(f"<w:footnotePr {nsdecls('w')}>{named}</w:footnotePr>")
        self._document.settings.element.xpath("w:compat")[0].addprevious(entry)  # the schema fixes the order
        return part
