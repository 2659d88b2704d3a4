"""The list of plans and the matrix of topics, drawn in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.planning.enums import Finding
from umsicht.planning.interfaces import wording
from umsicht.planning.queries import overlaps
from umsicht.planning.queries.overlaps import SMALL, Cell, Matrix, Summary
from umsicht.ui.markup import escaped, tag
from umsicht.ui.tables import Column, Table
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import Catalogue
from umsicht.web.desk.answers import here

SORTS: dict[str, Callable[[Summary], Any]] = {
    "klasse": lambda item: (item.plan.institution, item.plan.grade or 0, item.plan.class_name),
    "angebote": lambda item: len(item.titles),
    "themen": lambda item: len(item.topics),
    "stand": lambda item: item.plan.changed_at,
}
_KINDS = {Finding.EMPTY: "warn", Finding.SIMILAR: "open", Finding.BALANCED: "good"}


def plans_table(request: HttpRequest, found: Iterable[Summary], words: Catalogue) -> Table:
    slug = here(request).slug

    def rows() -> Iterator[list[Any]]:
        for item in found:
            url = reverse("desk_plan", kwargs={"tenant": slug, "plan_id": item.plan.pk})
            demo = format_html(" {}", tag("Demo")) if item.plan.is_demo else ""
            yield [
                format_html('<a href="{}">{}</a>{}', url, wording.who(item.plan), demo),
                wording.institution(item.plan, words),
                item.plan.area_name,
                len(item.titles),
                len(item.topics),
                finding(item, words),
                item.plan.changed_at.date(),
            ]

    columns = [
        Column(_("Class or group"), sort="klasse"),
        Column(_("Kind of institution")),
        Column(_("Part of town")),
        Column(_("Offers"), numeric=True, sort="angebote"),
        Column(_("Topics"), numeric=True, sort="themen"),
        Column(_("Noticeable")),
        Column(_("Changed"), sort="stand"),
    ]
    return Table(
        _("Released year plans"),
        columns,
        rows(),
        caption_hidden=True,
        sorted_by=request.GET.get("sortierung", ""),
        query=request.GET,
    )


def finding(item: Summary, words: Catalogue) -> SafeString | str:
    """In words: no offer, or on which field several; nothing where nothing is noticeable."""
    if item.finding == Finding.EMPTY:
        return tag(_("no offer"), _KINDS[Finding.EMPTY])
    if item.finding == Finding.SIMILAR:
        code = item.similar[0]
        text = _("%(count)s on “%(topic)s”") % {
            "count": item.topics[code],
            "topic": words.label(Scheme.PROBLEM_FIELD, code),
        }
        return tag(text, _KINDS[Finding.SIMILAR])
    return ""


def heat(matrix: Matrix, words: Catalogue) -> SafeString | str:
    """Topics by kind of class as a table whose cells say the number and show the share by their ground; "" when empty."""
    if not matrix.columns:
        return ""
    head = "".join(
        f'<th scope="col">{_group(column, words)}<br><span class="um-meta">{escaped(_total(column.total))}</span></th>'
        for column in matrix.columns
    )
    body = "\n".join(
        f'<tr><th scope="row">{escaped(label)}</th>{"".join(map(_heat_cell, cells))}</tr>'
        for label, cells in matrix.rows
    )
    return mark_safe(  # noqa: S308 - labels are escaped, the rest is ours
        f'<table class="um-table um-heat"><caption class="kern-sr-only">{escaped(_("Plans per topic"))}</caption>'
        f'<thead><tr><th scope="col">{escaped(_("Topic"))}</th>{head}</tr></thead>\n<tbody>{body}</tbody></table>'
    )


def _group(column: overlaps.Column, words: Catalogue) -> str:
    """Kind and grade on a line each, so that columns stay narrow."""
    return "<br>".join(escaped(part) for part in wording.group_parts(column.group, words))


def _total(total: int | None) -> str:
    if total is None:
        return _("fewer than %(small)s plans") % {"small": SMALL}
    return _("%(total)s plans") % {"total": total}


def _heat_cell(cell: Cell) -> str:
    if cell.count is None:
        text = "–" if cell.of < SMALL else _("fewer than %(small)s") % {"small": SMALL}
        return f'<td class="um-num um-heat__small">{escaped(text)}</td>'
    return f'<td class="um-num um-heat--{cell.heat}">{cell.count}</td>'
