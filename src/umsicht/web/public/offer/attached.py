"""Documents and pictures of an offer, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import ngettext

from umsicht.files.addresses import url_of
from umsicht.offers.enums import FileUse
from umsicht.offers.models import OfferFile


@dataclass(frozen=True)
class Document:
    """A file to read. `details` in words: kind, pages, size."""

    title: str
    url: str
    details: str
    lang: str


def documents(files: Sequence[OfferFile]) -> list[Document]:
    return [
        Document(str(row.file), url_of(row.file), _file_details(row), row.file.language)
        for row in files
        if row.use == FileUse.DOCUMENT
    ]


def _file_details(row: OfferFile) -> str:
    held = row.file
    pages = (
        ngettext("%(count)s page", "%(count)s pages", held.pages) % {"count": held.pages}
        if held.pages
        else ""
    )
    kind = held.mime.rpartition("/")[2].upper()[:12]
    return ", ".join(part for part in (kind, pages, filesizeformat(held.size)) if part)


@dataclass(frozen=True)
class Picture:
    url: str
    alt: str
    credit: str
    width: int | None
    height: int | None


def pictures(files: Sequence[OfferFile]) -> list[Picture]:
    return [
        Picture(url_of(row.file), row.file.alt_text, row.credit, row.file.width, row.file.height)
        for row in files
        if row.use == FileUse.PICTURE
    ]
