"""The small markup of message templates, read into blocks that text mail, HTML mail and inbox are made from.

    <subject>…</subject>  <p>…</p>  <h2>…</h2>  <ul><li>…</li></ul>  <ol>…</ol>  <quote>what a person wrote</quote>
    <facts><dt>Wann</dt><dd>…</dd></facts>  <button href="/weg">Label</button>  <note>small print</note>
    inside: <a href="…">…</a>  <strong>…</strong>  <br>

The templates are ordinary Django templates with autoescaping, so what a person typed can never become markup. Anything
else is an error that the tests of the catalogue find.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from umsicht.core.markdown import allowed_link
from umsicht.core.text import one_line

BLOCKS = {"subject", "p", "h2", "li", "dt", "dd", "button", "note", "quote"}
GROUPS = {"ul", "ol", "facts"}
INLINE = {"a", "strong"}


class MarkupError(ValueError):
    """A template that is not in the small markup."""


@dataclass(frozen=True)
class Run:
    """A piece of a line; `href` makes it a link, `strong` sets it off; text "\\n" is a line break."""

    text: str
    href: str = ""
    strong: bool = False


@dataclass
class Block:
    """`items` holds the points of a list or the term/value pairs of facts, one after the other."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    items: list[list[Run]] = field(default_factory=list)
    href: str = ""

    @property
    def plain(self) -> str:
        return plain(self.runs)


@dataclass
class Message:
    subject: str
    blocks: list[Block]

    @property
    def button(self) -> Block | None:
        return next((block for block in self.blocks if block.kind == "button"), None)


def plain(runs: list[Run]) -> str:
    return "".join(run.text for run in runs).strip()


def parse(source: str) -> Message:
    """Raises MarkupError for unknown or crossing tags, text outside a block, a bad link, a missing subject."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.message()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[str] = []
        self.href = ""
        self.runs: list[Run] | None = None

    def error(self, message: str) -> MarkupError:
        line, column = self.getpos()
        return MarkupError(f"line {line}, column {column + 1}: {message}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "br":
            self._add(Run("\n"))
            return
        href = self._href(tag, attributes)
        if tag in GROUPS and not self.open:
            self.blocks.append(Block(tag))
        elif tag in {"li", "dt", "dd"}:
            self._item(tag)
        elif tag in BLOCKS and not self.open:
            self.blocks.append(Block(tag, href=href))
            self.runs = self.blocks[-1].runs
        elif tag in INLINE and self.runs is not None and self.open[-1] not in INLINE:
            self.href = href
        else:
            raise self.error(f"<{tag}> may not stand here")
        self.open.append(tag)

    def _href(self, tag: str, attributes: dict[str, str | None]) -> str:
        if set(attributes) != ({"href"} if tag in {"a", "button"} else set()):
            raise self.error(f"<{tag}> has missing or unknown attributes")
        href = attributes.get("href") or ""
        if tag in {"a", "button"} and not allowed_link(href):
            raise self.error(f"<{tag}> needs a link")
        return href

    def _item(self, tag: str) -> None:
        group = {"li": ("ul", "ol"), "dt": ("facts",), "dd": ("facts",)}[tag]
        if not self.open or self.open[-1] not in group:
            raise self.error(f"<{tag}> may not stand here")
        self.runs = []
        self.blocks[-1].items.append(self.runs)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise self.error(f"</{tag}> closes nothing")
        if tag in INLINE:
            self.href = ""
        else:
            self.runs = None

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if not text:
            if self.runs and data:
                self._add(Run(" "))
            return
        if self.runs is None:
            raise self.error(f"text outside a block: {text[:40]!r}")
        text = (" " if data[0].isspace() else "") + text + (" " if data[-1].isspace() else "")
        self._add(Run(text, href=self.href, strong=self.open[-1] == "strong"))

    def _add(self, run: Run) -> None:
        if self.runs is None:
            raise self.error("text outside a block")
        self.runs.append(run)

    def handle_comment(self, data: str) -> None:
        raise self.error("use a template comment")

    def handle_decl(self, decl: str) -> None:
        raise self.error("no declarations")

    def handle_pi(self, data: str) -> None:
        raise self.error("no instructions")

    def message(self) -> Message:
        if self.open:
            raise self.error(f"<{self.open[-1]}> is not closed")
        subjects = [block for block in self.blocks if block.kind == "subject"]
        if len(subjects) != 1 or not subjects[0].plain:
            raise self.error("exactly one <subject> is needed")
        return Message(
            one_line(subjects[0].plain)[:250], [block for block in self.blocks if block.kind != "subject"]
        )
