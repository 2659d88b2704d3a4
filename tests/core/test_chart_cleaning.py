from __future__ import annotations

from pathlib import Path

import pytest

from umsicht.core.charts import rendering
from umsicht.core.charts.cleaning import CLASSES, UnsafePicture, clean


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<style>*{}</style>",
        '<image href="https://a.example/x.png"/>',
        '<a href="https://a.example"><text>x</text></a>',
        "<foreignObject/>",
        '<path d="M0,0" fill="url(https://a.example/#x)"/>',
        '<path d="M0,0" fill="javascript:alert(1)"/>',
        '<text font-family="x;}*{">x</text>',
    ],
)
def test_cleaning_refuses_what_no_chart_needs(inner: str) -> None:
    with pytest.raises(UnsafePicture):
        clean(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inner}</svg>',
            prefix="c",
            title="t",
            description="d",
        )


def test_cleaning_drops_handlers_styles_and_empty_helpers() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()"><g class="mark-rule role-axis-grid" '
        'style="color:red" onclick="x()"><path class="background" d="M0,0h1"/><line x2="1.23456789" data-x="1"/></g>'
        '<g class="mark-line role-mark line_marks"><path d="M0,0"/><path d=""/></g></svg>'
    )
    assert clean(raw, prefix="c", title="<t>", description="d") == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="um-chart" viewBox="0 0 9 9" width="9" height="9" '
        'font-family="Fira Sans" font-size="15px" role="img" aria-labelledby="c-t c-d"><title id="c-t">&lt;t&gt;</title><desc id="c-d">d</desc>'
        '<line class="c-grid" x2="1.2"/><path class="c-line" d="M0,0"/></svg>'
    )


def test_a_dot_becomes_a_circle_and_the_house_font_is_said_once() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g class="dot_marks"><path transform="translate(3,4.25)" '
        'd="M4.7,0A4.7,4.7,0,1,1,-4.7,0A4.7,4.7,0,1,1,4.7,0"/><path d="M1,0A2,2,0,1,1,-1,0"/></g>'
        '<text font-family="Fira Sans" font-size="15px">a</text></svg>'
    )
    made = clean(raw, prefix="c", title="t", description="d")
    assert (
        '<circle class="c-dot" cx="3" cy="4.2" r="4.7"/><path class="c-dot" d="M1,0A2,2,0,1,1,-1,0"/>' in made
    )
    assert made.count("Fira Sans") == 1


def test_classes_are_those_of_the_style_sheet() -> None:
    css = (Path(rendering.__file__).parents[2] / "ui/static/ui/css/umsicht.css").read_text(encoding="utf-8")
    wanted = {word for words in CLASSES.values() for word in words.split()} - {"c-line-other"}
    assert {word for word in wanted if f".{word}" not in css} == set()
