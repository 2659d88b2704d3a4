from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.factories.offers import FREE, make_offer
from tests.factories.tenancy import make_member
from tests.factories.upkeep import make_due, make_round
from umsicht.audit.models import AuditEvent
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.directory.models import Organisation
from umsicht.offers.domain.offers import change_offer, confirm_offer, set_availability
from umsicht.offers.domain.upkeep import rank_lower
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.domain.confirming import confirm
from umsicht.upkeep.domain.groups import ensure_groups, recount
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.models import Confirmation, GroupState, Round
from umsicht.upkeep.policy import DEFAULT, Policy

TODAY = dt.date(2026, 11, 18)
OLD = dt.date(2026, 6, 1)
ALL = tuple(FieldGroup.values)
pytestmark = pytest.mark.store


def states(offer: Offer) -> dict[str, tuple[dt.date | None, str, dt.date]]:
    return {
        row.group: (row.confirmed_on, row.confirmed_by, row.due_on)
        for row in GroupState.objects.filter(offer=offer)
    }


def confirmed(offer: Offer) -> list[str]:
    return [group for group, (day, _by, _due) in states(offer).items() if day == TODAY]


def read(offer: Offer) -> Offer:
    return Offer.objects.get(pk=offer.pk)


def test_offers_get_their_groups_once_from_what_they_bring(town: Tenant, provider: Organisation) -> None:
    said = make_offer(provider, confirmed_on=OLD, availability_as_of=dt.date(2026, 7, 1), edited_on=OLD)
    silent = make_offer(provider, edited_on=dt.date(2026, 11, 1))
    make_offer(provider, state="draft")
    assert (ensure_groups(town, DEFAULT), ensure_groups(town, DEFAULT)) == (2, 0)
    assert states(said) == {
        "frei": (dt.date(2026, 7, 1), "import", dt.date(2026, 8, 1)),
        "termine": (OLD, "import", dt.date(2026, 7, 1)),
        "preis-kontakt": (OLD, "import", dt.date(2026, 9, 1)),
        "inhalt": (OLD, "import", dt.date(2028, 6, 1)),
    }
    assert states(silent)["termine"] == (None, "", dt.date(2026, 12, 1))


def test_part_of_what_is_due_does_not_confirm_the_offer(provider: Organisation) -> None:
    offer = make_due(make_offer(provider, confirmed_on=OLD), groups=("frei", "termine"))
    round_ = make_round(offer)
    assert confirm(offer=offer, groups=["frei"], by="link", actor=None) is True
    assert (confirmed(offer), read(offer).confirmed_on) == (["frei"], OLD)
    assert Round.objects.filter(pk=round_.pk).exists()


def test_all_that_is_due_confirms_the_offer_and_ends_the_asking(provider: Organisation) -> None:
    offer = make_due(make_offer(provider, confirmed_on=OLD), groups=("frei", "termine"))
    make_round(offer)
    confirm(offer=offer, groups=["frei", "termine"], by="link", actor=None, how="Über den Link")
    assert (read(offer).confirmed_on, read(offer).reviewed_on, read(offer).edited_on) == (TODAY, None, TODAY)
    assert not Round.objects.exists()
    assert states(offer)["frei"] == (TODAY, "link", dt.date(2026, 12, 18))
    actions = list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["upkeep.offer.confirm", "offers.offer.confirm"]


def test_one_confirmation_brings_a_hidden_offer_back_to_its_place(provider: Organisation) -> None:
    offer = make_due(make_offer(provider))
    rank_lower(offer=offer, reason="Nicht bestätigt")
    apply(offer, "lapse", actor=None, reason="Nicht bestätigt")
    make_round(offer, asked=120, again=99, lowered=78, hidden=22)
    confirm(offer=read(offer), groups=ALL, by="link", actor=None)
    assert (read(offer).state, read(offer).stale_on) == ("published", None)
    assert {"offers.offer.rank_normally", "offers.offer.come_back"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )


def test_offer_that_the_provider_paused_itself_stays_paused(provider: Organisation) -> None:
    offer = make_due(make_offer(provider, state="paused"))
    confirm(offer=offer, groups=ALL, by="desk", actor=None)
    assert read(offer).state == "paused"


def test_later_day_that_is_known_already_stays(provider: Organisation) -> None:
    offer = make_due(make_offer(provider))
    confirm(offer=offer, groups=ALL, by="link", actor=None)
    assert confirm(offer=offer, groups=ALL, by="import", actor=None, on=OLD) is False
    assert states(offer)["frei"][:2] == (TODAY, "link")


# ---- changes made elsewhere ----------------------------------------------------------------------------------


@pytest.fixture
def keeper(provider: Organisation) -> Any:
    return make_member(provider.tenant, "provider", organisation_id=provider.pk)


def test_provider_that_changes_a_field_confirms_its_group(provider: Organisation, keeper: Any) -> None:
    offer = make_due(make_offer(provider))
    change_offer(offer=offer, actor=keeper, costs=[FREE, {**FREE, "note": "auch am Abend"}])
    assert confirmed(offer) == ["preis-kontakt"]
    set_availability(offer=offer, actor=keeper, state="wenige")
    assert confirmed(offer) == ["frei", "preis-kontakt"]
    assert [row.by for row in Confirmation.objects.all()] == ["desk", "desk"]


def test_saying_the_same_again_is_a_statement_too(provider: Organisation, keeper: Any) -> None:
    offer = make_due(make_offer(provider, availability="offen", availability_as_of=TODAY))
    set_availability(offer=offer, actor=keeper, state="offen")
    assert confirmed(offer) == ["frei"]


def test_edit_by_the_office_confirms_nothing(provider: Organisation) -> None:
    offer = make_due(make_offer(provider))
    office = make_member(provider.tenant, "editor")
    change_offer(offer=offer, actor=office, summary="Anders gesagt.")
    set_availability(offer=offer, actor=office, state="wenige")
    assert (confirmed(offer), read(offer).confirmed_on) == ([], None)


def test_confirmation_noted_by_the_office_counts_with_how_it_came(provider: Organisation) -> None:
    offer = make_due(make_offer(provider))
    office = make_member(provider.tenant, "editor")
    confirm_offer(offer=offer, actor=office, how="Anruf bei der Leitung")
    row = Confirmation.objects.get()
    assert (row.by, row.how, row.person, row.groups) == ("phone", "Anruf bei der Leitung", office, list(ALL))
    assert {by for _day, by, _due in states(offer).values()} == {"phone"}


def test_import_confirms_only_with_a_day_of_confirmation(provider: Organisation) -> None:
    offer = make_due(make_offer(provider))
    change_offer(offer=offer, actor=None, summary="Neu aus dem Import.")
    assert confirmed(offer) == []
    change_offer(offer=offer, actor=None, clocks={"confirmed_on": dt.date(2026, 11, 10)})
    assert states(offer)["frei"] == (dt.date(2026, 11, 10), "import", dt.date(2026, 12, 10))


def test_drafts_are_nobodys_business(provider: Organisation, keeper: Any) -> None:
    offer = make_offer(provider, state="draft")
    change_offer(offer=offer, actor=keeper, summary="Ein Entwurf.")
    assert not GroupState.objects.exists()


def test_other_rules_work_out_anew_when_everything_is_due(town: Tenant, provider: Organisation) -> None:
    offer = make_offer(provider, confirmed_on=clock.today())
    ensure_groups(town, DEFAULT)
    assert recount(town, Policy(availability_months=2)) == 1
    assert states(offer)["frei"][2] == dt.date(2027, 1, 18)
    assert recount(town, DEFAULT) == 1
