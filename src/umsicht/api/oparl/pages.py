"""Where the portal shows a meeting, a paper or a file.

Written here, not asked of Django for each object: a page of a hundred would spend a tenth of its time on that. A test
opens each of them.
"""

from __future__ import annotations

from django.conf import settings

from umsicht.council.models import Meeting, Paper
from umsicht.tenancy.models import Tenant


def portal(tenant: Tenant, path: str = "") -> str | None:
    """An address on the tenant's portal; the state office's own portal shows bodies, but none of their meetings and papers."""
    if tenant.is_state:
        path = path.removeprefix("praeventionsrat/")
        return f"{settings.SITE_URL}/{path}" if not path or path.startswith("gremien/") else None
    return f"{settings.SITE_URL}/{tenant.slug}" + (f"/{path}" if path else "")


def council(tenant: Tenant, path: str = "") -> str | None:
    return portal(tenant, "praeventionsrat" + (f"/{path}" if path else ""))


def meeting(found: Meeting) -> str | None:
    return council(found.tenant, f"sitzungen/{found.pk}")


def paper(found: Paper) -> str | None:
    return council(found.tenant, f"vorlagen/{found.slug}")


def document(found: Paper) -> str | None:
    return council(found.tenant, f"vorlagen/{found.slug}.pdf")


def attachment(pk: int, of: Paper) -> str | None:
    return council(of.tenant, f"vorlagen/{of.slug}/anlagen/{pk}")


def in_browser(address: str) -> str:
    """Where the portal shows a PDF instead of handing it over to be saved."""
    return f"{address}?anzeigen=1"
