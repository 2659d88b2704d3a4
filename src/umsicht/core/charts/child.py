"""The rendering child: reads one job from stdin, writes the SVGs to stdout, ends.

Altair and V8 need seconds and 200 MB; here they leave with the process. `python -m umsicht.core.charts.child`.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from typing import Any

import vl_convert

from umsicht.core.charts import theme
from umsicht.core.documents import fonts

_WIDTH = re.compile(r'<svg[^>]* width="([0-9.]+)"')


def render(job: dict[str, Any]) -> dict[str, str]:
    """`job`: draw, data, options and the size of each variant. Answers the raw SVG per variant."""
    if fonts.FOLDER.is_dir():
        vl_convert.register_font_directory(str(fonts.FOLDER))
    module, _colon, name = job["draw"].partition(":")
    draw = getattr(importlib.import_module(module), name)
    return {variant: _fitted(draw, job, tuple(size)) for variant, size in job["sizes"].items()}


def _fitted(draw: Any, job: dict[str, Any], size: tuple[int, int]) -> str:
    """Drawn twice where needed: how much room labels take beside the plot is known only once they are drawn.

    All pictures of a page then have one scale, hence one size of letters.
    """
    svg = _svg(draw, job, size)
    match = _WIDTH.search(svg)
    missing = size[0] - float(match[1]) if match else 0
    return _svg(draw, job, (round(size[0] + missing), size[1])) if abs(missing) > 1 else svg


def _svg(draw: Any, job: dict[str, Any], size: tuple[int, int]) -> str:
    spec = draw(job["data"], size, dict(job["options"])).to_dict()
    spec["config"] = theme.CONFIG
    return vl_convert.vegalite_to_svg(
        spec, format_locale="de-DE", time_format_locale="de-DE", allowed_base_urls=[]
    )


def main() -> None:
    jobs = json.load(sys.stdin)
    json.dump([render(job) for job in jobs], sys.stdout)


if __name__ == "__main__":
    main()
