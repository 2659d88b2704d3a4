"""The fonts of PDFs. typst reads TrueType only, so set-up unpacks Fira Sans from the front end's web fonts.

Without them (a checkout before set-up) typst's own Libertinus Serif steps in; the text is the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "fonts"
STYLES = ("Regular", "Italic", "SemiBold", "SemiBoldItalic")


def install(source: Path, target: Path = FOLDER) -> int:
    """Unpack FiraSans-*.woff2 from `source` as TrueType; returns how many were written. Called by tools/build_static."""
    from fontTools.ttLib import TTFont  # reason: slow

    target.mkdir(parents=True, exist_ok=True)
    written = 0
    for style in STYLES:
        path = target / f"FiraSans-{style}.ttf"
        if not path.exists():
            font = TTFont(source / f"FiraSans-{style}.woff2")
            font.flavor = None
            font.save(path)
            written += 1
    return written


@cache
def available() -> Any:
    """typst's font book, read once per process: ours and the ones it brings, none of the host's."""
    import typst  # reason: slow

    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER] if FOLDER.is_dir() else [])
