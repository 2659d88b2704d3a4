"""Lists and tables of the portals' long pages, drawn in Python: a page of forty rows would cost templates milliseconds.

Everything here escapes what it is given. Where HTML goes in, it is a SafeString and stays as it is.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from umsicht.ui import markup
from umsicht.ui.nav import Link


def esc(text: Any) -> str:
    """Escaped, unless it is safe already. Django's own does the same behind a wrapper that asks for lazy texts."""
    return text if isinstance(text, SafeString) else html.escape(str(text))


DEMO = ' <span class="um-tag">Demo</span>'


def _safe(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped where it was made


def paragraphs(texts: Iterable[Any]) -> SafeString:
    return _safe(f"<p>{esc(text)}</p>" for text in texts)


def items(texts: Iterable[Any]) -> SafeString:
    """<li>s."""
    return _safe(f"<li>{esc(text)}</li>" for text in texts)


def way(texts: Iterable[Any]) -> SafeString:
    """The numbered way."""
    steps = "".join(f'<li><p class="um-measure">{esc(text)}</p></li>' for text in texts)
    return mark_safe(f'<ol class="um-way">{steps}</ol>')  # noqa: S308 - escaped above


def facts(pairs: Iterable[tuple[Any, Any]]) -> SafeString:
    """<div><dt><dd></div> for each pair that has a value."""
    return _safe(f"<div><dt>{esc(term)}</dt><dd>{esc(value)}</dd></div>" for term, value in pairs if value)


def chips(links: Iterable[Link]) -> SafeString:
    return _safe(
        f'<li><a class="um-chip" href="{esc(link.url)}">{esc(link.label)}</a></li>' for link in links
    )


def lines(texts: Iterable[Any]) -> SafeString:
    """A ruled list."""
    return mark_safe(f'<ul class="um-lines">{items(texts)}</ul>')  # noqa: S308 - escaped in items


def link(url: str, text: Any) -> SafeString:
    return mark_safe(f'<a href="{esc(url)}">{esc(text)}</a>')  # noqa: S308 - escaped here


def entry(url: str, title: str, *, text: Any = "", meta: str = "", demo: bool = False) -> SafeString:
    """A linked offer in a ruled list: title, sentence, facts."""
    below = f'<br><span class="um-small">{esc(text)}</span>' if text else ""
    facts_line = f'<br><span class="um-meta">{esc(meta)}</span>' if meta else ""
    return mark_safe(f"{link(url, title)}{DEMO if demo else ''}{below}{facts_line}")  # noqa: S308 - escaped here


def table(caption: Any, headings: Sequence[Any], rows: Iterable[Sequence[Any]]) -> SafeString:
    """A table that stacks on small screens; the first cell of a row is its heading, empty cells stay unlabelled."""
    head = "".join(f'<th class="kern-table__header" scope="col">{esc(text)}</th>' for text in headings)
    body = "".join(_row(headings, row) for row in rows)
    return mark_safe(  # noqa: S308 - escaped above
        f'<table class="kern-table um-table um-table--cards"><caption>{esc(caption)}</caption>'
        f'<thead class="kern-table__head"><tr class="kern-table__row">{head}</tr></thead>'
        f'<tbody class="kern-table__body">{body}</tbody></table>'
    )


def _row(headings: Sequence[Any], cells: Sequence[Any]) -> str:
    first = f'<th class="kern-table__header" scope="row">{esc(cells[0])}</th>'
    rest = "".join(
        f'<td class="kern-table__cell"{f" data-label={_quoted(heading)}" if cell else ""}>{esc(cell)}</td>'
        for heading, cell in zip(headings[1:], cells[1:], strict=True)
    )
    return f'<tr class="kern-table__row">{first}{rest}</tr>'


def _quoted(text: Any) -> str:
    return f'"{esc(text)}"'


def clocks(found: Iterable[Any]) -> SafeString:
    """The three clocks of an offer, each on its own."""
    return _safe(
        f'<li>{markup.clock_face(item.used, overdue=item.overdue)}<div><h3 class="kern-heading-small">{esc(item.label)}</h3>'
        f'<p class="um-small">{_day(item.day)}{esc(item.text)}</p></div></li>'
        for item in found
    )


def _day(value: Any) -> str:
    return f'<time datetime="{value:%Y-%m-%d}">{esc(markup.long_day(value))}</time><br>' if value else ""


def telephone(number: str, tel: str) -> SafeString:
    return mark_safe(f'<a href="tel:{esc(tel)}">{esc(number)}</a>')  # noqa: S308 - escaped here
