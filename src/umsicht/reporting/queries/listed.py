"""What lists of reports need of versions whose content is not read."""

from __future__ import annotations

from collections.abc import Iterable

from umsicht.reporting.models import Version


def demo_versions(versions: Iterable[Version]) -> set[int]:
    """Those in which something made up was counted or said; one query, in the scope of the tenant."""
    found = Version.objects.filter(pk__in=[one.pk for one in versions], content__is_demo=True)
    return set(found.values_list("pk", flat=True))
