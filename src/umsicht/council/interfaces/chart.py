"""The structure of a day as a drawing: boxes from top to bottom, a full line to what is part, a broken one to what is attached.

It is SVG without script, colours come from the page's style sheet. Whoever does not see it reads the nested list beside it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umsicht.council.enums import BodyLink
from umsicht.council.queries.bodies import Node

BOX, LINE, GAP, RISE, MARGIN = 180, 20, 20, 44, 8
STEM, SIDE_BY_SIDE, COLUMNS = 20, 3, 3
"""More than three bodies without own ones stand in three columns, each with a stem at its left."""
LETTERS = 21
"""So many letters fit into one line of a box."""
SEATS = ' class="um-orgchart__seats"'
MOST = 60
"""More boxes are no drawing any more; then the list is the better page."""


@dataclass
class _Placed:
    node: Node
    lines: list[str]
    x: float
    y: float
    height: int
    children: list[_Placed]
    stem: bool = False


def _lines(node: Node) -> list[str]:
    found = textwrap.wrap(node.name, LETTERS, max_lines=4, placeholder=" …")
    if node.seats:
        found.append(ngettext("%(n)s seat", "%(n)s seats", node.seats) % {"n": node.seats})
    return found


def _box_of(node: Node, x: float, y: float) -> _Placed:
    lines = _lines(node)
    return _Placed(node, lines, x, y, LINE * len(lines) + 20, [])


def _place(nodes: Sequence[Node], x: float, y: float) -> tuple[list[_Placed], float]:
    """Boxes side by side, each above the middle of its own; returns them and where the next may begin.

    Many bodies without own ones stand in columns below each other, so that the drawing stays readable.
    """
    leaves = [node for node in nodes if not node.children]
    if len(leaves) <= SIDE_BY_SIDE:
        leaves = []
    placed = []
    for node in nodes:
        if node in leaves:
            continue
        box = _box_of(node, x, y)
        box.children, end = _place(node.children, x, y + box.height + RISE)
        width = max(end - x - GAP, BOX)
        box.x = x + (width - BOX) / 2
        placed.append(box)
        x += width + GAP
    tall = -(-len(leaves) // COLUMNS)
    for start in range(0, len(leaves), tall or 1):
        below = y
        for node in leaves[start : start + tall]:
            box = _box_of(node, x + STEM, below)
            box.stem = True
            placed.append(box)
            below += box.height + STEM
        x += BOX + STEM + GAP
    return placed, x


def _walk(placed: Sequence[_Placed]) -> Iterator[_Placed]:
    for one in placed:
        yield one
        yield from _walk(one.children)


def _lines_down(one: _Placed) -> Iterator[str]:
    bottom, middle = one.y + one.height, one.x + BOX / 2
    for child in one.children:
        broken = ' class="um-orgchart__attached"' if child.node.link == BodyLink.ATTACHED else ""
        turn, target = bottom + RISE / 2, child.x + BOX / 2
        last = f"V{child.y:g}"
        if child.stem:
            target, last = child.x - STEM / 2, f"V{child.y + child.height / 2:g}H{child.x:g}"
        yield f'<path{broken} d="M{middle:g} {bottom:g}V{turn:g}H{target:g}{last}"/>'


def _box(one: _Placed) -> str:
    seats = len(one.lines) - 1 if one.node.seats else len(one.lines)
    texts = "".join(
        f'<text{SEATS if number >= seats else ""} x="{one.x + BOX / 2:g}" y="{one.y + 26 + number * LINE:g}">{escape(line)}</text>'
        for number, line in enumerate(one.lines)
    )
    return f'<rect x="{one.x:g}" y="{one.y:g}" width="{BOX}" height="{one.height}" rx="4"/>{texts}'


def draw(nodes: Sequence[Node]) -> SafeString:
    """The drawing, or "" when there is nothing to draw or too much."""
    placed, end = _place(nodes, MARGIN, MARGIN)
    every = list(_walk(placed))
    if not every or len(every) > MOST:
        return SafeString("")
    width = end - GAP + MARGIN
    height = max(one.y + one.height for one in every) + MARGIN
    label = escape(_("Structure of the bodies; the list below says the same"))
    return mark_safe(  # noqa: S308 - numbers of ours and escaped names
        f'<svg class="um-orgchart" role="img" aria-label="{label}" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}"><g class="um-orgchart__lines">'
        f"{''.join(path for one in every for path in _lines_down(one))}</g>"
        f"<g>{''.join(map(_box, every))}</g></svg>"
    )


_TEXT = 'font-family="Fira Sans, sans-serif" text-anchor="middle"'
_PRINT = (
    ("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '),
    ("<rect ", '<rect fill="#ffffff" stroke="#0b5058" stroke-width="1.5" '),
    (f"<text{SEATS}", f'<text {_TEXT} font-size="13" fill="#4a5560"'),
    ("<text x", f'<text {_TEXT} font-size="15" fill="#1c262b" x'),
    ("<path", '<path fill="none" stroke="#0b5058" stroke-width="2"'),
    (' class="um-orgchart__attached"', ' stroke-dasharray="5 5"'),
)


def printed(nodes: Sequence[Node]) -> str:
    """The same drawing for paper, where no style sheet gives it colours."""
    svg = str(draw(nodes))
    for there, instead in _PRINT:
        svg = svg.replace(there, instead)
    return svg
