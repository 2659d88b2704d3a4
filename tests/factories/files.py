"""Uploads for tests: small real files of each kind, hostile ones, and stored rows."""

from __future__ import annotations

import io
import uuid
import zipfile
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.factories.tenancy import make_tenant
from umsicht.core import clock
from umsicht.files.models import Rendition, StoredFile

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/main.xml" ContentType="{main}"/>{more}</Types>'
)
_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(
    form: str = "JPEG", size: tuple[int, int] = (600, 400), mode: str = "RGB", **options: Any
) -> bytes:
    out = io.BytesIO()
    colour: Any = {
        "RGB": (11, 80, 88),
        "RGBA": (11, 80, 88, 120),
        "P": 3,
        "L": 90,
        "LA": (90, 30),
        "CMYK": (9, 9, 9, 9),
    }[mode]
    Image.new(mode, size, colour).save(out, form, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """A JPEG that tells where and with what it was taken, and is turned on its side."""
    exif = Image.Exif()
    exif[0x010F] = "GeheimeKamera"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (50.0, 50.0, 0.0), 3: "E", 4: (12.0, 55.0, 0.0)})
    return picture(size=(600, 400), exif=exif)


def pdf(pages: int = 1) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _number in range(pages):
        made.add_blank_page(page_size=(200, 200))
    return made


def saved(made: pikepdf.Pdf, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, **options)
    return out.getvalue()


def office(
    extension: str = "docx", parts: dict[str, bytes | str] | None = None, *, types: str = "", **options: Any
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", options.get("compression", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr("[Content_Types].xml", _TYPES.format(main=_MAIN[extension], more=types))
        archive.writestr("main.xml", "<document>Hallo</document>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def make_file(tenant: Any = None, content: bytes = b"Inhalt", **fields: Any) -> StoredFile:
    """A checked file with its contents in the storage."""
    blob = default_storage.save(f"kept/{uuid.uuid4().hex}", ContentFile(content))
    now = clock.now()
    defaults: dict[str, Any] = {
        "tenant": tenant or make_tenant(),
        "uid": uuid.uuid4(),
        "state": "clean",
        "kind": "text",
        "mime": "text/plain; charset=utf-8",
        "original_name": "notiz.txt",
        "blob": blob,
        "size": len(content),
        "uploaded_at": now,
        "checked_at": now,
    }
    file = StoredFile(**(defaults | fields))
    file.save()
    return file


def make_rendition(
    file: StoredFile, name: str = "small", mime: str = "image/webp", content: bytes = b"webp"
) -> Rendition:
    blob = default_storage.save(f"kept/{uuid.uuid4().hex}", ContentFile(content))
    rendition = Rendition(
        tenant=file.tenant,
        file=file,
        name=name,
        mime=mime,
        width=480,
        height=320,
        size=len(content),
        blob=blob,
    )
    rendition.save()
    return rendition
