"""The Word template all documents start from, made by program so that its styles can be read and reviewed.

Arial, because every office has it; German as proofing language; styles by their built-in names, so that a
navigation pane, a table of contents and screen readers find the headings.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

INK, MUTED = "1B2124", "51595D"
FONT = "Arial"
SIZES = {
    "Title": 22,
    "Subtitle": 12,
    "Heading 1": 15,
    "Heading 2": 12.5,
    "Heading 3": 11,
    "Heading 4": 10.5,
    "Heading 5": 10.5,
}


@cache
def base(accent: str, language: str) -> bytes:
    """A .docx with docxtpl placeholders for `meta`; the body ends where the content is to be appended."""
    import docx  # reason: slow

    document = docx.Document()
    _without_old_styles(document.part)
    _styles(document, accent.lstrip("#").upper(), language)
    _page(document)
    for line in ("{%p for row in meta.letterhead %}", "{{ row }}", "{%p endfor %}"):
        document.add_paragraph(line, style="Letterhead")
    underline(document.add_paragraph("{{ meta.date_line }}", style="Letterhead"), accent.lstrip("#"))
    for line in ("{%p if meta.marking %}", "{{ meta.marking }}", "{%p endif %}"):
        document.add_paragraph(line, style="Letterhead")
    document.add_paragraph("{{ meta.title }}", style="Title")
    for line in ("{%p if meta.subject %}", "{{ meta.subject }}", "{%p endif %}"):
        document.add_paragraph(line, style="Subtitle")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _without_old_styles(part: Any) -> None:
    """The stock file of python-docx carries the styles a second time, for a Word of 2010; two that differ make Word repair."""
    for key in [key for key, rel in part.rels.items() if rel.reltype.endswith("/stylesWithEffects")]:
        del part.rels[key]


def _styles(document: Any, accent: str, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE  # reason: slow
    from docx.shared import Pt, RGBColor  # reason: slow

    styles = document.styles
    for name in ("Letterhead", "Note"):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size = Pt(9)
        style.font.color.rgb = RGBColor.from_string(MUTED)
        style.paragraph_format.space_after = Pt(2)
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.font.size = Pt(9)
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(3)
    for name in ("Normal", *SIZES):
        style = styles[name]
        _font(style.element)
        style.font.size = Pt(SIZES.get(name, 10.5))
        style.font.bold = name.startswith(("Title", "Heading"))
        style.font.italic = False
        style.font.color.rgb = RGBColor.from_string(MUTED if name == "Subtitle" else INK)
    for unwanted in styles.element.xpath(
        "w:style[@w:styleId='Title']/w:pPr/w:pBdr | w:style[@w:styleId='Subtitle']/w:rPr/w:spacing"
        " | w:style[@w:styleId='Title']/w:rPr/w:spacing"
    ):
        unwanted.getparent().remove(unwanted)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Title"].paragraph_format.space_before = Pt(18)
    quote = styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, RGBColor.from_string(MUTED)
    quote.paragraph_format.left_indent = Pt(14)
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True
    link.font.color.rgb = RGBColor.from_string(accent)
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style = styles["Normal"]
    note.font.size = Pt(8.5)
    note.paragraph_format.space_after = Pt(1)
    styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    _language(styles.element, "en-GB" if language == "en" else "de-DE")


def _font(style: Any) -> None:
    """Set the face for every script; the stock template points headings to a theme font."""
    from docx.oxml.ns import qn  # reason: slow

    fonts = style.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _language(styles: Any, language: str) -> None:
    from docx.oxml.ns import qn  # reason: slow

    for lang in styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang"):
        lang.set(qn("w:val"), language)


def _page(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # reason: slow
    from docx.shared import Mm  # reason: slow

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin = section.bottom_margin = Mm(24)
    footer = section.footer.paragraphs[0]
    footer.style = document.styles["Note"]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("{{ meta.author }} · {{ meta.page_word }} ")
    field(footer, "PAGE")
    footer.add_run(" {{ meta.of_word }} ")
    field(footer, "NUMPAGES")


def underline(paragraph: Any, colour: str) -> None:
    """A rule below a paragraph, as wide as the text."""
    from docx.oxml import parse_xml  # reason: slow
    from docx.oxml.ns import nsdecls  # reason: slow

    rule = (
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="12" w:space="6" w:color="{colour}"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().append(parse_xml(rule))  # noqa: SLF001 - python-docx offers no borders


def field(paragraph: Any, code: str) -> None:
    """A field that Word fills in, with 1 as the text until it does."""
    from docx.oxml import OxmlElement  # reason: slow
    from docx.oxml.ns import qn  # reason: slow

    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    simple.append(run)
    paragraph._p.append(simple)  # noqa: SLF001 - python-docx offers no fields
