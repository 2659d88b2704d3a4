"""Where web addresses stand in a tenant's records. All need the scope of the tenant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer, Programme
from umsicht.tenancy.enums import TextKey
from umsicht.tenancy.models import Tenant

_ADDRESS = re.compile(r"https?://[^\s<>\"'\])}|\\^`]+", re.IGNORECASE)
MAX_LENGTH = 500


@dataclass(frozen=True)
class Place:
    url: str
    record: str
    record_id: int
    field: str
    title: str


def in_text(text: str) -> list[str]:
    """The web addresses in a text, each once, without the full stop of the sentence."""
    found = (match.rstrip(".,;:!?") for match in _ADDRESS.findall(text))
    return list(dict.fromkeys(url for url in found if len(url) <= MAX_LENGTH))


def places(tenant: Tenant) -> Iterator[Place]:
    """Everything that may hold an address; hidden and archived records are left out."""
    yield from _organisations()
    yield from _programmes()
    yield from _offers()
    for key, by_language in tenant.texts.items():
        for url in in_text("\n".join(by_language.values())):
            label = TextKey(key).label if key in TextKey.values else key
            yield Place(url, "tenancy.Tenant", tenant.pk, _("Texts"), str(label))


def _organisations() -> Iterator[Place]:
    for pk, name, website in Organisation.objects.exclude(website="").values_list("pk", "name", "website"):
        yield Place(website, "directory.Organisation", pk, _("own website"), name)
    for pk, name, website in ContactPoint.objects.exclude(website="").values_list("pk", "name", "website"):
        yield Place(website, "directory.ContactPoint", pk, _("own website"), name)


def _programmes() -> Iterator[Place]:
    fields = {"evidence_source_url": _("evidence"), "registry_url": _("registry"), "source_url": _("source")}
    for row in Programme.objects.values("pk", "name", *fields):
        for field, label in fields.items():
            if row[field]:
                yield Place(row[field], "offers.Programme", row["pk"], label, row["name"])


def _offers() -> Iterator[Place]:
    texts = {
        "description": _("description"),
        "eligibility": _("who may come"),
        "preparation": _("preparation"),
    }
    offers = Offer.objects.exclude(state=OfferState.ARCHIVED)
    for row in offers.values("pk", "title", "what_happens", "good_to_know", *texts).iterator():
        for field, label in texts.items():
            for url in in_text(row[field]):
                yield Place(url, "offers.Offer", row["pk"], label, row["title"])
        for field in ("what_happens", "good_to_know"):
            for url in in_text("\n".join(str(part) for part in row[field])):
                yield Place(url, "offers.Offer", row["pk"], _("notes"), row["title"])
