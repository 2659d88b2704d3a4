"""What the database of offers can say in a report: as it stands on the day of the answer. Sentences: data/bausteine.yaml."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django_scopes import scope

from umsicht.core import german
from umsicht.core.evidence import Ask, Form, Grid, Record, Statement, Value, Witness
from umsicht.offers.models import Programme
from umsicht.offers.queries.offers import published
from umsicht.offers.queries.programmes import listing
from umsicht.tenancy.interfaces.pages import in_town, page_of
from umsicht.tenancy.queries.tenants import state_office
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

BOOK = german.book(Path(__file__).resolve().parents[1] / "data" / "bausteine.yaml")
say = BOOK.say
YEAR = dt.timedelta(days=365)
SOURCE = "Präventionsdatenbank in Umsicht"


def offers(ask: Ask) -> Sequence[Statement]:
    """Always what is published, by theme: drafts are nobody's offer yet. An offer counts in each of its fields."""
    columns = ("provider_id", "problem_fields", "confirmed_on", "reviewed_on", "is_demo")
    rows = list(published().values_list(*columns))
    if not rows:
        return []
    day = ask.as_of
    confirmed = sum(1 for row in rows if row[2] and row[2] > day - YEAR)
    checked = sum(1 for row in rows if row[3])
    words = [
        say("offers", n=len(rows), day=day, providers=len({row[0] for row in rows})),
        BOOK.part("confirmed", confirmed, len(rows)),
        BOOK.part("checked", checked, len(rows)),
    ]
    record = Record(
        "offers.list", ask.tenant.slug, f"Präventionsdatenbank, {len(rows)} {'Angebot' if len(rows) == 1 else 'Angebote'}", page_of(ask.tenant, "search:offers", state="search:offers_state"),
        in_town(ask.tenant),
    )  # fmt: skip
    value = Value.counted(
        "Angebote", len(rows), "Veröffentlichte Angebote öffentlicher Anbieter.", day, SOURCE
    )
    return [
        Statement(
            "offers.offers",
            " ".join(words),
            (record,),
            Form.TABLE,
            values=(value,),
            grid=_by_field(ask, [row[1] for row in rows]),
            is_demo=any(row[4] for row in rows),
        )
    ]


def _by_field(ask: Ask, codes: Sequence[Sequence[str]]) -> Grid:
    words = catalogue(ask.tenant)
    counted: Counter[str] = Counter()
    for held in codes:
        entries = [words.get(Scheme.PROBLEM_FIELD, code) for code in held]
        counted.update({entry.parent or entry.code for entry in entries if entry is not None})
    labels = words.labels(Scheme.PROBLEM_FIELD, "de")
    rows = tuple((label, str(counted[code])) for code, label in labels.items() if counted[code])
    note = "Ein Angebot zählt in jedem Thema, zu dem es beiträgt."
    return Grid(("Thema", "Angebote"), rows, "Angebote nach Themen", note, right=(1,))


def programmes(ask: Ask) -> Sequence[Statement]:
    """Programmes of which a source says that they were here; they are kept by the state office."""
    with scope(tenant=state_office()):
        found = list(listing().exclude(local_fact="").select_related("tenant"))
    here = [one for one in found if ask.tenant.name in one.local_fact]
    return [
        Statement(
            f"offers.programmes.{one.code}",
            f"{one.local_fact} "
            + say("programme", name=one.name, organisation=one.organisation_name, aim=one.aim),
            (_of(one),),
        )
        for one in here
    ]


def _of(programme: Programme) -> Record:
    return Record("offers.programme", programme.code, programme.name, source=programme.source_url)


PROVIDERS = (
    Witness(
        "offers.offers", _("Offers of the database by theme, as of today"), _("published offers"), offers
    ),
    Witness(
        "offers.programmes", _("Programmes that were here, according to a source"),
        _("a programme with a source that names the town"), programmes,
    ),
)  # fmt: skip
