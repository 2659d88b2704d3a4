"""Facets and chips, drawn in Python: a search page shows fifty boxes, each of which would cost a template include."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from umsicht.ui import markup

SHOWN = 8


def _item(name: str, option: Any) -> str:
    """`name` is escaped by the caller: it is the same for the whole group. Short, since a page holds over a hundred."""
    checked = " checked" if option.checked else ""
    count = ""
    if option.count is not None:
        count = f" <small>{markup.number(option.count)}</small>"
    return (
        f'<label class="um-tick"><input class="kern-form-check__checkbox" type="checkbox" name="{name}"'
        f' value="{markup.escaped(option.value)}"{checked}>{markup.escaped(option.label)}{count}</label>'
    )


def facet(legend: Any, name: str, options: Sequence[Any], shown: int = SHOWN) -> SafeString:
    """One group of filter boxes. More than `shown` options wait behind "show all"; chosen ones never do."""
    name = markup.escaped(name)
    drawn = [(option.checked or index < shown, _item(name, option)) for index, option in enumerate(options)]
    first = "".join(html for early, html in drawn if early)
    rest = [html for early, html in drawn if not early]
    more = ""
    if rest:
        words = markup.escaped(_("Show %(count)s more") % {"count": len(rest)})
        more = f'<details class="um-more-box um-small"><summary>{words}</summary>{"".join(rest)}</details>'
    return mark_safe(  # noqa: S308 - labels, names and values are escaped in _item
        f'<fieldset class="um-facet"><legend>{markup.escaped(legend)}</legend>{first}{more}</fieldset>'
    )


def options(choices: Iterable[tuple[Any, Any]], chosen: Any = "") -> SafeString:
    """The <option>s of a select. A town has forty districts and more: as a template loop they cost a fifth of a page."""
    drawn = [
        f'<option value="{markup.escaped(str(value))}"{" selected" if value == chosen else ""}>'
        f"{markup.escaped(label)}</option>"
        for value, label in choices
    ]
    return mark_safe("".join(drawn))  # noqa: S308 - escaped above


def chips(items: Iterable[Any], reset_url: str = "") -> SafeString:
    """Active filters, each a link to the address without it. Empty when nothing is filtered."""
    remove = markup.escaped(_(", remove filter"))
    drawn = [
        f'<li><a class="um-chip" href="{markup.escaped(item.url)}">{markup.escaped(item.label)} '
        f'{markup.icon("x")}<span class="kern-sr-only">{remove}</span></a></li>'
        for item in items
    ]
    if not drawn:
        return SafeString("")
    if reset_url:
        words = markup.escaped(_("Reset all"))
        drawn.append(f'<li><a class="um-more" href="{markup.escaped(reset_url)}">{words}</a></li>')
    return mark_safe(f'<ul class="um-chips">{"".join(drawn)}</ul>')  # noqa: S308 - escaped above
