"""Draws the blocks of a document into a python-docx document."""

from __future__ import annotations

import io
from typing import Any

from umsicht.core.documents import fonts
from umsicht.core.documents.blocks import Block
from umsicht.core.documents.word_notes import Footnotes

Node = dict[str, Any]
LINE_MM = 165


class Writer:
    """Appends blocks to the end of `document`, which must have the styles of word_base."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._footnotes = Footnotes(document)

    def draw(self, block: Block, *, depth: int = 0) -> None:
        kind = block["kind"].replace("-", "_")
        getattr(self, f"_draw_{kind}")(block, depth)

    # ---- blocks --------------------------------------------------------------------------------------------

    def _draw_heading(self, block: Block, _depth: int) -> None:
        self._write(self._document.add_paragraph(style=f"Heading {block['level']}"), block["content"])

    def _draw_paragraph(self, block: Block, _depth: int) -> None:
        paragraph = self._document.add_paragraph()
        if block.get("keep"):
            paragraph.paragraph_format.keep_with_next = True
        self._write(paragraph, block["content"])

    def _draw_list(self, block: Block, depth: int) -> None:
        suffix = "" if depth == 0 else f" {min(depth + 1, 3)}"
        style = ("List Number" if block["ordered"] else "List Bullet") + suffix
        number = self._numbering(style, block["start"]) if block["ordered"] else None
        for item in block["items"]:
            first = True
            for inner in item:
                if inner["kind"] == "paragraph":
                    paragraph = self._document.add_paragraph(
                        style=style if first else f"List Continue{suffix}"
                    )
                    if first and number is not None:
                        _number(paragraph, number)
                    self._write(paragraph, inner["content"])
                    first = False
                else:
                    self.draw(inner, depth=depth + 1)

    def _draw_quote(self, block: Block, depth: int) -> None:
        for inner in block["blocks"]:
            if inner["kind"] == "paragraph":
                self._write(self._document.add_paragraph(style="Quote"), inner["content"])
            else:
                self.draw(inner, depth=depth)

    def _draw_rule(self, _block: Block, _depth: int) -> None:
        self._document.add_paragraph()

    def _draw_table(self, block: Block, _depth: int) -> None:
        from docx.shared import Mm  # reason: slow

        if block.get("caption"):
            caption = self._document.add_paragraph()
            caption.paragraph_format.keep_with_next = True
            caption.add_run(block["caption"]).bold = True
        columns = block["columns"]
        table = self._document.add_table(rows=0, cols=len(columns))
        table.autofit = False
        whole = sum(column.get("width", 1) for column in columns)
        widths = [Mm(LINE_MM * column.get("width", 1) / whole) for column in columns]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate([[column["title"] for column in columns], *block["rows"]]):
            row = table.add_row()
            for column, width, cell, content in zip(columns, widths, row.cells, cells, strict=True):
                cell.width = width
                nodes = [{"kind": "text", "text": content}] if isinstance(content, str) else content
                self._cell(
                    cell.paragraphs[0], nodes, right=column.get("align") == "right", header=number == 0
                )
        _dress(table)
        self._document.add_paragraph(block.get("note", ""), style="Note")

    def _cell(self, paragraph: Any, nodes: list[Node], *, right: bool, header: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # reason: slow

        paragraph.style = self._document.styles["Table Text"]
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._write(paragraph, nodes, bold=header)

    def _draw_facts(self, block: Block, _depth: int) -> None:
        for item in block["items"]:
            paragraph = self._document.add_paragraph()
            paragraph.add_run(f"{item['term']}: ").bold = True
            self._write(paragraph, item["content"])

    def _draw_notice(self, block: Block, depth: int) -> None:
        if block["title"]:
            title = self._document.add_paragraph()
            title.paragraph_format.keep_with_next = True
            title.add_run(block["title"]).bold = True
        for inner in block["blocks"]:
            self.draw(inner, depth=depth)

    def _draw_figure(self, block: Block, _depth: int) -> None:
        import vl_convert  # reason: slow
        from docx.shared import Mm  # reason: slow

        title = self._document.add_paragraph()
        title.paragraph_format.keep_with_next = True
        title.add_run(block["title"]).bold = True
        if fonts.FOLDER.is_dir():
            vl_convert.register_font_directory(str(fonts.FOLDER))
        picture = io.BytesIO(vl_convert.svg_to_png(block["svg"], scale=2.0))
        shape = self._document.add_picture(picture, width=Mm(LINE_MM * block["width"] / 100))
        shape._inline.docPr.set("descr", block["alt"])  # noqa: SLF001 - python-docx has no alternative texts
        shape._inline.docPr.set("title", block["title"])  # noqa: SLF001
        for note in block["notes"]:
            self._note(note)

    def _draw_page_break(self, _block: Block, _depth: int) -> None:
        self._document.add_page_break()

    # ---- pieces --------------------------------------------------------------------------------------------

    def _note(self, text: str) -> None:
        if text:
            self._document.add_paragraph(text, style="Note")

    def _write(self, paragraph: Any, nodes: list[Node], *, bold: bool = False, italic: bool = False) -> None:
        for node in nodes:
            match node["kind"]:
                case "text":
                    run = paragraph.add_run(node["text"])
                    run.bold, run.italic = bold or None, italic or None
                case "break":
                    paragraph.add_run().add_break()
                case "strong":
                    self._write(paragraph, node["content"], bold=True, italic=italic)
                case "emph":
                    self._write(paragraph, node["content"], bold=bold, italic=True)
                case "link":
                    self._link(paragraph, node)
                case "footnote":
                    self._write(self._footnotes.add(paragraph), node["content"])

    def _link(self, paragraph: Any, node: Node) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE  # reason: slow
        from docx.oxml import OxmlElement  # reason: slow
        from docx.oxml.ns import qn  # reason: slow

        relation = paragraph.part.relate_to(node["url"], RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), relation)
        before = len(paragraph.runs)
        self._write(paragraph, node["content"])
        for run in paragraph.runs[before:]:
            run.style = self._document.styles["Hyperlink"]
            link.append(run._r)  # noqa: SLF001 - python-docx offers no links
        paragraph._p.append(link)  # noqa: SLF001

    def _numbering(self, style: str, start: int) -> int:
        """A numbering of its own for each list; lists of one style would otherwise be counted on."""
        from docx.oxml.ns import qn  # reason: slow

        numbering = self._document.part.numbering_part.element
        used = self._document.styles[style].element.pPr.numPr.numId.val
        abstract = next(n for n in numbering.num_lst if n.numId == used).abstractNumId.val
        num = numbering.add_num(abstract)
        num.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(num.get(qn("w:numId")))


def _number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - no public way
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def _dress(table: Any) -> None:
    """Rules between the rows; the first row is a header (read out with each cell, repeated on each page)."""
    from docx.oxml import OxmlElement, parse_xml  # reason: slow
    from docx.oxml.ns import nsdecls  # reason: slow

    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="D6D6D0"/>' for side in ("bottom", "insideH")
    )
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>")
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx offers no borders
    following = properties.xpath("w:shd|w:tblLayout|w:tblCellMar|w:tblLook")  # the schema fixes the order
    following[0].addprevious(borders) if following else properties.append(borders)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
