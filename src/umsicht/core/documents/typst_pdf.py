"""PDF by typst: tagged for screen readers (PDF/UA-1) and made to last (PDF/A-2a), in one run, in milliseconds."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from umsicht.core import text
from umsicht.core.documents import fonts
from umsicht.core.documents.blocks import Block
from umsicht.core.documents.meta import Meta
from umsicht.core.errors import UmsichtError

ROOT = Path(__file__).resolve().parents[2]
"""The package folder: templates are named from here, such as core/documents/typst/blocks.typ."""
BLOCKS = "core/documents/typst/blocks.typ"
STANDARDS: list[Any] = ["ua-1", "a-2a"]
INSTEAD = "□"
_UNDRAWABLE = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
_undrawable: set[str] = set()


class DocumentError(UmsichtError):
    """The document could not be made. A fault of the template or a picture, not of the reader."""

    code = "document_failed"
    status = 500


def pdf(template: str, data: Mapping[str, Any], *, meta: Meta) -> bytes:
    """Draw a typst template with JSON-able data. Same input, same bytes.

    Data reaches the template as one JSON text and is never read as markup. Letters no font can draw (Chinese)
    become "□", since a PDF/UA file must not hold them; emoji and invisible control characters are dropped.
    Raises DocumentError when the template or a picture in the data is broken.
    """
    import typst  # reason: slow

    path = (ROOT / template).resolve()
    if not path.is_relative_to(ROOT) or path.suffix != ".typ" or not path.is_file():
        raise ValueError(f"There is no template {template}.")
    content = cleaned({"meta": meta.as_json(), "data": dict(data)})
    moment = dt.datetime.combine(meta.date, dt.time(), dt.UTC)
    for _attempt in range(4):
        compiler = typst.Compiler(
            input=path,
            root=ROOT,
            font_paths=fonts.available(),
            sys_inputs={"document": json.dumps(_drawable(content), ensure_ascii=False)},
        )
        try:
            made = compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
        except typst.TypstError as error:
            found = _missing(error.diagnostic)
            if not found - _undrawable:
                raise DocumentError(f"{template}: {error.message}") from error
            _undrawable.update(found)
            continue
        assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file; tells mypy so
        return made
    raise DocumentError(f"{template}: some characters can't be drawn.")


def pdf_of_blocks(blocks: list[Block], *, meta: Meta) -> bytes:
    """The plain document in the house layout; see pdf()."""
    return pdf(BLOCKS, {"blocks": blocks}, meta=meta)


def _missing(diagnostic: str) -> set[str]:
    """The characters typst complains about; it lists all of them at once."""

    def unescape(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    return {char for found in _UNDRAWABLE.findall(diagnostic) for char in _ESCAPE.sub(unescape, found)}


def cleaned(value: Any, key: str = "") -> Any:
    """A copy of JSON-able data whose texts hold nothing invisible; pictures ("svg") stay as they are.

    Raises TypeError for anything else, so that no object of ours reaches a template.
    """
    match value:
        case str():
            return value if key == "svg" else text.visible(value)
        case Mapping():
            return {str(name): cleaned(inner, str(name)) for name, inner in value.items()}
        case list() | tuple():
            return [cleaned(inner, key) for inner in value]
        case None | bool() | int() | float():
            return value
    raise TypeError(f"Documents take plain data, not {type(value).__name__}.")


def _instead(char: str) -> str:
    """Nothing for a picture such as an emoji and for what only joins or colours one; a letter leaves its mark."""
    return "" if unicodedata.category(char) in {"So", "Sk", "Mn", "Me", "Cf"} else INSTEAD


def _drawable(value: Any) -> Any:
    if not _undrawable:
        return value
    match value:
        case str():
            return value.translate({ord(char): _instead(char) for char in _undrawable})
        case dict():
            return {name: _drawable(inner) for name, inner in value.items()}
        case list():
            return [_drawable(inner) for inner in value]
    return value
