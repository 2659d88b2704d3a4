"""Where the portal shows a meeting, a paper or a file."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from umsicht.council.models import Meeting, Paper, PaperFile
from umsicht.tenancy.models import Tenant


def _whole(name: str, tenant: Tenant, **words: Any) -> str:
    """The state office's own portal has no such pages."""
    if tenant.is_state:
        return ""
    return settings.SITE_URL + reverse(f"public:{name}", kwargs={"municipality": tenant.slug, **words})


def meeting(found: Meeting) -> str:
    return _whole("council_meeting", found.tenant, meeting_id=found.pk)


def paper(found: Paper) -> str:
    return _whole("council_paper", found.tenant, slug=found.slug)


def document(found: Paper) -> str:
    return _whole("council_paper_pdf", found.tenant, slug=found.slug)


def attachment(found: PaperFile, of: Paper) -> str:
    return _whole("council_paper_file", of.tenant, slug=of.slug, file_id=found.pk)
