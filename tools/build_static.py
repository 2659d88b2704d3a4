"""Builds src/umsicht/ui/static/vendor/ from node_modules: one KERN stylesheet, Latin subsets of Fira Sans, Leaflet.

The stock KERN sheet weighs 340 kB and each font file 140 kB. Only what Umsicht's templates and code name is kept:
a rule goes when every one of its selectors asks for a `kern-` class that no source file mentions. A name cut off
before a template tag (`kern-icon--{{ name }}`) keeps every class that begins with it. `--full` keeps all rules,
for work on templates.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset

from umsicht.core.documents import fonts as document_fonts

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SOURCES = ROOT / "src" / "umsicht"
VENDOR = SOURCES / "ui" / "static" / "vendor"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold"}
# Basic Latin, Latin-1, Latin Extended-A, Romanian commas, typography, arrows, minus, check mark, capital sharp s.
LATIN = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), *range(0x2010, 0x2028), 0x202F, 0x2030, 0x2032,
    0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2264, 0x2265, 0x2713, 0x1E9E,
]  # fmt: skip
FACE = (
    '@font-face{{font-family:"Fira Sans";font-style:normal;font-weight:{weight};font-display:swap;'
    'src:url("fonts/fira-sans-{weight}.woff2") format("woff2")}}\n'
)
NAME = re.compile(r"kern-[a-z0-9-]*")
CLASS = re.compile(r"\.(kern-[a-z0-9-]+)")


class MissingPackages(Exception):
    """node_modules is not there or incomplete."""


def used_names(folder: Path) -> tuple[set[str], tuple[str, ...]]:
    """All whole class names and all open beginnings (ending in a hyphen) in templates, Python, CSS and scripts."""
    names: set[str] = set()
    for pattern in ("**/*.html", "**/*.py", "**/*.css", "**/*.js"):
        for path in folder.glob(pattern):
            if "vendor" not in path.parts:
                names.update(NAME.findall(path.read_text(encoding="utf-8")))
    return names, tuple(name for name in names if name.endswith("-") and name != "kern-")


def blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Split minified CSS into (prelude, body); body is None for a statement such as @charset."""
    position = 0
    while position < len(css):
        start = re.compile(r"[{;]").search(css, position)
        if start is None:
            return
        if start.group() == ";":
            yield css[position : start.start()].strip(), None
            position = start.end()
            continue
        end = _closing(css, start.start())
        yield css[position : start.start()].strip(), css[start.end() : end]
        position = end + 1


def _closing(css: str, opening: int) -> int:
    depth, quote, position = 0, "", opening
    while position < len(css):
        char = css[position]
        if char == "\\":
            position += 1
        elif quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "{}":
            depth += 1 if char == "{" else -1
            if depth == 0:
                return position
        position += 1
    raise ValueError("unbalanced braces in the stylesheet")


def _selectors(prelude: str) -> list[str]:
    """Split at commas outside parentheses: `:is(a,b)` is one selector."""
    parts, depth, current = [], 0, ""
    for char in prelude:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


def prune(css: str, names: set[str], beginnings: tuple[str, ...]) -> str:
    """Drop selectors that need an unmentioned `kern-` class; negations (`:not(.kern-x)`) do not count as needs."""

    def wanted(selector: str) -> bool:
        positive = re.sub(r":not\([^)]*\)|:(?:is|where|has)\((?:[^()]|\([^)]*\))*\)", "", selector)
        return all(
            name in names or name.startswith(beginnings or ("\0",)) for name in CLASS.findall(positive)
        )

    kept: list[str] = []
    for prelude, body in blocks(css):
        if body is None:
            kept.append(f"{prelude};")
        elif prelude.startswith(("@media", "@supports", "@layer", "@container")):
            inner = prune(body, names, beginnings)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@font-face"):
            continue
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            selectors = [part for part in _selectors(prelude) if wanted(part)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def build_fonts(source: Path, target: Path) -> None:
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # remarks on Fira's old OS/2 table
    target.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        options = subset.Options()
        options.flavor = "woff2"
        options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "pnum"]
        options.hinting = False
        options.desubroutinize = True
        font = subset.load_font(str(source / f"FiraSans-{name}.woff2"), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=LATIN)
        subsetter.subset(font)
        subset.save_font(font, str(target / f"fira-sans-{weight}.woff2"), options)
        font.close()


def build_leaflet(source: Path, target: Path) -> None:
    """Copy script, style and pictures, without the pointer to a source map that is not served."""
    (target / "images").mkdir(parents=True, exist_ok=True)
    script = (source / "leaflet.js").read_text(encoding="utf-8")
    (target / "leaflet.js").write_text(re.sub(r"\n?//# sourceMappingURL=.*", "", script), encoding="utf-8")
    style = (source / "leaflet.css").read_text(encoding="utf-8")
    style = re.sub(r"\s*behavior:\s*url\([^)]*\);", "", style)  # for Internet Explorer 8
    style = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    (target / "leaflet.css").write_text(re.sub(r"\s*\n\s*", "\n", style).strip() + "\n", encoding="utf-8")
    for picture in (source / "images").iterdir():
        shutil.copy(picture, target / "images" / picture.name)


def build(*, full: bool = False, vendor: Path = VENDOR) -> None:
    kern = MODULES / "@kern-ux" / "native" / "dist"
    leaflet = MODULES / "leaflet" / "dist"
    if not (kern / "kern.min.css").exists() or not (leaflet / "leaflet.js").exists():
        raise MissingPackages("node_modules is incomplete: run `npm ci` first.")
    vendor.mkdir(parents=True, exist_ok=True)
    css = (kern / "kern.min.css").read_text(encoding="utf-8").lstrip("\ufeff")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = css.replace('@charset "UTF-8";', "")
    css = re.sub(r"@font-face\{[^}]*\}", "", css) if full else prune(css, *used_names(SOURCES))
    faces = "".join(FACE.format(weight=weight) for weight in WEIGHTS)
    (vendor / "kern.css").write_text(f'@charset "UTF-8";\n{faces}{css}\n', encoding="utf-8")
    if not (vendor / "fonts" / "fira-sans-600.woff2").exists():
        build_fonts(kern / "fonts" / "fira-sans", vendor / "fonts")
    document_fonts.install(kern / "fonts" / "fira-sans")
    build_leaflet(leaflet, vendor / "leaflet")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="keep every KERN rule")
    arguments = parser.parse_args()
    try:
        build(full=arguments.full)
    except MissingPackages as error:
        print(error, file=sys.stderr)
        return 1
    size = (VENDOR / "kern.css").stat().st_size
    fonts = sum(path.stat().st_size for path in (VENDOR / "fonts").iterdir())
    print(f"static: kern.css {size // 1000} kB, fonts {fonts // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
