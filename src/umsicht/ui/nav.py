"""Links, and the public main menu in its fixed order. Views build these; layouts only draw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text = str | _StrPromise
else:
    Text = str | Promise


@dataclass(frozen=True)
class Link:
    """One entry of a menu. `count` is the number of open things behind it; `lang` marks a foreign label."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None
    lang: str = ""


@dataclass(frozen=True)
class Group:
    """A headed group of links: the desk's side navigation, a column of the footer."""

    label: Text
    links: Sequence[Link]


PUBLIC_MENU: tuple[tuple[str, Text], ...] = (
    ("offers", _("Offers")),
    ("dates", _("Dates")),
    ("participation", _("Take part")),
    ("council", _("Prevention council")),
    ("measures", _("Measures")),
    ("situation", _("Situation")),
    ("reports", _("Reports")),
)


def public_menu(urls: Mapping[str, str], *, current: str = "") -> list[Link]:
    """The main menu of a portal: fixed order, only entries whose address is given (keys of PUBLIC_MENU).

    Raises ValueError for a key that is not in the menu, so that a typing error can't hide an entry.
    """
    unknown = set(urls) - {key for key, _label in PUBLIC_MENU}
    if unknown:
        raise ValueError(f"Not in the public menu: {', '.join(sorted(unknown))}")
    return [Link(label, urls[key], current=key == current) for key, label in PUBLIC_MENU if urls.get(key)]


def mark_current(links: Iterable[Link], path: str) -> list[Link]:
    """Mark the link whose address is the longest beginning of `path`."""
    found = list(links)
    hits = [link.url for link in found if path == link.url or path.startswith(link.url.rstrip("/") + "/")]
    best = max(hits, key=len, default=None)
    return [replace(link, current=link.url == best) for link in found]
