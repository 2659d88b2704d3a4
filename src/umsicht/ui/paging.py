"""Page numbers below a list, drawn in Python: fourteen links through the template engine cost 0.7 ms."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

GAP = 0


def window(number: int, last: int, *, around: int = 1) -> list[int]:
    """Page numbers to show: first, last and those around `number`; GAP stands for what is left out.

    A gap of a single page shows the page instead, since three dots are no shorter.
    """
    if last < 1:
        return []
    number = min(max(number, 1), last)
    wanted = sorted({1, last, *range(max(1, number - around), min(last, number + around) + 1)})
    shown: list[int] = []
    for page in wanted:
        missing = page - shown[-1] - 1 if shown else 0
        if missing == 1:
            shown.append(page - 1)
        elif missing > 1:
            shown.append(GAP)
        shown.append(page)
    return shown


class Links:
    """Addresses of the pages: the present one with one parameter set. Page 1 goes without it, so each has one."""

    def __init__(self, query: QueryDict | None, param: str) -> None:
        rest = query.copy() if query is not None else QueryDict(mutable=True)
        rest.pop(param, None)
        self._rest, self._param = rest.urlencode(), param

    def to(self, page: int) -> str:
        own = f"{self._param}={page}" if page > 1 else ""
        return conditional_escape("?" + "&".join(part for part in (self._rest, own) if part))


def draw(
    query: QueryDict | None, number: int, last: int, *, param: str = "seite", label: Any = ""
) -> SafeString:
    """The pagination, or nothing for a single page."""
    if last <= 1:
        return SafeString("")
    links, spoken = Links(query, param), _("Page %(page)s")
    items = []
    for page in window(number, last):
        if page == GAP:
            items.append('<li aria-hidden="true">…</li>')
            continue
        current = ' aria-current="page"' if page == number else ""
        name = conditional_escape(spoken % {"page": page})
        items.append(f'<li><a href="{links.to(page)}"{current} aria-label="{name}">{page}</a></li>')
    if number < last:
        more, noun = conditional_escape(pgettext("page", "Next")), conditional_escape(_("page"))
        hidden = f'<span class="kern-sr-only"> {noun}</span>'
        items.append(f'<li><a href="{links.to(number + 1)}" rel="next">{more}{hidden}</a></li>')
    name = conditional_escape(label or _("Pages"))
    return mark_safe(f'<nav aria-label="{name}"><ul class="um-pages">{"".join(items)}</ul></nav>')  # noqa: S308 - escaped
