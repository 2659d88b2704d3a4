"""Needs: their way from a note to an end, what they rest on, and how they stand beside the offers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope

from tests.core.document_checks import assert_accessible_and_lasting, words
from tests.factories.directory import make_organisation
from tests.factories.meetings import make_council
from tests.factories.offers import make_offer
from tests.factories.papers import make_decision
from tests.factories.situation_needs import DAY, make_evidence, make_need, make_survey, take
from tests.factories.tenancy import make_member, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed, NotFound
from umsicht.core.evidence import Ask, Form
from umsicht.core.transitions import TransitionDenied, apply, available
from umsicht.situation.domain.catalogue import load_catalogue
from umsicht.situation.domain.needs import (
    add_evidence,
    change_evidence,
    change_need,
    confirm_need,
    create_need,
    remove_evidence,
)
from umsicht.situation.domain.surveys import remove_survey
from umsicht.situation.interfaces import profile_sheet
from umsicht.situation.interfaces.evidence_needs import PROVIDERS
from umsicht.situation.models import Need, NeedEvidence
from umsicht.situation.queries.needs import (
    Wanted,
    evidence_at_desk,
    listing,
    need_at_desk,
    public_needs,
)
from umsicht.situation.queries.profile import profile
from umsicht.tenancy.models import Tenant

TODAY = dt.date(2026, 11, 18)


def states(need: Need) -> tuple[str, str, str]:
    found = need_at_desk(need.pk)
    return found.state, found.confirmed_by, found.end_reason


def test_a_need_is_confirmed_by_a_body_and_met(town: Tenant) -> None:
    need = make_need(town, state="noted")
    confirm_need(need=need, actor=None, body="Präventionsrat", decision="KPR 3/2026", on=DAY)
    apply(need, "meet", actor=None, reason="Es gibt Termine.")
    found = need_at_desk(need.pk)
    assert states(need) == ("met", "Präventionsrat", "Es gibt Termine.")
    assert (found.decision_ref, found.confirmed_on, found.ended_on) == ("KPR 3/2026", DAY, TODAY)
    told = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert told == [
        "situation.need.create",
        "situation.needevidence.create",
        "situation.need.confirm",
        "situation.need.meet",
    ]


def test_every_step_can_be_taken_back(town: Tenant) -> None:
    need = make_need(town, state="met")
    editor = make_member(town, "coordinator")
    apply(need, "reopen", actor=editor, reason="Es reicht nicht.")
    assert states(need) == ("confirmed", "Präventionsrat", "")
    apply(need, "drop", actor=editor, reason="Anders gelöst.")
    with pytest.raises(TransitionDenied):
        apply(need, "note_again", actor=editor, reason="Doch.")
    apply(need, "take_up", actor=editor, reason="Doch nicht gelöst.")
    apply(need, "unconfirm", actor=editor, reason="Falsches Gremium.")
    assert states(need) == ("noted", "", "")
    apply(need, "drop", actor=editor, reason="Irrtum.")
    with pytest.raises(TransitionDenied):
        apply(need, "take_up", actor=editor, reason="Doch.")
    apply(need, "note_again", actor=editor, reason="Doch kein Irrtum.")
    assert states(need) == ("noted", "", "")


def test_without_evidence_or_a_body_nothing_is_confirmed(town: Tenant) -> None:
    need = create_need(tenant=town, actor=None, title="Licht", what="Es ist dunkel.", problem_field="sucht")
    with pytest.raises(TransitionDenied):
        confirm_need(need=need, actor=None, body="Rat")
    make_evidence(need)
    with pytest.raises(BadInput):
        confirm_need(need=need, actor=None, body=" ")
    with pytest.raises(BadInput):
        confirm_need(need=need, actor=None, body="Rat", on=TODAY + dt.timedelta(days=1))
    with pytest.raises(BadInput):
        confirm_need(need=need, actor=None, body="Rat", on=TODAY - dt.timedelta(days=1))
    assert states(need) == ("noted", "", "")


def test_the_database_keeps_a_confirmation_with_its_body_and_an_end_with_its_reason(town: Tenant) -> None:
    for state, changed in (("confirmed", {"confirmed_by": ""}), ("met", {"end_reason": ""})):
        need = make_need(town, state=state)
        with pytest.raises(IntegrityError), transaction.atomic():
            Need.objects.filter(pk=need.pk).update(**changed)


def test_editors_note_and_only_the_coordinator_confirms(town: Tenant) -> None:
    need, editor, member = (
        make_need(town, state="noted"),
        make_member(town, "editor"),
        make_member(town, "member"),
    )
    assert change_need(need=need, actor=editor, weight="high") is True
    with pytest.raises(NotAllowed):
        change_need(need=need, actor=member, weight="low")
    with pytest.raises(TransitionDenied):
        confirm_need(need=need, actor=editor, body="Rat", on=TODAY)
    assert [choice.name for choice in available(need, editor)] == []
    confirm_need(need=need, actor=make_member(town, "coordinator"), body="Rat", on=TODAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"problem_field": "gibt-es-nicht"},
        {"audiences": ["alle"]},
        {"audiences": ["eltern", "eltern"]},
        {"areas": ["99999999-01"]},
        {"factor": "r-unbekannt"},
        {"noted_on": TODAY + dt.timedelta(days=1)},
        {"weight": "sehr"},
        {"what": ""},
    ],
)
def test_a_need_uses_the_words_of_the_town(town: Tenant, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        make_need(town, **wrong)
    assert Need.objects.count() == 0


def test_a_judgement_says_whose_it_is(town: Tenant) -> None:
    need = make_need(town, state="noted")
    with pytest.raises(BadInput):
        make_evidence(need, kind="judgement")
    assert make_evidence(need, kind="judgement", said_by="Beratungsstelle").pk


def test_the_last_evidence_of_a_confirmed_need_stays(town: Tenant) -> None:
    need = make_need(town)
    row = need_at_desk(need.pk).evidence.get()
    with pytest.raises(BadInput):
        remove_evidence(row=evidence_at_desk(need, row.pk), actor=None, reason="Falsch")
    make_evidence(need)
    remove_evidence(row=evidence_at_desk(need, row.pk), actor=None, reason="Falsch")
    assert need_at_desk(need.pk).evidence.count() == 1


def test_a_need_of_another_town_is_not_found(town: Tenant) -> None:
    other = make_tenant()
    with scope(tenant=other):
        foreign = make_need(other)
    with pytest.raises(NotFound):
        need_at_desk(foreign.pk)


def test_the_list_narrows_by_words_state_field_people_and_place(town: Tenant, centre: str) -> None:
    make_need(town, "Licht", areas=[centre], audiences=["anwohnende"], problem_field="suchtpraevention")
    make_need(town, "Beratung", state="dropped", areas=[f"{town.key}-02"])
    make_need(town, "Elternabend", state="noted")

    def titles(**wanted: str) -> list[str]:
        return sorted(one.title for one in listing(Wanted(**wanted), town))

    assert titles(text="licht") == ["Licht"]
    assert titles(state="dropped") == ["Beratung"]
    assert titles(state="offen") == ["Elternabend", "Licht"]
    assert titles(field="sucht") == ["Beratung", "Elternabend", "Licht"]
    assert titles(field="suchtpraevention") == ["Licht"]
    assert titles(audience="eltern") == ["Beratung", "Elternabend"]
    assert titles(area=centre) == ["Elternabend", "Licht"]


# ---- the portal and reports ------------------------------------------------------------------------------


def test_the_portal_shows_confirmed_needs_only_and_no_closed_decision(town: Tenant) -> None:
    body = make_council(town)
    make_decision(body, number="KPR 1/2026")
    make_decision(body, number="KPR 2/2026", visibility="closed")
    for ref in ("KPR 1/2026", "KPR 2/2026", "BA-1"):
        need = make_need(town, ref, state="noted")
        make_evidence(need, text="Geheim", is_public=False)
        confirm_need(need=need, actor=None, body="Rat", decision=ref, on=DAY)
    make_need(town, "Intern", is_public=False)
    for state in ("noted", "dropped"):
        make_need(town, state, state=state)
    found = {need.title: need.decision_ref for need in public_needs()}
    assert found == {"KPR 1/2026": "KPR 1/2026", "KPR 2/2026": "", "BA-1": "BA-1"}
    assert {row.text for need in public_needs() for row in need.evidence.all()} == {"Bitte Termine am Abend."}


def ask(town: Tenant, **more: Any) -> Ask:
    return Ask(town, **({"first": dt.date(2026, 1, 1), "last": TODAY, "as_of": TODAY} | more))


def test_a_report_names_each_confirmed_need_with_its_record(town: Tenant) -> None:
    assert PROVIDERS[0].gather(ask(town)) == []
    make_need(town, "Eltern brauchen Beratung")
    make_need(town, "Licht", state="met")
    make_need(town, "Intern", is_public=False)
    statement = PROVIDERS[0].gather(ask(town))[0]
    assert (
        statement.text
        == "Am 18.11.2026 sind zwei bestätigte Bedarfe festgehalten; einer davon ist noch offen."
    )
    assert [record.key for record in statement.records] == ["eltern-brauchen-beratung", "licht"]
    assert (statement.form, [value.value for value in statement.values]) == (Form.LIST, [2])
    assert len(PROVIDERS[0].gather(ask(town, public=False))[0].records) == 3
    assert PROVIDERS[0].gather(ask(town, last=dt.date(2026, 3, 1))) == []


def test_a_report_cites_the_shares_of_a_survey_with_interval_and_n(town: Tenant) -> None:
    row = {"frage": "sg-nacht-allein", "wortlaut": "", "skala": "sicher-5", "n": "400"}
    take(make_survey(town, "Stadtbefragung 2026", field_to=DAY), row | {"antwort": "1", "anteil_prozent": "25"},
         row | {"antwort": "2", "anteil_prozent": "75"})  # fmt: skip
    statement = PROVIDERS[1].gather(ask(town))[0]
    assert "25,0\u00a0% der Befragten (alle)" in statement.text
    assert "Zufallsspanne 21,0 bis 29,5" in statement.text
    assert statement.grid is not None
    assert [line[1] for line in statement.grid.rows] == ["sehr sicher", "eher sicher"]
    assert [(value.as_of, value.source) for value in statement.values] == [(DAY, "Stadt")] * 2
    assert PROVIDERS[1].gather(ask(town, last=dt.date(2025, 12, 31))) == []


def test_a_profile_tells_a_district_by_its_own_records(town: Tenant, centre: str) -> None:
    provider = make_organisation(town)
    make_offer(provider, area_key=centre, confirmed_on=TODAY)
    make_offer(provider)
    make_need(town, "Hier", areas=[centre])
    make_need(town, "Dort", areas=[f"{town.key}-02"])
    found = profile(town, centre)
    assert (found.name, found.population, found.offers, [one.title for one in found.needs]) == (
        "Zentrum",
        4000,
        1,
        ["Hier"],
    )
    assert [(one.code, one.offers, one.fresh, one.checked) for one in found.fields] == [("sucht", 1, 1, 0)]
    assert found.crime is None
    assert profile(town).offers == 2
    with pytest.raises(NotFound):
        profile(town, "99999999-01")


def test_a_profile_prints_as_an_accessible_document(town: Tenant, centre: str, tmp_path: Path) -> None:
    make_need(town, "Hier", areas=[centre])
    body = profile_sheet.pdf(profile(town, centre))
    assert_accessible_and_lasting(body, tmp_path)
    assert "Profil: Zentrum in" in words(body)
    assert "Einwohnerinnen und Einwohner: 4.000" in words(body)


def test_evidence_is_named_with_its_kind(town: Tenant) -> None:
    need = make_need(town, state="noted")
    row = add_evidence(
        need=need, actor=None, kind="finding", ref="b-1/2", label="Begehung", text="Dunkel.", on=DAY
    )
    assert str(row.get_kind_display()) == "Befund einer Begehung"


def test_evidence_refers_to_a_record_that_is_there(town: Tenant) -> None:
    load_catalogue()
    survey = make_survey(town, code="stadt-2026", is_public=False)
    take(survey, {"anteil_prozent": "40"})
    need = make_need(town, state="noted")
    known = [("indicator", "pks/892000/hz"), ("indicator", "pks/892000"), ("survey", "stadt-2026"),
             ("survey", "stadt-2026/eigene-frage"), ("proposal", "was-auch-immer")]  # fmt: skip
    for kind, ref in known:
        row = make_evidence(need, kind=kind, ref=ref)
    unknown = [("indicator", "pks/gibtsnicht/hz"), ("indicator", "pks/892000/quote"), ("survey", "ess-2999/x"),
               ("survey", "stadt-2026/andere")]  # fmt: skip
    for kind, ref in unknown:
        with pytest.raises(BadInput, match=ref):
            make_evidence(need, kind=kind, ref=ref)
        with pytest.raises(BadInput, match=ref):
            change_evidence(row=NeedEvidence.objects.get(pk=row.pk), actor=None, kind=kind, ref=ref)
    remove_survey(survey=survey, actor=None, reason="Doppelt")
    row = NeedEvidence.objects.get(ref="stadt-2026")
    assert change_evidence(row=row, actor=None, text="Anders gesagt")
