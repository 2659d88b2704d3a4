"""Which of our offers a foreign record may be: by title, provider, telephone and address. A person decides."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from umsicht.exchange.columns import folded
from umsicht.exchange.items import Item
from umsicht.exchange.models import Link, Source
from umsicht.offers.enums import OfferState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

LIKELY = 70
"""From this score (0 to 100) on a person is asked."""
_MOST = 40
_COMMON = 200
"""A word that stands in more offers than this tells nothing."""


@dataclass(frozen=True, slots=True)
class Candidate:
    pk: int
    title: str
    provider: str
    phone: str
    address: str
    organisation_id: int


@dataclass(frozen=True)
class Match:
    offer_id: int
    score: int
    reasons: list[str]


def digits(phone: str) -> str:
    """The last nine digits: with or without country and area prefix the same line."""
    return re.sub(r"\D", "", phone)[-9:] if phone else ""


def address_of(street: str, postal_code: str) -> str:
    return f"{folded(street).replace('strasse', 'str')} {postal_code}".strip() if street else ""


class Neighbours:
    """The offers of a municipality that do not come from this source, ready to be compared with many records.

    Memory grows with the offers held here, not with the rows of the file.
    """

    def __init__(self, source: Source, tenant: Tenant) -> None:
        own = (
            Link.objects.with_scope(tenant=tenant)
            .filter(source=source, offer__isnull=False)
            .values("offer_id")
        )
        rows = (
            Offer.objects.with_scope(tenant=tenant)
            .exclude(state=OfferState.ARCHIVED)
            .exclude(pk__in=own)
            .values_list(
                "pk",
                "title",
                "provider__name",
                "provider_id",
                "provider__phone",
                "contact_point__phone",
                "contact_point__street",
                "contact_point__postal_code",
            )
        )
        self._words: dict[str, list[int]] = defaultdict(list)
        self._phones: dict[str, list[int]] = defaultdict(list)
        self._held: dict[int, Candidate] = {}
        for pk, title, provider, provider_id, phone, point_phone, street, postal in rows.iterator(2000):
            candidate = Candidate(
                pk,
                folded(title),
                folded(provider),
                digits(point_phone or phone or ""),
                address_of(street or "", postal or ""),
                provider_id,
            )
            self._held[pk] = candidate
            for word in _words(candidate.title):
                self._words[word].append(pk)
            if candidate.phone:
                self._phones[candidate.phone].append(pk)

    def best(self, item: Item) -> Match | None:
        """The likeliest of our offers, or None when none is likely enough."""
        if not self._held:
            return None
        title = folded(str((item.offer or {}).get("title", "")))
        phone = digits(str(item.point.get("phone") or item.organisation.get("phone") or ""))
        votes: dict[int, int] = defaultdict(int)
        for word in _words(title):
            found = self._words.get(word, ())
            if len(found) <= _COMMON:
                for pk in found:
                    votes[pk] += 1
        for pk in self._phones.get(phone, ())[:_COMMON] if phone else ():
            votes[pk] += 1
        likely = sorted(votes, key=lambda pk: (-votes[pk], pk))[:_MOST]
        scored = [self._score(self._held[pk], title, phone, item) for pk in likely]
        best = max(scored, key=lambda match: match.score, default=None)
        return best if best is not None and best.score >= LIKELY else None

    def _score(self, held: Candidate, title: str, phone: str, item: Item) -> Match:
        provider = folded(str(item.organisation.get("name", "")))
        address = address_of(str(item.point.get("street", "")), str(item.point.get("postal_code", "")))
        alike = _alike(held.title, title)
        same_provider = _alike(held.provider, provider) if provider else 0.0
        score, reasons = 60 * alike, []
        if alike >= 0.6:
            reasons.append(_("Title: %(share)s %% alike") % {"share": round(alike * 100)})
        if same_provider >= 0.85:
            score += 20
            reasons.append(_("same provider"))
        if phone and phone == held.phone:
            score += 25
            reasons.append(_("same telephone number"))
        if address and address == held.address:
            score += 20
            reasons.append(_("same address"))
        if alike > 0.95 and len(title) > 12:
            score += 12
        return Match(held.pk, min(round(score), 100) if alike >= 0.5 else 0, reasons)


def _words(title: str) -> set[str]:
    return {word[:8] for word in title.split() if len(word) > 3}


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    a, b = set(one.split()), set(other.split())
    shared = len(a & b) / len(a | b)
    return max(shared, SequenceMatcher(None, one, other, autojunk=False).ratio() if shared > 0.2 else 0.0)
