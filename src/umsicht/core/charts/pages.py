"""Figures in pages and documents."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.core.charts.figure import Figure
from umsicht.core.charts.rendering import ChartError, svg, warm
from umsicht.core.documents.blocks import Block, Column, figure, paragraph, table

logger = logging.getLogger(__name__)
_KEYS = {
    "line": '<path class="c-line" fill="none" stroke="#0b5058" stroke-width="2.5" d="M0 7h28"/><circle class="c-dot" fill="#0b5058" cx="14" cy="7" r="5"/>',
    "band": '<rect class="c-band" fill="#0b5058" fill-opacity="0.2" width="28" height="14"/>',
    "usual": '<rect class="c-usual" fill="#ebe9e2" width="28" height="14"/><path class="c-usual-line" stroke="#767e80" stroke-dasharray="4 4" d="M0 .5h28M0 13.5h28"/>',
    "fill-1": '<rect class="c-fill-1" fill="#0b5058" width="28" height="14"/>',
    "fill-2": '<rect class="c-fill-2" fill="#8fb5b8" stroke="#0b5058" width="28" height="14"/>',
    "fill-3": '<rect class="c-fill-3" fill="#ebe9e2" stroke="#767e80" width="28" height="14"/>',
}


@dataclass(frozen=True)
class Drawing:
    """The two widths of a picture; both empty when it could not be drawn. The table is shown either way."""

    wide: SafeString
    narrow: SafeString


def drawing(shown: Figure) -> Drawing:
    """Both widths; empty without numbers. A picture that fails is logged and left out: the page must stand."""
    if not shown.is_empty:
        try:
            return Drawing(svg(shown, "wide"), svg(shown, "narrow"))
        except ChartError:
            logger.exception("no picture for %s", shown.title)
    return Drawing(mark_safe(""), mark_safe(""))


def drawings(shown: Sequence[Figure]) -> list[Drawing]:
    """Those of a page, drawn in one child: it takes as long to start as to draw twenty."""
    with suppress(ChartError):  # said by drawing() for each
        warm(shown)
    return [drawing(figure) for figure in shown]


def legend(keys: list[tuple[str, str]]) -> SafeString:
    """The list below a picture: (line, band, usual or fill-1 to fill-3; what it stands for)."""
    rows = format_html_join(
        "",
        '<li><svg class="um-chart" viewBox="0 0 28 14" width="28" height="14" aria-hidden="true" focusable="false">{}</svg>{}</li>',
        ((mark_safe(_KEYS[key]), text) for key, text in keys),  # noqa: S308 - constants above
    )
    return format_html('<ul class="um-legend">{}</ul>', rows)


def printed(shown: Figure) -> list[Block]:
    """Picture (if it can be drawn), table, and everything else a reader needs, for PDF and Word."""
    notes = [shown.note, _("How to read the picture: %(help)s") % {"help": shown.reading_help}]
    picture = drawing(shown).wide
    if picture:
        made = [figure(shown.title, str(picture), alt=shown.description, notes=notes)]
    else:
        title: list[dict[str, object]] = [
            {"kind": "strong", "content": [{"kind": "text", "text": shown.title}]}
        ]
        made = [paragraph(title), paragraph(shown.description)]
    columns = [
        Column(column.label, "left" if column.kind in {"label", "date"} else "right")
        for column in shown.columns
    ]
    source = _("%(definition)s As of: %(date)s. Source: %(source)s") % {
        "definition": shown.definition,
        "date": shown.state,
        "source": shown.source,
    }
    made.append(table(columns, shown.table(), caption=_("Numbers as a table"), note=source))
    return made
