"""The side navigation of the desk. Each package's pages register here, from urls.py of their web package.

    nav.register(nav.Entry(key="offers", group="offers", label=_("Offers"), url_name="desk_offers",
                           permission="offers.offer.view", order=10, count=waiting_offers))

An entry shows to whom its permission is given in the tenant; `count` answers how many things wait behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from umsicht.tenancy.models import Tenant
from umsicht.ui.nav import Group, Link, Text, mark_current

Counter = Callable[[HttpRequest, Tenant], int | None]

GROUPS: dict[str, Text] = {
    "work": _("Work"),
    "council": _("Council"),
    "offers": _("Offers"),
    "data": _("Data"),
    "knowledge": _("Knowledge"),
    "office": _("Office"),
}


@dataclass(frozen=True)
class Entry:
    """`url_name` takes the one kwarg `tenant`. `kinds` limits the entry to kinds of tenants (empty: all).

    `count` may cost one query; 0 and None show nothing.
    """

    key: str
    group: str
    label: Text
    url_name: str
    permission: str
    order: int = 50
    count: Counter | None = None
    kinds: frozenset[str] = frozenset()


_entries: dict[str, Entry] = {}


def register(entry: Entry) -> None:
    if entry.group not in GROUPS:
        raise ValueError(f"The desk has no group {entry.group}.")
    if entry.key in _entries:
        raise ValueError(f"Two entries of the desk are called {entry.key}.")
    _entries[entry.key] = entry


def groups(request: HttpRequest, tenant: Tenant) -> list[Group]:
    """What this person sees in this tenant, the current page marked; groups without entries are left out."""
    shown = [
        entry
        for entry in sorted(_entries.values(), key=lambda e: (e.order, e.key))
        if _sees(request, entry, tenant)
    ]
    urls = {entry.key: reverse(entry.url_name, kwargs={"tenant": tenant.slug}) for entry in shown}
    marked = mark_current([Link(entry.label, urls[entry.key]) for entry in shown], request.path)
    current = {entry.key for entry, link in zip(shown, marked, strict=True) if link.current}
    found: dict[str, list[Link]] = {}
    for entry in shown:
        count = entry.count(request, tenant) if entry.count is not None else None
        link = Link(entry.label, urls[entry.key], current=entry.key in current, count=count)
        found.setdefault(entry.group, []).append(link)
    return [Group(label, found[name]) for name, label in GROUPS.items() if name in found]


def _sees(request: HttpRequest, entry: Entry, tenant: Tenant) -> bool:
    if entry.kinds and tenant.kind not in entry.kinds:
        return False
    return bool(request.user.has_perm(entry.permission, tenant))
