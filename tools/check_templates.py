"""Templates keep the strict content security policy and the first rules of accessible forms.

No inline script or style, no on… attribute, nothing from another host, no `|safe` without a reason; each field written
by hand has a label, each picture an alt text, each form that posts its token.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.findings import ROOT, Finding, finish, name_of, templates

TAG = re.compile(
    r"<(?P<name>[a-z][a-z0-9.-]*)(?P<attributes>(?:\{[{%#].*?[}%#]\}|\"[^\"]*\"|'[^']*'|[^>\"'])*)>",
    re.IGNORECASE | re.DOTALL,
)
ATTRIBUTE = re.compile(
    r"(?P<name>[:@a-z][\w:.@-]*)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE | re.DOTALL
)
DATA_SCRIPTS = {"application/ld+json", "application/json", "speculationrules"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
LOADED = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
}
LINKS = {
    "canonical",
    "alternate",
    "license",
    "author",
    "search",
    "next",
    "prev",
}  # rel values that load nothing


def _attributes(text: str) -> dict[str, str]:
    without_logic = re.sub(r"\{%.*?%\}|\{#.*?#\}", " ", text, flags=re.DOTALL)
    found = {
        match["name"].lower(): match["value"].strip("\"'") for match in ATTRIBUTE.finditer(without_logic)
    }
    bare = re.sub(ATTRIBUTE, " ", without_logic)
    return found | {
        word.lower(): "" for word in re.findall(r"(?<![\w{.])[a-z][\w-]*(?![\w}.|])", bare, re.IGNORECASE)
    }


def _content(text: str, position: int, name: str) -> str:
    end = text.lower().find(f"</{name}", position)
    return text[position : end if end >= 0 else len(text)]


def _inline_code(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if name == "script" and "src" not in attributes and attributes.get("type") not in DATA_SCRIPTS:
        yield "inline script"
    if name == "style":
        yield "inline style sheet"
    for attribute, value in attributes.items():
        if attribute == "style":
            yield "style attribute"
        if re.fullmatch(r"on[a-z]+", attribute) and not name.startswith("c-"):
            yield f"{attribute} attribute"
        if value.lower().lstrip().startswith("javascript:"):
            yield "javascript: address"


def _foreign(name: str, attributes: dict[str, str]) -> Iterator[str]:
    address = attributes.get(LOADED.get(name, ""), "")
    if name == "link" and set(attributes.get("rel", "").split()) & LINKS:
        return
    if re.match(r"(?:https?:)?//", address):
        yield f"loads {address} from another host"


def _form(name: str, attributes: dict[str, str], text: str, end: int) -> Iterator[str]:
    if name == "img" and "alt" not in attributes:
        yield "picture without alt"
    if name == "a" and attributes.get("target") == "_blank" and "noopener" not in attributes.get("rel", ""):
        yield 'target="_blank" without rel="noopener"'
    if (
        name == "form"
        and attributes.get("method", "").lower() == "post"
        and "csrf_token" not in _content(text, end, "form")
    ):
        yield "form posts without {% csrf_token %}"
    if name in {"input", "select", "textarea"} and attributes.get("type", "").lower() not in UNLABELLED:
        if {"aria-label", "aria-labelledby", ":attrs", "attrs"} & attributes.keys() or "attrs" in text[
            end - 120 : end
        ]:
            return
        before = text[:end].lower()
        wrapped = before.rfind("<label") > before.rfind("</label")
        key = attributes.get("id")
        if not wrapped and not (key and re.search(rf"""for=["']{re.escape(key)}["']""", text)):
            yield f"{name} without a label"


def find_in(text: str) -> Iterator[tuple[int, str]]:
    """Line and complaint for each breach in one template's text."""
    text = re.sub(
        r"\{% comment.*?endcomment %\}|<!--.*?-->",
        lambda m: re.sub(r"[^\n]", " ", m.group()),
        text,
        flags=re.DOTALL,
    )
    for match in TAG.finditer(text):
        name, attributes = match["name"].lower(), _attributes(match["attributes"])
        line = text.count("\n", 0, match.start()) + 1
        complaints = [
            *_inline_code(name, attributes), *_foreign(name, attributes), *_form(name, attributes, text, match.end())
        ]  # fmt: skip
        for complaint in complaints:
            yield line, complaint
    for number, content in enumerate(text.splitlines(), start=1):
        if re.search(r"\|\s*safe\b|autoescape off", content) and "{# safe:" not in content:
            yield number, "unescaped output without {# safe: reason #}"


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in templates(root):
        if (
            path.suffix == ".html" and "mail" not in path.parts
        ):  # mails need inline style; they are rendered elsewhere
            for line, complaint in find_in(path.read_text(encoding="utf-8")):
                yield Finding(name_of(path, root), line, complaint)


if __name__ == "__main__":
    sys.exit(finish("templates", find()))
