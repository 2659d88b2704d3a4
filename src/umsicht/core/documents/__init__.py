"""Documents for people: PDF (typst), Word (docxtpl) and Excel (openpyxl), all from data, in one look."""

from umsicht.core.documents.blocks import Block, Column
from umsicht.core.documents.excel import Sheet, XColumn, xlsx
from umsicht.core.documents.meta import Meta
from umsicht.core.documents.typst_pdf import DocumentError, pdf, pdf_of_blocks
from umsicht.core.documents.word import docx, docx_of_blocks

__all__ = [
    "Block",
    "Column",
    "DocumentError",
    "Meta",
    "Sheet",
    "XColumn",
    "docx",
    "docx_of_blocks",
    "pdf",
    "pdf_of_blocks",
    "xlsx",
]
