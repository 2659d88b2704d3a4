"""Template tags of the house. They are builtins: no `{% load %}` is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.safestring import SafeString

from umsicht.ui import constant as constants
from umsicht.ui import facets, markup, paging
from umsicht.ui import forms as form_markup
from umsicht.ui import helplines as helpline_list

register = template.Library()

register.tag("constant", constants.constant)
register.simple_tag(markup.icon, name="icon")
register.simple_tag(markup.tag, name="tag")
register.simple_tag(markup.options, name="options")
register.simple_tag(markup.light, name="light")
register.simple_tag(markup.seal, name="seal")
register.simple_tag(markup.step, name="step")
register.simple_tag(markup.role, name="role")
register.simple_tag(markup.links, name="links")
register.simple_tag(markup.crumbs, name="crumb_items")
register.simple_tag(markup.clock_face, name="clock_face")
register.simple_tag(markup.sprite_url, name="sprite_url")
register.simple_tag(facets.facet, name="facet")
register.simple_tag(facets.chips, name="chips")
register.filter("day", lambda value: markup.day(value) if value else "")
register.filter("long_day", lambda value: markup.long_day(value) if value else "")


@register.simple_tag
def default_helplines() -> tuple[helpline_list.Helpline, ...]:
    return helpline_list.HELPLINES


@register.simple_tag(takes_context=True)
def flash(context: template.Context) -> Iterable[Any]:
    """Pending messages of this visitor, and only then: looking for them touches the session.

    Without a session or message cookie there can be none, and an anonymous page stays free of `Vary: Cookie`.
    """
    request: HttpRequest | None = context.get("request")
    if request is None or not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys():
        return ()
    return context.get("messages") or ()


@register.simple_tag
def form_problems(*found: BaseForm | str) -> list[tuple[str, str, str]]:
    """The errors of forms that are sent together; a form that the page does not have counts as none."""
    return [problem for form in found if form for problem in form_markup.problems(form)]  # type: ignore[arg-type]


@register.filter
def nbsp(value: Any) -> str:
    """A text that must not break, such as a telephone number."""
    return str(value).replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def truthy_attr(value: Any, name: str) -> SafeString:
    """` name` when the value is true, else nothing: `<input{{ on|truthy_attr:"checked" }}>`."""
    return SafeString(f" {name}") if value else SafeString("")


@register.simple_tag(takes_context=True)
def pages(
    context: template.Context, number: int, last: int, param: str = "seite", label: str = ""
) -> SafeString:
    """Page numbers that keep the rest of the address: `{% pages page.number page.pages %}`."""
    request: HttpRequest | None = context.get("request")
    query = request.GET if request is not None else None
    return paging.draw(query, number, last, param=param, label=label)
