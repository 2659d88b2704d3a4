"""Small pieces of HTML made in Python: what a list repeats per row. Each costs a few microseconds.

Django's template engine needs 20 to 60 microseconds for an include of the same size (docs/explanation/ui.md), which
counts in a list of fifty rows. Everything here escapes what it is given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.core.signals import setting_changed
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

SPRITE = Path(__file__).resolve().parent / "static" / "ui" / "icons.svg"
LIGHTS = {"free", "few", "wait", "paused", "unknown"}
TAG_KINDS = {"", "open", "closed", "good", "warn", "bad"}


_SPECIAL = re.compile("[&<>\"']")


def escaped(value: Any) -> str:
    """conditional_escape() for what is mostly plain text: without a special character nothing is copied."""
    if type(value) is str and _SPECIAL.search(value) is None:
        return value
    return conditional_escape(value)


@cache
def sprite_url() -> str:
    return static("ui/icons.svg")


def _forget_sprite_url(*, setting: str, **_kwargs: Any) -> None:
    if setting in {"STATIC_URL", "STORAGES"}:
        sprite_url.cache_clear()
        icon.cache_clear()


setting_changed.connect(_forget_sprite_url)


@cache
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite, hidden from screen readers: the words beside it say what is meant."""
    return format_html(
        '<svg class="um-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f" {classes}" if classes else "",
        sprite_url(),
        name,
    )


@cache
def icon_names() -> tuple[str, ...]:
    """All icons of the sprite."""
    return tuple(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


def tag(label: Any, kind: str = "", icon_name: str = "") -> SafeString:
    """A small outlined word: a state, a kind, "Demo". Kinds: open, closed, good, warn, bad."""
    if kind not in TAG_KINDS:
        raise ValueError(f"Unknown kind of tag: {kind}")
    modifier = f" um-tag--{kind}" if kind else ""
    picture = icon(icon_name) if icon_name else ""
    return mark_safe(f'<span class="um-tag{modifier}">{picture}{escaped(label)}</span>')  # noqa: S308 - escaped here


def demo_mark(record: Any) -> SafeString | str:
    """What stands behind the title of a record that is made up for the demo; "" behind any other."""
    return format_html(" {}", tag(_("Demo"))) if record.is_demo else ""


def options(pairs: Iterable[Any], chosen: Any) -> SafeString:
    """The choices of a `<select>`: pairs of value and label, or values that are their own label."""
    made = []
    for pair in pairs:
        value, label = pair if isinstance(pair, tuple) else (pair, pair)
        marked = " selected" if value == chosen else ""
        made.append(f'<option value="{escaped(value)}"{marked}>{escaped(label)}</option>')
    return mark_safe("".join(made))  # noqa: S308 - escaped here


@lru_cache(maxsize=4096)
def _grouped(value: int, _language: str) -> str:
    return str(number_format(value, force_grouping=True))


def number(value: int) -> str:
    """A whole number with its groups of three: 1.007 in German, 1,007 in English."""
    return _grouped(value, get_language() or "")


def day(value: dt.date) -> str:
    """A date as an office writes it: 24.11.2026. Of a moment, the day it was in Berlin."""
    value = _local(value)
    return f"{value.day:02d}.{value.month:02d}.{value.year}"


def long_day(value: dt.date) -> str:
    """A date in words: 24. November 2026 (in the active language). Of a moment, the day it was in Berlin."""
    return date_format(_local(value), "DATE_FORMAT")


def _local(value: dt.date) -> dt.date:
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


LIGHT_WORDS = {
    "free": lambda: _("Places free"),
    "few": lambda: _("few places"),
    "wait": lambda: _("Waiting list"),
    "paused": lambda: _("paused at the moment"),
    "unknown": lambda: _("Places unknown"),
}


def light(state: str, word: Any = "") -> SafeString:
    """The availability light: shape and word, never colour alone. The date goes beside it."""
    if state not in LIGHTS:
        raise ValueError(f"Unknown availability: {state}")
    text = escaped(word or LIGHT_WORDS[state]())
    return mark_safe(f'<span class="um-light um-light--{state}">{icon(state)}{text}</span>')  # noqa: S308 - escaped here


def seal(word: Any = "") -> SafeString:
    text = escaped(word or _("Quality seal"))
    return mark_safe(f'<span class="um-seal">{icon("seal")}{text}</span>')  # noqa: S308 - escaped here


def step(level: int, word: Any) -> SafeString:
    """An evidence step: 0 to 3 filled squares and the word for it."""
    if level not in range(4):
        raise ValueError(f"Evidence steps run from 0 to 3, not {level}")
    return mark_safe(  # noqa: S308 - escaped here
        f'<span class="um-step">{icon(f"step-{level}")}{escaped(word)}</span>'
    )


def time_tag(value: dt.date | dt.datetime, text: str) -> SafeString:
    """`text` as machines can read it too."""
    words = escaped(text)
    return mark_safe(f'<time datetime="{value.isoformat()}">{words}</time>')  # noqa: S308 - escaped here


RING = 125.66  # circumference of the ring drawn below, radius 20


def clock_face(used: float | None, *, overdue: bool = False) -> SafeString:
    """The face of a clock: the ring shows which share of the interval is used up; without interval it is empty."""
    share = min(max(used or 0.0, 0.0), 1.0)
    modifier = " um-clock--overdue" if overdue else ""
    ring = (
        f'<circle cx="24" cy="24" r="20" class="um-clock__used" stroke-dasharray="{share * RING:.1f} {RING}"'
        ' transform="rotate(-90 24 24)"/>'
        if share
        else ""
    )
    return mark_safe(  # noqa: S308 - numbers only
        f'<svg class="um-clock{modifier}" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
        f'<circle cx="24" cy="24" r="20" class="um-clock__rim"/>{ring}'
        f'<path class="um-clock__hand" d="M24 24V12" transform="rotate({share * 360:.0f} 24 24)"/>'
        '<circle cx="24" cy="24" r="2.2" class="um-clock__hub"/></svg>'
    )


def role(label: Any) -> SafeString:
    """Who, as an office: never a face, never a made-up name."""
    return mark_safe(  # noqa: S308 - escaped here
        f'<span class="um-role">{icon("user")}{escaped(label)}</span>'
    )


def pick(name: str, value: Any, words: Any, content: Any, form: str = "") -> SafeString:
    """A box before the first cell of a row that may be chosen among many; `words` name the box, `form` its form's id."""
    return format_html(
        '<span class="um-pick"><input type="checkbox" name="{}" value="{}"{} aria-label="{}"><span>{}</span></span>',
        name,
        value,
        format_html(' form="{}"', form) if form else "",
        words,
        content,
    )


def links(items: Iterable[Any], css: str = "", current: str = "page") -> SafeString:
    """The <li>s of a menu. Menus stand on every page: as a template loop they would be a third of the frame's cost."""
    own = f' class="{css}"' if css else ""
    drawn = []
    for item in items or ():
        lang = f' lang="{escaped(item.lang)}" hreflang="{escaped(item.lang)}"' if item.lang else ""
        marked = f' aria-current="{current}"' if item.current else ""
        url, label = escaped(item.url), escaped(item.label)
        drawn.append(f'<li{own}><a href="{url}"{lang}{marked}>{label}</a></li>')
    return mark_safe("\n".join(drawn))  # noqa: S308 - escaped above


def crumbs(items: Iterable[Any]) -> SafeString:
    """The <li>s of a breadcrumb; the last one is this page and no link."""
    found = list(items)
    drawn = [f'<li><a href="{escaped(item.url)}">{escaped(item.label)}</a></li>' for item in found[:-1]]
    drawn += [f'<li><span aria-current="page">{escaped(item.label)}</span></li>' for item in found[-1:]]
    return mark_safe("\n".join(drawn))  # noqa: S308 - escaped above
