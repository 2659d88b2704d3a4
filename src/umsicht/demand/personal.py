"""What this package keeps about a person, for export and erasure (accounts.personal_data)."""

from __future__ import annotations

from typing import Any

from umsicht.accounts import personal_data
from umsicht.accounts.models import User
from umsicht.demand.domain.alerts import end
from umsicht.demand.queries.alerts import of_email


def export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "suche": search.title,
            "portal": search.tenant.name,
            "wie_oft": search.get_frequency_display(),
            "auch_geaenderte": search.with_changed,
            "gemerkt": search.created_at.isoformat(),
            "endet": search.keep_until and search.keep_until.isoformat(),
        }
        for search in of_email(user.email)
    ]


def erase(user: User) -> None:
    for search in of_email(user.email):
        end(search=search)


def register() -> None:
    personal_data.register("gemerkte-suchen", title="Gemerkte Suchen", export=export, erase=erase)
