"""The small Markdown that people may write: paragraphs, headings, lists, quotes, tables, emphasis, links.

No HTML, no images, no code. Two walls: the parser knows no HTML and checks link targets, and nh3 lets only a short
list of tags through whatever comes out of it. The same text also becomes a tree for PDF and Word, and plain text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

MAX_LENGTH = 100_000
_TAGS = {
    "p",
    "br",
    "hr",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "em",
    "a",
} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_LINK = re.compile(r"https?://[^\s/]|mailto:[^\s]+@|tel:\+?[0-9]|#[\w-]|/(?![/\\])", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")

Block = dict[str, Any]
Inline = dict[str, Any]


def allowed_link(url: str) -> bool:
    """http(s), mailto, tel, an anchor, or a path of this site; never //host, javascript: or hidden characters."""
    return bool(_LINK.match(url)) and not _CONTROL.search(url)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "maxNesting": 12})
    parser.enable(
        ["blockquote", "hr", "list", "heading", "table", "newline", "escape", "emphasis", "link", "autolink"]
    )
    parser.enable(["entity", "balance_pairs", "fragments_join", "text_join"])
    parser.validateLink = allowed_link  # type: ignore[method-assign]
    return parser


@cache
def _cleaner(rel: str) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "th": {"scope"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=rel,
        strip_comments=True,
    )


def _tokens(text: str, base: int) -> list[Token]:
    tokens = _parser().parse(text[:MAX_LENGTH])
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + base - 1, 6)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return tokens


_MARKS = re.compile(r"[\\`*_\[\]<>#|~&]")
_LEADING = re.compile(r"^(\s*\d*)([-+.)=])", re.MULTILINE)


def html(text: str, *, heading: int = 3, trusted: bool = False) -> SafeString:
    """Safe HTML. `#` becomes an <h{heading}>, so that the page's own outline holds.

    Links of untrusted texts (anything a resident or provider writes) get rel="nofollow ugc noopener noreferrer".
    Text beyond MAX_LENGTH is cut.
    """
    if not 2 <= heading <= 6:
        raise ValueError("Headings inside a page start at 2 to 6.")
    parser = _parser()
    made = parser.renderer.render(_tokens(text, heading), parser.options, {})
    rel = "noopener" if trusted else "nofollow ugc noopener noreferrer"
    return mark_safe(_cleaner(rel).clean(made).strip())  # noqa: S308 - cleaned by nh3 with a short list of tags


def inline(text: str) -> SafeString:
    """One line: emphasis only, no links and no blocks; for labels and short notes."""
    tree = [node for block in blocks(text) for node in block.get("content", [])]
    return mark_safe("".join(_inline_html(node) for node in tree))  # noqa: S308 - escaped piece by piece


def _inline_html(node: Inline) -> str:
    inner = "".join(_inline_html(child) for child in node.get("content", []))
    match node["kind"]:
        case "text":
            return escape(node["text"])
        case "strong":
            return f"<strong>{inner}</strong>"
        case "emph":
            return f"<em>{inner}</em>"
        case "break":
            return " "
    return inner


def escaped(text: str) -> str:
    """A plain text that stays as it is where Markdown is read: no emphasis, links, headings or lists come of it."""
    return _LEADING.sub(r"\1\\\2", _MARKS.sub(r"\\\g<0>", text))


def plain(text: str) -> str:
    """The words alone, for descriptions, mails and the search index; blocks on lines of their own."""
    return "\n".join(line for block in blocks(text) for line in _plain_block(block) if line)


def _plain_block(block: Block) -> list[str]:
    match block["kind"]:
        case "list":
            return [line for item in block["items"] for inner in item for line in _plain_block(inner)]
        case "quote":
            return [line for inner in block["blocks"] for line in _plain_block(inner)]
        case "table":
            return [
                "; ".join(_plain_inline(cell) for cell in row) for row in (block["header"], *block["rows"])
            ]
    return [_plain_inline(block.get("content", []))]


def _plain_inline(nodes: list[Inline]) -> str:
    return "".join(
        node["text"]
        if node["kind"] == "text"
        else " "
        if node["kind"] == "break"
        else _plain_inline(node["content"])
        for node in nodes
    ).strip("\n")


# ---- the tree for documents ------------------------------------------------------------------------------


def blocks(text: str) -> list[Block]:
    """The text as JSON-able blocks: heading, paragraph, list, quote, table, rule.

    Inline nodes are text, strong, emph, link (with url) and break. This is what core.documents draws.
    """
    return _blocks(SyntaxTreeNode(_tokens(text, 1)).children)


def _blocks(nodes: list[SyntaxTreeNode]) -> list[Block]:
    return [block for node in nodes if (block := _block(node)) is not None]


def _block(node: SyntaxTreeNode) -> Block | None:
    match node.type:
        case "heading":
            return {"kind": "heading", "level": int(node.tag[1]), "content": _inlines(node)}
        case "paragraph":
            return {"kind": "paragraph", "content": _inlines(node)}
        case "bullet_list" | "ordered_list":
            ordered = node.type == "ordered_list"
            items = [_blocks(item.children) for item in node.children]
            return {
                "kind": "list",
                "ordered": ordered,
                "start": int(node.attrs.get("start", 1)),
                "items": items,
            }
        case "blockquote":
            return {"kind": "quote", "blocks": _blocks(node.children)}
        case "table":
            rows = [
                [_inlines(cell) for cell in row.children] for part in node.children for row in part.children
            ]
            return {"kind": "table", "header": rows[0], "rows": rows[1:]}
        case "hr":
            return {"kind": "rule"}
    return None


def _inlines(node: SyntaxTreeNode) -> list[Inline]:
    return [made for line in node.children for child in line.children if (made := _inline(child)) is not None]


def _inline(node: SyntaxTreeNode) -> Inline | None:
    match node.type:
        case "text":
            return {"kind": "text", "text": node.content} if node.content else None
        case "softbreak" | "hardbreak":
            return {"kind": "break"}
    inner = [made for child in node.children if (made := _inline(child)) is not None]
    match node.type:
        case "strong" | "em":
            return {"kind": "strong" if node.type == "strong" else "emph", "content": inner}
        case "link":
            return {"kind": "link", "url": str(node.attrs["href"]), "content": inner}
    return None
