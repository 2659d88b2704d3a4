"""What writes of this package share."""

from __future__ import annotations

import re

from umsicht.directory.models import Organisation


def organisation_named(name: str) -> Organisation | None:
    """The entry of the directory that is called so, or the only one in whose name it stands as whole words.

    So "Ordnungsamt" and "Stadtordnungsdienst" may mean the same entry, and cooperation is counted once.
    """
    found = list(Organisation.objects.filter(name__icontains=name).order_by("pk")[:20])
    exact = [one for one in found if one.name.casefold() == name.casefold()]
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    inside = [one for one in found if whole.search(one.name)]
    if exact:
        return exact[0]
    return inside[0] if len(inside) == 1 else None
