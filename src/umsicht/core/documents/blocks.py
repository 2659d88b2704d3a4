"""The content of a document as JSON-able blocks, drawn alike by the PDF and the Word writer.

Texts may be plain strings or inline nodes as core.markdown makes them. prose() turns Markdown into blocks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from umsicht.core import markdown

_ADDRESS = re.compile(r"https?://[^\s<>\"']+|[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")

Block = dict[str, Any]
Inline = str | list[dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """A column of a printed table; `width` is its share of the line."""

    title: str
    align: Literal["left", "right"] = "left"
    width: float = 1


def heading(text: Inline, *, level: int = 1) -> Block:
    """Level 1 is the first below the document's title; levels must not be skipped."""
    if not 1 <= level <= 5:
        raise ValueError("Headings have levels 1 to 5.")
    return {"kind": "heading", "level": level, "content": _inline(text)}


def paragraph(text: Inline, *, keep: bool = False) -> Block:
    """`keep` holds it on one page with what follows, as a heading is held."""
    return {"kind": "paragraph", "content": _inline(text), "keep": keep}


def link(url: str, text: str) -> list[dict[str, Any]]:
    """An inline link; raises ValueError for an address that Markdown would not allow either."""
    if not markdown.allowed_link(url):
        raise ValueError("Only http(s), mailto, tel and paths of this site can be linked.")
    return [{"kind": "link", "url": url, "content": [{"kind": "text", "text": text}]}]


def footnote(content: Inline) -> list[dict[str, Any]]:
    """An inline note at the foot of the page."""
    return [{"kind": "footnote", "content": _inline(content)}]


def text_node(text: str) -> dict[str, Any]:
    return {"kind": "text", "text": text}


def prose(text: str, *, level: int = 2) -> list[Block]:
    """Markdown as blocks; its `#` becomes a heading of `level`, skipped levels are closed up."""
    return [_prepared(block, level) for block in _levelled(markdown.blocks(text), level)]


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Inline]], *, caption: str = "", note: str = ""
) -> Block:
    """Header row repeated on each page. Raises ValueError for a row that is not as wide as the header."""
    if not columns or any(len(row) != len(columns) for row in rows):
        raise ValueError("Each row needs one cell per column.")
    return {
        "kind": "table",
        "caption": caption,
        "note": note,
        "columns": [{"title": c.title, "align": c.align, "width": c.width} for c in columns],
        "rows": [[_inline(cell) for cell in row] for row in rows],
    }


def facts(pairs: Mapping[str, Inline] | Sequence[tuple[str, Inline]]) -> Block:
    """Term and value, as on a data sheet; pairs without a value are left out."""
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return {
        "kind": "facts",
        "items": [{"term": term, "content": _inline(value)} for term, value in items if value],
    }


def notice(title: str, *blocks: Block) -> Block:
    return {"kind": "notice", "title": title, "blocks": list(blocks)}


def figure(title: str, svg: str, *, alt: str, notes: Sequence[str] = (), width: int = 100) -> Block:
    """A picture with its alternative text; `width` in percent of the line."""
    if not alt.strip():
        raise ValueError("A picture needs an alternative text.")
    if not 10 <= width <= 100:
        raise ValueError("A picture takes 10 to 100 percent of the line.")
    return {
        "kind": "figure",
        "title": title,
        "svg": svg,
        "alt": alt,
        "notes": [n for n in notes if n],
        "width": width,
    }


def bullets(items: Sequence[Inline]) -> Block:
    return {"kind": "list", "ordered": False, "start": 1, "items": [[paragraph(item)] for item in items]}


def page_break() -> Block:
    return {"kind": "page-break"}


def _inline(text: Inline) -> list[dict[str, Any]]:
    return linked(text) if isinstance(text, str) else _all_linked(text)


def linked(text: str) -> list[dict[str, Any]]:
    """Plain text as inline nodes, with web and mail addresses made links: printed ones are of no use to a reader."""
    nodes: list[dict[str, Any]] = []
    end = 0
    for match in _ADDRESS.finditer(text):
        shown = match[0].rstrip(".,;:!?)")
        url = shown if "://" in shown else f"mailto:{shown}"
        if markdown.allowed_link(url):
            nodes += [{"kind": "text", "text": text[end : match.start()]}] if match.start() > end else []
            nodes += link(url, shown)
            end = match.start() + len(shown)
    return [*nodes, {"kind": "text", "text": text[end:]}] if end < len(text) or not nodes else nodes


def _all_linked(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for node in nodes:
        if node["kind"] == "text":
            made += linked(node["text"])
        elif node["kind"] in {"strong", "emph", "footnote"}:
            made.append(node | {"content": _all_linked(node["content"])})
        else:
            made.append(node)
    return made


def _levelled(blocks: list[Block], base: int) -> list[Block]:
    """Heading levels begin at `base` and never jump by more than one: PDF/UA asks for that."""
    last = base - 1
    for block in blocks:
        if block["kind"] == "heading":
            block["level"] = last = min(base + block["level"] - 1, last + 1, 5)
    return blocks


def _prepared(block: Block, level: int) -> Block:
    """Markdown's own table in the form of table(); also inside lists and quotes."""
    match block["kind"]:
        case "heading" | "paragraph":
            return block | {"content": _all_linked(block["content"])}
        case "table":
            columns = [{"title": title, "align": "left", "width": 1} for title in block["header"]]
            width = len(columns)
            rows = [[*map(_all_linked, row[:width]), *[[]] * (width - len(row))] for row in block["rows"]]
            return {"kind": "table", "columns": columns, "rows": rows}
        case "quote":
            return block | {
                "blocks": [_prepared(inner, level) for inner in _without_headings(block["blocks"])]
            }
        case "list":
            items = [
                [_prepared(inner, level) for inner in _without_headings(item)] for item in block["items"]
            ]
            return block | {"items": items}
    return block


def _without_headings(blocks: list[Block]) -> list[Block]:
    """A heading inside a list or quote would break the outline; it becomes a strong paragraph."""
    return [
        {"kind": "paragraph", "content": [{"kind": "strong", "content": b["content"]}]}
        if b["kind"] == "heading"
        else b
        for b in blocks
    ]
