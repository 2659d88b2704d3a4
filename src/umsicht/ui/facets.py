"""Facets and chips, drawn in Python: a search page shows fifty boxes, each of which would cost a template include."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from umsicht.ui import markup

SHOWN = 8


@cache
def _slug(name: str) -> str:
    return slugify(name)


def _item(name: str, option: Any, ident: str) -> str:
    """`name` is escaped by the caller: it is the same for the whole group."""
    checked = " checked" if option.checked else ""
    count = ""
    if option.count is not None:
        count = f' <span class="um-num um-meta">{markup.number(option.count)}</span>'
    return (
        f'<div class="um-facet__item"><input class="kern-form-check__checkbox" type="checkbox" id="{ident}"'
        f' name="{name}" value="{markup.escaped(option.value)}"{checked}>'
        f'<label for="{ident}">{markup.escaped(option.label)}{count}</label></div>'
    )


def facet(legend: Any, name: str, options: Sequence[Any], shown: int = SHOWN) -> SafeString:
    """One group of filter boxes. More than `shown` options wait behind "show all"; chosen ones never do."""
    prefix, name = f"f-{_slug(name)}", markup.escaped(name)
    drawn = [
        (option.checked or index < shown, _item(name, option, f"{prefix}-{index}"))
        for index, option in enumerate(options)
    ]
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
