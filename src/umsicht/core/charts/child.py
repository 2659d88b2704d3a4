"""The rendering child: reads one job from stdin, writes the SVGs to stdout, ends.

Altair and V8 need seconds and 200 MB; here they leave with the process. `python -m umsicht.core.charts.child`.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import sys
from typing import Any

import vl_convert
from altair.utils import schemapi

from umsicht.core.charts import theme
from umsicht.core.documents import fonts

_WIDTH = re.compile(r'<svg[^>]* width="([0-9.]+)"')


def render(job: dict[str, Any]) -> dict[str, str]:
    """`job`: draw, data, options and the size of each variant. Answers the raw SVG per variant."""
    if fonts.FOLDER.is_dir():
        vl_convert.register_font_directory(str(fonts.FOLDER))
    module, _colon, name = job["draw"].partition(":")
    draw = getattr(importlib.import_module(module), name)
    # Altair checks each part against its schema as it is built, which takes longer than drawing; Vega refuses a wrong one.
    with schemapi.debug_mode(False):  # noqa: FBT003 - Altair takes it by place
        return _all_sizes(draw, job)


def _all_sizes(draw: Any, job: dict[str, Any]) -> dict[str, str]:
    return {variant: _fitted(draw, job, tuple(size)) for variant, size in job["sizes"].items()}


_room: dict[tuple[str, int], int] = {}
"""By how much the last picture of a kind and width had to be drawn wider: the next one most often needs the same."""


def _fitted(draw: Any, job: dict[str, Any], size: tuple[int, int]) -> str:
    """Drawn again where needed: how much room labels take beside the plot is known only once they are drawn.

    All pictures of a page then have one scale, hence one size of letters.
    """
    kind = (f"{job['draw']} {job['options'].get('format')}", size[0])
    svg = ""
    for _attempt in range(2):
        svg = _svg(draw, job, (size[0] + _room.get(kind, 0), size[1]))
        match = _WIDTH.search(svg)
        missing = size[0] - float(match[1]) if match else 0
        if abs(missing) <= 1:
            break
        _room[kind] = round(_room.get(kind, 0) + missing)
    return svg


def _svg(draw: Any, job: dict[str, Any], size: tuple[int, int]) -> str:
    spec = draw(job["data"], size, dict(job["options"])).to_dict(validate=False)
    spec["config"] = theme.CONFIG
    return vl_convert.vegalite_to_svg(
        spec, format_locale="de-DE", time_format_locale="de-DE", allowed_base_urls=[]
    )


def main() -> None:
    if "ahead" in sys.argv[1:]:
        os.nice(15)
    jobs = json.load(sys.stdin)
    json.dump([render(job) for job in jobs], sys.stdout)


if __name__ == "__main__":
    main()
