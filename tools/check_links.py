"""No dead links in the Markdown of the repository: files, pictures and anchors inside it. Nothing is fetched."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from tools.findings import ROOT, Finding, finish, name_of

LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(\s*<?(?P<target>[^)\s>]+)>?(?:\s+[\"'(][^)]*)?\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*(?P<target>\S+)", re.MULTILINE)
SKIP = {".venv", "node_modules", "var", ".cache", "build", "dist"}


def documents(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("*.md"))
    for folder in ("docs", "bench", "tests", "tools", "e2e"):
        yield from (path for path in sorted((root / folder).rglob("*.md")) if not SKIP & set(path.parts))


def slug(heading: str) -> str:
    """The anchor that forges give a heading: lower case, punctuation dropped, spaces to hyphens."""
    text = (
        re.sub(r"`|\*|!?\[([^\]]*)\]\([^)]*\)", lambda match: match.group(1) or "", heading).strip().lower()
    )
    kept = (char for char in text if char in "-_ " or unicodedata.category(char)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def without_code(text: str) -> str:
    text = re.sub(
        r"^(```|~~~).*?^\1", lambda m: "\n" * m.group().count("\n"), text, flags=re.MULTILINE | re.DOTALL
    )
    return re.sub(r"`[^`\n]*`", "", text)


@cache
def anchors(path: Path) -> frozenset[str]:
    text = path.read_text(encoding="utf-8")
    fenced = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
    found: list[str] = []
    for heading in re.findall(r"^#{1,6}\s+(.*?)\s*#*$", fenced, re.MULTILINE):
        base = slug(heading)
        found.append(base if base not in found else f"{base}-{found.count(base)}")
    return frozenset([*found, *re.findall(r"""(?:id|name)=["']([^"']+)""", text)])


def find(root: Path = ROOT) -> Iterator[Finding]:
    for path in documents(root):
        text = without_code(path.read_text(encoding="utf-8"))
        for match in [*LINK.finditer(text), *REFERENCE.finditer(text)]:
            address, _, anchor = unquote(match["target"]).partition("#")
            if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
                continue
            where = (name_of(path, root), text.count("\n", 0, match.start()) + 1)
            target = (
                path
                if not address
                else (root if address.startswith("/") else path.parent) / address.lstrip("/")
            )
            if not target.exists():
                yield Finding(*where, f"dead link: {address}")
            elif anchor and target.suffix == ".md" and anchor not in anchors(target.resolve()):
                yield Finding(*where, f"no such heading: {match['target']}")


if __name__ == "__main__":
    sys.exit(finish("links", find()))
