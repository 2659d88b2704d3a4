"""From figure to SVG: memory, then file, then the child process, one at a time per host.

A picture is kept by the hash of all that goes into it, so it is never stale and never needs to be thrown away; old
files go after a while because their data has moved on.
"""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe

from umsicht.core.charts.cleaning import UnsafePicture, clean
from umsicht.core.charts.figure import Figure
from umsicht.core.errors import UmsichtError

Variant = Literal["wide", "narrow"]
SIZES: dict[Variant, tuple[int, int]] = {"wide": (760, 320), "narrow": (344, 260)}
SECONDS, SECONDS_EACH = 60, 10
"""A second or two is usual; a loaded host may need many times that."""
SOURCE = Path(__file__).resolve().parents[3]


class ChartError(UmsichtError):
    """The picture could not be drawn; the table beside it still says everything."""

    code = "chart_failed"
    status = 500


def svg(figure: Figure, variant: Variant = "wide") -> SafeString:
    """The picture, ready to inline. Raises ChartError. The first time takes about two seconds (see warm())."""
    found = _kept(figure, variant)
    if found is None:
        warm([figure])
        found = _kept(figure, variant)
    if found is None:
        raise ChartError(f"There is nothing to draw for {figure.title!r}.")
    return mark_safe(found)  # noqa: S308 - passed the list of allowed elements and attributes in cleaning.py


def warm(figures: Sequence[Figure], *, ahead: bool = False) -> int:
    """Draw those not yet kept, all in one child; returns how many. For task workers, before anyone asks.

    `ahead`: nobody waits for them. Everything else on the machine goes first, other pictures have a lane of their own.
    """
    with _alone(".lock-ahead" if ahead else ".lock"):
        todo = [figure for figure in figures if not figure.is_empty and not _complete(figure)]
        if todo:
            made = _render(todo, ahead=True) if ahead else _render(todo)
            for figure, raw in zip(todo, made, strict=True):
                for variant in SIZES:
                    _keep(figure, variant, _cleaned(figure, variant, raw[variant]))
    return len(todo)


def prune(*, days: int = 90) -> int:
    """Delete pictures drawn longer ago than that; returns how many."""
    limit = time.time() - days * 86_400
    old = [path for path in _folder().glob("*.svg") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "charts"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _path(figure: Figure, variant: Variant) -> Path:
    return _folder() / f"{figure.key}-{variant}.svg"


def _kept(figure: Figure, variant: Variant) -> str | None:
    memory, key = caches["default"], f"chart:{figure.key}:{variant}"
    found: str | None = memory.get(key)
    if found is None:
        try:
            found = _path(figure, variant).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        memory.set(key, found, timeout=86_400)
    return found


def _complete(figure: Figure) -> bool:
    return all(_kept(figure, variant) is not None for variant in SIZES)


def _keep(figure: Figure, variant: Variant, text: str) -> None:
    """Whole or not at all: a reader never sees half a file, whenever this process dies."""
    with tempfile.NamedTemporaryFile(
        "w", dir=_folder(), suffix=".part", delete=False, encoding="utf-8"
    ) as file:
        file.write(text)
    os.replace(file.name, _path(figure, variant))  # noqa: PTH105 - atomic, and the name is a str


def _cleaned(figure: Figure, variant: Variant, raw: str) -> str:
    prefix = f"c{figure.key[:8]}{variant[0]}"
    try:
        return clean(raw, prefix=prefix, title=figure.title, description=figure.description)
    except UnsafePicture as error:
        raise ChartError(f"The picture of {figure.title!r} holds what it must not: {error}") from error


@contextmanager
def _alone(lock: str) -> Iterator[None]:
    """One child per host and lane at a time; the others wait and then find the picture kept."""
    with (_folder() / lock).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _render(figures: Sequence[Figure], *, ahead: bool = False) -> list[dict[str, str]]:
    jobs = [
        {"draw": figure.draw, "data": figure.data(), "options": dict(figure.options), "sizes": SIZES}
        for figure in figures
    ]
    limit = SECONDS + SECONDS_EACH * len(figures)
    command = [sys.executable, "-m", "umsicht.core.charts.child", *(["ahead"] if ahead else [])]
    environment = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module; data goes through stdin
            command,
            input=json.dumps(jobs, default=str),
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
            env=environment | {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise ChartError(f"Drawing took longer than {limit} seconds.") from error
    if done.returncode:
        raise ChartError(f"Drawing failed: {done.stderr.strip().splitlines()[-1:]}")
    made: list[dict[str, Any]] = json.loads(done.stdout)
    return made
