from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.factories.directory import make_contact_point, make_organisation
from tests.factories.places import make_area
from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.core.intake import Report
from umsicht.directory.domain.imports import import_providers
from umsicht.directory.interfaces import provider_file
from umsicht.directory.models import ContactPoint, Organisation
from umsicht.offers.domain.imports import import_offers, import_programmes
from umsicht.offers.interfaces import offer_file, programme_file
from umsicht.offers.models import Offer, OfferSession, Programme
from umsicht.places.enums import AreaKind
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")
OFFER = """
  - code: a-1
    municipality: '14511000'
    demo: true
    provider: verein
    title: Mut zum Nein
    summary: Ein Abend über Grenzen.
    description: Reden hilft.
    problem_fields: [sucht]
    audiences: [eltern]
    formats: [workshop]
    level: universell
    languages: [de]
    place: {modes: [venue], venue: Saal, district: Zentrum, radius_km: null}
    sessions: [{dtstart: '2027-03-02T17:00', tzid: Europe/Berlin, duration_minutes: 90, rrule: FREQ=WEEKLY;COUNT=3}]
    costs: [{format: workshop, amount_eur: 2.5, per: person, payer: teilnehmende, note: null}]
    curriculum: [{subject: Ethik, grade_from: 8, grade_to: 9, learning_area: Mut, wording: eigene}]
    availability: {state: offen, as_of: 2026-11-11}
    clocks: {edited: 2026-10-14, confirmed: 2026-10-24, reviewed: 2026-05-07}
    documents: [{title: Infoblatt, kind: infoblatt, language: de}]
"""
PROVIDER = """
  - {code: verein, name: Verein, municipality: "14511000", demo: true, contact_is_demo: true, sector: vereine,
     contact_role: Büro, phone: "030 23125 100", district: Zentrum, opening_hours: [[[MO], "09:00", "12:00"]],
     languages: [de], accessibility: [stufenlos], about: Hilft.}
"""
PROGRAMME = """
  - code: stark
    name: Stark
    aim: Kinder werden stark.
    evidence: {tier: gl-3, stated_by: registry, source_url: "https://example.org/32"}
    outcomes: [{outcome: Rauchen, direction: positive, design: Studie, source_url: "https://example.org"}]
"""


@pytest.fixture
def city(db: None) -> Tenant:
    make_area(
        AreaKind.CITY_DISTRICT, "14511000-01", name="Zentrum", municipality_key="14511000", lat=50.8, lon=12.9
    )
    return make_tenant(key="14511000")


@pytest.fixture
def provider(city: Tenant) -> Organisation:
    organisation = make_organisation(city, code="verein")
    make_contact_point(organisation, code="verein", lat=50.9, lon=12.8)
    return organisation


def write(folder: Path, section: str, text: str) -> Path:
    path = folder / "liste.yaml"
    path.write_text(f"meta: {{as_of: 2026-11-22}}\n{section}:{text}", encoding="utf-8")
    return path


def take(folder: Path, text: str = OFFER, *, actor: Any = None, **options: Any) -> Report:
    report = Report()
    rows = offer_file.read(write(folder, "offers", text), report)
    return import_offers(actor=actor, rows=rows, report=report, **options)


def counts(report: Report) -> tuple[int, int, int, list[str]]:
    return report.created, report.changed, report.unchanged, [str(refusal) for refusal in report.refused]


@pytest.mark.store
def test_offer_of_a_file_is_published_with_its_dates(provider: Organisation, tmp_path: Path) -> None:
    assert counts(take(tmp_path)) == (1, 0, 0, [])
    offer = Offer.objects.with_scope(tenant=provider.tenant).get()
    assert (offer.state, offer.slug, offer.area_key, offer.lat, offer.lon) == (
        "published",
        "mut-zum-nein",
        "14511000-01",
        50.8,
        12.9,
    )
    assert (offer.cost_from_cents, offer.curriculum[0]["subject"], str(offer.confirmed_on)) == (
        250,
        "ethik",
        "2026-10-24",
    )
    assert (offer.availability, f"{offer.published_at:%Y-%m-%d}", offer.contact_point.code) == (
        "offen",
        "2026-05-07",
        "verein",
    )
    assert OfferSession.objects.with_scope(tenant=provider.tenant).get().rrule == "FREQ=WEEKLY;COUNT=3"


@pytest.mark.store
def test_second_run_changes_nothing_and_a_correction_changes_one(
    provider: Organisation, tmp_path: Path
) -> None:
    take(tmp_path)
    assert counts(take(tmp_path)) == (0, 0, 1, [])
    for old, new in (
        ("Mut zum Nein", "Mut zum Ja"),
        ("COUNT=3", "COUNT=4"),
        ("state: offen", "state: wenige"),
    ):
        assert counts(take(tmp_path, OFFER.replace(old, new)))[1:3] == (1, 0), new
        take(tmp_path)


def test_what_was_archived_by_hand_stays_archived(provider: Organisation, tmp_path: Path) -> None:
    take(tmp_path)
    Offer.objects.with_scope(tenant=provider.tenant).update(state="archived")  # straight, for the test
    assert counts(take(tmp_path)) == (0, 0, 1, [])
    assert Offer.objects.with_scope(tenant=provider.tenant).get().state == "archived"


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("code: a-1", "code: null", "Zeile 3, code: fehlt"),
        ("'14511000'", "'99999999'", "Zeile 4, municipality: keine Gemeinde hat den Schlüssel 99999999"),
        ("'14511000'", "14511000", "Zeile 4, municipality: muss ein Text sein"),
        ("demo: true", "demo: vielleicht", "Zeile 5, demo: muss true oder false sein"),
        ("provider: verein", "provider: niemand", "Zeile 6, provider: kein Anbieter hat hier die Kennung niemand"),
        ("title: Mut", "titel: Mut", "Zeile 7, titel: unbekanntes Feld"),
        ("[sucht]", "[erfunden]", "Zeile 10, problem_fields: Nicht in der Liste „Problemfelder“: erfunden."),
        ("[sucht]", "sucht", "Zeile 10, problem_fields: muss eine Liste von Texten sein"),
        ("district: Zentrum", "district: Atlantis", "Zeile 15, place.district: „Atlantis“ ist hier kein Stadtteil"),
        ("modes: [venue]", "mode: [venue]", "Zeile 15, place.mode: unbekanntes Feld"),
        ("2027-03-02T17:00", "gestern", "Zeile 16, sessions: „gestern“ ist keine Zeit wie 2026-12-08T17:30."),
        ("FREQ=WEEKLY", "FREQ=SECONDLY", "Zeile 16, sessions: Eine Wiederholung ist täglich, wöchentlich, monatlich oder jährlich."),
        ("amount_eur: 2.5", "amount_eur: 2.505", "Zeile 17, costs: „2.505“ ist kein Betrag in Euro"),
        ("payer: teilnehmende", "payer: niemand", "Zeile 17, costs: Nicht in der Liste „Wer zahlt“: niemand."),
        ("subject: Ethik", "subject: Zauberei", "Zeile 18, curriculum: Nicht in der Liste „Schulfächer“: Zauberei."),
        ("state: offen", "state: voll", "Zeile 19, availability: unbekannte Verfügbarkeit"),
        ("edited: 2026-10-14", "edited: bald", "Zeile 20, clocks.edited: muss ein Datum wie 2026-11-22 sein"),
        ("kind: infoblatt", "art: infoblatt", "Zeile 21, documents: eine Datei hat title oder alt, kind, language, credit"),
    ],
)  # fmt: skip
def test_bad_row_is_refused_with_line_field_and_reason(
    provider: Organisation, tmp_path: Path, old: str, new: str, refusal: str
) -> None:
    good = OFFER.replace("a-1", "a-2")
    report = take(tmp_path, OFFER.replace(old, new, 1) + good.lstrip("\n"))
    assert counts(report) == (1, 0, 0, [refusal])
    assert Offer.objects.with_scope(tenant=provider.tenant).get().code == "a-2"


def test_future_statement_takes_back_the_whole_row(provider: Organisation, tmp_path: Path) -> None:
    report = take(tmp_path, OFFER.replace("as_of: 2026-11-11", "as_of: 2199-01-01"))
    assert counts(report) == (0, 0, 0, ["Zeile 3: Dieser Tag liegt in der Zukunft."])
    assert Offer.objects.with_scope(tenant=provider.tenant).count() == 0
    assert OfferSession.objects.with_scope(tenant=provider.tenant).count() == 0


@pytest.mark.store
def test_dry_run_and_strict_write_nothing(provider: Organisation, tmp_path: Path) -> None:
    assert counts(take(tmp_path, dry_run=True)) == (1, 0, 0, [])
    take(tmp_path, OFFER + OFFER.lstrip("\n"), strict=True)
    assert Offer.objects.with_scope(tenant=provider.tenant).count() == 0


def test_import_asks_for_the_right(provider: Organisation, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed):
        take(tmp_path, actor=make_member(provider.tenant, "member"))
    assert take(tmp_path, actor=make_member(provider.tenant, "editor")).created == 1


@pytest.mark.parametrize(
    "text", ["offers: [", "- 1\n", "offers: {a: 1}\nmeta", "providers: []\n", "", "\x00", "a: &a [*a]\n"]
)
def test_file_of_another_kind_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput):
        offer_file.read(path, Report())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" [1, x]", "eine Zeile besteht aus Feldern"),
        (" {a: b}", "ein Abschnitt ist eine Liste von Zeilen"),
        ("\n  - {code: a, code: b}", "ein Feld steht zweimal in dieser Zeile"),
        ("\n  - {code: !!python/object:os.system x}", "lässt sich nicht lesen"),
        ("\n  - {code: 2026-99-99}", "lässt sich nicht lesen"),
    ],
)
def test_rows_that_are_none_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    report = Report()
    assert offer_file.read(write(tmp_path, "offers", text), report) == []
    assert reason in str(report.refused[0])


@pytest.mark.store
def test_provider_comes_with_its_contact_point(city: Tenant, tmp_path: Path) -> None:
    def run(text: str) -> Report:
        report = Report()
        rows = provider_file.read(write(tmp_path, "providers", text), report)
        return import_providers(actor=None, rows=rows, report=report)

    assert counts(run(PROVIDER)) == (1, 0, 0, [])
    point = ContactPoint.objects.with_scope(tenant=city).select_related("organisation").get()
    assert (point.organisation.code, point.role, point.area_name, point.organisation.is_provider) == (
        "verein",
        "Büro",
        "Zentrum",
        True,
    )
    assert counts(run(PROVIDER)) == (0, 0, 1, [])
    assert counts(run(PROVIDER.replace('"09:00"', '"08:00"'))) == (0, 1, 0, [])
    assert counts(run(PROVIDER.replace("sector: vereine", "sector: mafia")))[3] == [
        "Zeile 3, sector: Nicht in der Liste „Bereiche des Netzwerks“: mafia."
    ]
    assert counts(run(PROVIDER.replace('[[[MO], "09:00"', '[[[MO], "9 Uhr"')))[3] == [
        "Zeile 4, opening_hours: „9 Uhr“ ist keine Uhrzeit wie 09:00."
    ]


@pytest.mark.store
def test_programmes_keep_effect_and_proof_apart(db: None, tmp_path: Path) -> None:
    def run(text: str) -> Report:
        report = Report()
        rows = programme_file.read(write(tmp_path, "programmes", text), report)
        return import_programmes(actor=None, rows=rows, report=report)

    assert counts(run(PROGRAMME)) == (1, 0, 0, [])
    programme = Programme.objects.with_scope(tenant=make_state()).get()
    assert (programme.evidence_tier, programme.registry_url, str(programme.evidence_as_of)) == (
        "gl-3",
        "https://example.org/32",
        "2026-11-22",
    )
    assert programme.outcomes == [
        {
            "outcome": "Rauchen",
            "direction": "positive",
            "design": "Studie",
            "source_url": "https://example.org",
            "as_of": "2026-11-22",
        }
    ]
    assert counts(run(PROGRAMME)) == (0, 0, 1, [])
    assert counts(run(PROGRAMME.replace("tier: gl-3", "tier: gl-9")))[3] == [
        "Zeile 6, evidence: Nicht in der Liste „Nachweisstufen“: gl-9."
    ]
