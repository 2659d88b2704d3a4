"""The vocabulary of a tenant in memory: every page reads labels from here, without SQL per term.

Kept per process and keyed by the tenant's content version, which every published change raises (also a change of
a state-wide term, for all tenants). A new version costs one small query; the terms are read again only if the
vocabulary itself changed, and tenants without terms of their own share one catalogue.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Sum
from django.utils.translation import get_language

from umsicht.core import clock
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.models import Term

PLAIN = "plain"
"""Pass as language for the plain-language label."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term as pages need it. Dates None = not known / open."""

    pk: int
    uid: str
    tenant_id: int
    scheme: str
    code: str
    parent: str
    kind: str
    numeral: str
    label_de: str
    label_context: str
    label_plain: str
    label_en: str
    explanation: str
    words: tuple[str, ...]
    valid_from: dt.date | None
    valid_from_precision: str
    valid_to: dt.date | None
    source: str
    is_fact: bool
    decision: str
    extra: dict[str, Any] = field(hash=False)

    def label(self, language: str | None = None, *, context: bool = False) -> str:
        """The label in a language ("de", "en", PLAIN); German where a translation is missing.

        `context` takes the longer German wording that stands alone, where there is one.
        """
        language = language or (get_language() or "de")[:2]
        if language == PLAIN:
            return self.label_plain or self.label_de
        if language == "en":
            return self.label_en or self.label_de
        return (context and self.label_context) or self.label_de

    def is_current(self, on: dt.date | None = None) -> bool:
        on = on or clock.today()
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or self.valid_to >= on
        )


class Catalogue:
    """All terms a tenant may use, those that ended too (old records still point at them)."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_pk = {entry.pk: entry for entry in self.entries}
        self.by_uid = {entry.uid: entry for entry in self.entries}
        self._schemes: dict[str, dict[str, Entry]] = {}
        for entry in self.entries:
            self._schemes.setdefault(entry.scheme, {})[entry.code] = entry
        self._labels: dict[tuple[str, str], dict[str, str]] = {}
        self._words: tuple[dt.date, dict[str, list[tuple[str, str]]]] | None = None

    def scheme(self, scheme: str) -> dict[str, Entry]:
        """Code → entry, in the scheme's order. Don't change it."""
        return self._schemes.get(scheme, {})

    def get(self, scheme: str, code: str) -> Entry | None:
        return self.scheme(scheme).get(code)

    def label(self, scheme: str, code: str, language: str | None = None) -> str:
        """The label, or the code itself for an unknown one, so that a page never breaks on old data."""
        return self.labels(scheme, language).get(code, code)

    def labels(self, scheme: str, language: str | None = None) -> dict[str, str]:
        """Code → label for all terms of a scheme, cached. Don't change it."""
        language = language or (get_language() or "de")[:2]
        key = (scheme, language)
        if key not in self._labels:
            self._labels[key] = {c: e.label(language, context=True) for c, e in self.scheme(scheme).items()}
        return self._labels[key]

    def current(self, scheme: str, on: dt.date | None = None) -> list[Entry]:
        """Terms that may be chosen on that day, in order."""
        on = on or clock.today()
        return [entry for entry in self.scheme(scheme).values() if entry.is_current(on)]

    def choices(self, scheme: str, language: str | None = None) -> list[tuple[str, str]]:
        """(code, label) of the current terms, for form fields and facets."""
        labels = self.labels(scheme, language)
        return [(entry.code, labels[entry.code]) for entry in self.current(scheme)]

    def children(self, scheme: str, code: str = "") -> list[Entry]:
        """Current terms below one, or the top level for an empty code."""
        return [entry for entry in self.current(scheme) if entry.parent == code]

    def pks(self, scheme: str, codes: Iterable[str]) -> list[int]:
        """Primary keys of known codes; unknown ones are left out."""
        known = self.scheme(scheme)
        return [known[code].pk for code in codes if code in known]

    @property
    def words(self) -> dict[str, list[tuple[str, str]]]:
        """Lay word in lower case → [(scheme, code)], from the terms in force today: feeds search synonyms."""
        today = clock.today()
        if self._words is None or self._words[0] != today:
            found: dict[str, list[tuple[str, str]]] = {}
            for entry in self.entries:
                if entry.is_current(today):
                    for word in entry.words:
                        found.setdefault(word.casefold(), []).append((entry.scheme, entry.code))
            self._words = (today, found)
        return self._words[1]


_Stamp = tuple[tuple[int, ...], ...]
_lock = Lock()
_by_tenant: dict[int, tuple[int, Catalogue]] = {}
_by_stamp: dict[_Stamp, Catalogue] = {}
_KEEP = 64
_unsettled: ContextVar[bool] = ContextVar("vocabulary_unsettled", default=False)


def catalogue(tenant: Tenant) -> Catalogue:
    """The catalogue of a tenant's portal and desk. No SQL while the tenant's content version stands still."""
    held = _by_tenant.get(tenant.pk)
    if held is not None and held[0] == tenant.content_version and _settled():
        return held[1]
    owners = {tenant.pk, tenant.pk if tenant.is_state else state_office().pk}
    fresh = _load(sorted(owners))
    if _settled():
        with _lock:
            _by_tenant[tenant.pk] = (tenant.content_version, fresh)
    return fresh


def whole_catalogue(state: Tenant | None = None) -> Catalogue:
    """State-wide terms and those of every municipality, for open data and the search index over all tenants.

    Who has read the state office for this request already hands it in and saves a query.
    """
    state = state or state_office()
    held = _by_tenant.get(-state.pk)
    if held is not None and held[0] == state.content_version and _settled():
        return held[1]
    fresh = _load(None)
    if _settled():
        with _lock:
            _by_tenant[-state.pk] = (state.content_version, fresh)
    return fresh


def labels(scheme: str, tenant: Tenant, language: str | None = None) -> dict[str, str]:
    return catalogue(tenant).labels(scheme, language)


def forget() -> None:
    """Drop everything held by this process: after a change was committed here, and between tests."""
    _unsettled.set(False)
    with _lock:
        _by_tenant.clear()
        _by_stamp.clear()


def distrust() -> None:
    """Called by a write: until its transaction is over, this thread reads afresh and keeps nothing.

    Otherwise a reader inside the transaction could leave terms in memory that a rollback then takes back.
    """
    _unsettled.set(True)


def _settled() -> bool:
    if _unsettled.get() and not connection.in_atomic_block:
        _unsettled.set(False)
    return not _unsettled.get()


def _load(owners: list[int] | None) -> Catalogue:
    """Read the terms of some tenants (None: of all), unless the same terms are already in memory."""
    if owners is None:
        # unscoped: the vocabulary is public; open data shows the terms of every municipality
        manager = Term.objects.with_scopes_disabled()
    else:
        manager = Term.objects.with_scope(tenant=owners)
    stamp: _Stamp = tuple(
        sorted(manager.order_by().values_list("tenant_id").annotate(Count("pk"), Sum("revision"), Max("pk")))
    )
    held = _by_stamp.get(stamp) if _settled() else None
    if held is None:
        held = Catalogue(_entry(row) for row in manager.values(*_COLUMNS).order_by("scheme", "order", "pk"))
        if not _settled():
            return held
        with _lock:
            if len(_by_stamp) >= _KEEP:
                _by_stamp.clear()
                _by_tenant.clear()
            _by_stamp[stamp] = held
    return held


_COLUMNS = (
    *(
        "pk",
        "uid",
        "tenant_id",
        "scheme",
        "code",
        "parent__code",
        "kind",
        "numeral",
        "label_de",
        "label_context",
    ),
    *("label_plain", "label_en", "explanation", "words", "valid_from", "valid_from_precision", "valid_to"),
    *("source", "is_fact", "decision__code", "extra"),
)


def _entry(row: dict[str, Any]) -> Entry:
    row["parent"] = row.pop("parent__code") or ""
    row["decision"] = row.pop("decision__code") or ""
    row["uid"] = str(row["uid"])
    row["words"] = tuple(row["words"])
    return Entry(**row)
