"""Word documents: offices go on writing in them. Templates by docxtpl, blocks by python-docx."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from umsicht.core.documents.blocks import Block
from umsicht.core.documents.meta import Meta
from umsicht.core.documents.typst_pdf import ROOT, DocumentError, cleaned
from umsicht.core.documents.word_base import base
from umsicht.core.documents.word_writer import Writer


def docx(template: str | bytes, data: Mapping[str, Any], *, meta: Meta) -> bytes:
    """Fill a Word template: a path below the package, or the bytes of an office's own file.

    Placeholders are Jinja ({{ data.title }}, {%p for … %}). They run in a sandbox, see only plain data (no objects),
    and everything filled in is escaped. A placeholder without data is an error that names it.
    Raises DocumentError with a message for the office that made the template.
    """
    if isinstance(template, bytes):
        source = template
    else:
        path = (ROOT / template).resolve()
        if not path.is_relative_to(ROOT) or path.suffix != ".docx" or not path.is_file():
            raise ValueError(f"There is no template {template}.")
        source = path.read_bytes()
    return _saved(_rendered(source, cleaned(dict(data)), meta), meta)


def docx_of_blocks(blocks: list[Block], *, meta: Meta) -> bytes:
    """The plain document in the house layout, from the same blocks as the PDF."""
    document = _rendered(base(meta.accent, meta.language), {}, meta)
    writer = Writer(document)
    for block in cleaned(blocks):
        writer.draw(block)
    if meta.source_line:
        document.add_paragraph(cleaned(meta.source_line), style="Note")
    return _saved(document, meta)


def _rendered(source: bytes, data: Any, meta: Meta) -> Any:
    import jinja2  # reason: slow
    from docxtpl import DocxTemplate  # reason: slow
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # reason: slow

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=jinja2.StrictUndefined)
    try:
        template = DocxTemplate(io.BytesIO(source))
        template.render({"meta": _meta(meta), "data": data}, environment, autoescape=True)
    except jinja2.TemplateError as error:
        raise DocumentError(
            _("The template has a placeholder that can't be filled: %(error)s") % {"error": error}
        ) from error
    except Exception as error:  # zip, XML and python-docx each have errors of their own
        raise DocumentError(_("The template is not a Word file that can be read.")) from error
    buffer = io.BytesIO()
    template.save(buffer)
    import docx as python_docx  # reason: slow

    buffer.seek(0)
    return python_docx.Document(buffer)


def _meta(meta: Meta) -> dict[str, Any]:
    english = meta.language == "en"
    made: dict[str, Any] = cleaned(
        {
            "title": meta.title,
            "author": meta.author,
            "subject": meta.subject,
            "letterhead": list(meta.letterhead),
            "reference": meta.reference,
            "marking": meta.marking,
            "date": meta.date_text,
            "date_line": " · ".join(part for part in (meta.date_text, meta.reference) if part),
            "source_line": meta.source_line,
            "page_word": "Page" if english else "Seite",
            "of_word": "of" if english else "von",
        }
    )
    return made


def _saved(document: Any, meta: Meta) -> bytes:
    """With the properties that search, archives and screen readers use."""
    properties = document.core_properties
    properties.title, properties.author = cleaned(meta.title)[:255], cleaned(meta.author)[:255]
    properties.last_modified_by = cleaned(meta.author)[:255]
    properties.subject, properties.keywords = cleaned(meta.subject)[:255], ", ".join(meta.keywords)[:255]
    properties.language = "en-GB" if meta.language == "en" else "de-DE"
    properties.comments = ""
    properties.created = properties.modified = dt.datetime.combine(meta.date, dt.time())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
