"""What this package keeps about a person, for export (accounts.personal_data). Erasure: the link to the account goes."""

from __future__ import annotations

from typing import Any

from umsicht.accounts import personal_data
from umsicht.accounts.models import User
from umsicht.files.queries.files import uploads_of


def export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "hochgeladen": file.uploaded_at.isoformat(),
            "stelle": file.tenant.name,
            "dateiname": file.original_name,
            "titel": file.title,
            "bytes": file.size,
            "stand": file.state,
        }
        for file in uploads_of(user)
    ]


def register() -> None:
    personal_data.register("dateien", title="Hochgeladene Dateien", export=export)
