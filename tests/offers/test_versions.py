"""A published offer stays as it is while a new version is in work."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.core import procedure_checks as checks
from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer
from tests.factories.tenancy import make_member
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.errors import BadInput, Conflict, NotAllowed
from umsicht.core.meanwhile import ChangedMeanwhile, stamp
from umsicht.core.transitions import TransitionDenied, apply
from umsicht.directory.models import Organisation
from umsicht.notify.models import Mail
from umsicht.offers.domain import versions
from umsicht.offers.domain.offers import change_offer
from umsicht.offers.enums import OPEN_VERSIONS, VersionState
from umsicht.offers.models import FieldComment, Offer, OfferVersion
from umsicht.offers.queries.working import differences, working
from umsicht.offers.version_procedure import VERSION
from umsicht.tenancy.models import Tenant

pytestmark = pytest.mark.usefixtures("terms")


@pytest.fixture
def provider(town: Tenant) -> Organisation:
    return make_organisation(town)


@pytest.fixture
def keeper(town: Tenant, provider: Organisation) -> User:
    return make_member(town, "provider", organisation_id=provider.pk)


@pytest.fixture
def office(town: Tenant) -> User:
    return make_member(town, "editor")


def sent_to(person: User) -> list[str]:
    return list(
        Mail.objects.with_scopes_disabled()
        .filter(to_email=person.email)
        .order_by("pk")
        .values_list("message", flat=True)
    )


def test_version_procedure_is_sound() -> None:
    checks.assert_sound(VERSION)


@pytest.mark.store
def test_steps_keep_to_the_table(town: Tenant, office: User) -> None:
    provider, stranger = make_organisation(town), make_member(town, "member")

    def make(state: str) -> OfferVersion:
        closed = None if state in OPEN_VERSIONS else clock.now()
        offer = make_offer(provider)
        return OfferVersion.objects.create(
            tenant=town, offer=offer, number=1, state=state, closed_at=closed, values={"title": "Neu"},
            base={"title": offer.title},
        )  # fmt: skip

    checks.assert_steps_only_from_their_sources(VERSION, make, office, stranger)
    checks.assert_double_click_counts_once(VERSION, make, office)


def test_only_what_differs_is_held_and_taken_over(provider: Organisation, keeper: User, office: User) -> None:
    offer = make_offer(provider, title="Alt", summary="Satz.")
    assert versions.save_work(offer=offer, actor=keeper, title="Neu", summary="Satz.")
    version = OfferVersion.objects.get()
    assert (version.values, version.base) == ({"title": "Neu"}, {"title": "Alt"})
    assert [one.after for one in differences(version)] == ["Neu"]
    change_offer(offer=offer, actor=office, summary="Von der Geschäftsstelle.")
    versions.submit(offer=offer, actor=keeper)
    versions.publish(offer=offer, actor=office)
    offer.refresh_from_db()
    version.refresh_from_db()
    assert (offer.title, offer.summary) == ("Neu", "Von der Geschäftsstelle.")
    assert (version.state, version.closed_at is not None) == (VersionState.PUBLISHED, True)


def test_a_value_that_is_public_again_leaves_the_version(provider: Organisation, keeper: User) -> None:
    offer = make_offer(provider, title="Alt")
    versions.save_work(offer=offer, actor=keeper, title="Neu")
    versions.save_work(offer=offer, actor=keeper, title="Alt")
    assert OfferVersion.objects.get().values == {}


def test_drafts_are_changed_themselves(provider: Organisation, keeper: User) -> None:
    offer = make_offer(provider, state="draft")
    assert versions.save_work(offer=offer, actor=keeper, title="Neu")
    offer.refresh_from_db()
    assert (offer.title, OfferVersion.objects.count()) == ("Neu", 0)


def test_what_became_different_in_public_is_not_overwritten_unseen(
    provider: Organisation, keeper: User, office: User
) -> None:
    offer = make_offer(provider, title="Alt")
    versions.save_work(offer=offer, actor=keeper, title="Vom Anbieter")
    change_offer(offer=offer, actor=office, title="Von der Geschäftsstelle")
    with pytest.raises(ChangedMeanwhile) as found:
        versions.publish(offer=offer, actor=office)
    assert [(one.mine, one.theirs) for one in found.value.clashes] == [
        ("Vom Anbieter", "Von der Geschäftsstelle")
    ]
    offer.refresh_from_db()
    version = OfferVersion.objects.get()
    assert (offer.title, version.state) == ("Von der Geschäftsstelle", "draft")
    versions.settle_base(version=version, actor=office, mine={"title"}, theirs=set())
    versions.publish(offer=offer, actor=office)
    offer.refresh_from_db()
    assert offer.title == "Vom Anbieter"


def test_incomplete_versions_are_not_submitted(provider: Organisation, keeper: User) -> None:
    offer = make_offer(provider)
    versions.save_work(offer=offer, actor=keeper, costs=[])
    with pytest.raises(TransitionDenied) as denied:
        versions.submit(offer=offer, actor=keeper)
    assert denied.value.message == "Es fehlt noch: Kosten."


def test_wrong_values_are_refused_and_nothing_is_kept(provider: Organisation, keeper: User) -> None:
    offer = make_offer(provider)
    for values in ({"age_from": 9, "age_to": 3}, {"topics": ["gibt-es-nicht"]}, {"title": ""}):
        with pytest.raises(BadInput):
            versions.save_work(offer=offer, actor=keeper, **values)
    assert OfferVersion.objects.count() == 0


def test_while_the_office_checks_only_the_office_changes(
    provider: Organisation, keeper: User, office: User
) -> None:
    offer = make_offer(provider)
    versions.save_work(offer=offer, actor=keeper, title="Neu")
    versions.submit(offer=offer, actor=keeper)
    with pytest.raises(Conflict):
        versions.save_work(offer=offer, actor=keeper, title="Doch anders")
    assert versions.save_work(offer=offer, actor=office, title="Neu!")
    apply(OfferVersion.objects.get(), "take_back", actor=keeper)
    assert versions.save_work(offer=offer, actor=keeper, title="Doch anders")


def test_archived_offers_and_those_of_others_are_not_changed(
    town: Tenant, provider: Organisation, keeper: User
) -> None:
    with pytest.raises(Conflict):
        versions.save_work(offer=make_offer(provider, state="archived"), actor=keeper, title="Neu")
    with pytest.raises(NotAllowed):
        versions.save_work(offer=make_offer(make_organisation(town)), actor=keeper, title="Neu")


@pytest.mark.parametrize("state", ["published", "draft"])
def test_office_and_keepers_hear_of_each_other(
    state: str, provider: Organisation, keeper: User, office: User
) -> None:
    offer = make_offer(provider, state=state)
    versions.save_work(offer=offer, actor=keeper, title="Neu")
    versions.submit(offer=offer, actor=keeper)
    versions.comment(offer=offer, actor=office, field="title", text="Zu kurz")
    versions.send_back(offer=offer, actor=office, reason="Noch nicht ganz")
    assert sorted(FieldComment.objects.values_list("field", "text")) == [
        ("", "Noch nicht ganz"),
        ("title", "Zu kurz"),
    ]
    versions.submit(offer=offer, actor=keeper)
    assert list(FieldComment.objects.filter(settled_at=None).values_list("field", flat=True)) == ["title"]
    versions.publish(offer=offer, actor=office)
    assert FieldComment.objects.filter(settled_at=None).count() == 0
    assert sent_to(office) == ["offers.submitted", "offers.submitted"]
    assert sent_to(keeper) == ["offers.returned", "offers.published"]


def test_imports_and_the_office_itself_send_nobody_a_mail(provider: Organisation, office: User) -> None:
    offer = make_offer(provider, state="draft")
    apply(offer, "submit", actor=None)
    apply(offer, "publish", actor=None)
    assert Mail.objects.with_scopes_disabled().count() == 0
    versions.save_work(offer=offer, actor=office, title="Neu")
    versions.publish(offer=offer, actor=office)
    assert Mail.objects.with_scopes_disabled().count() == 0


def test_only_the_office_comments_and_only_on_fields(
    provider: Organisation, keeper: User, office: User
) -> None:
    offer = make_offer(provider)
    with pytest.raises(NotAllowed):
        versions.comment(offer=offer, actor=keeper, field="title", text="Ich")
    for field, text in (("tenant", "x"), ("title", "  "), ("title", "x" * 1001)):
        with pytest.raises(BadInput):
            versions.comment(offer=offer, actor=office, field=field, text=text)


def test_old_versions_and_settled_comments_are_forgotten(
    provider: Organisation, keeper: User, office: User
) -> None:
    offer = make_offer(provider)
    versions.save_work(offer=offer, actor=keeper, title="Neu")
    versions.submit(offer=offer, actor=keeper)
    versions.comment(offer=offer, actor=office, field="title", text="Zu kurz")
    assert versions.forget_old(clock.now() + dt.timedelta(days=900)) == 0
    versions.publish(offer=offer, actor=office)
    assert versions.forget_old() == 0
    assert versions.forget_old(clock.now() + dt.timedelta(days=400)) == 1
    assert versions.forget_old(clock.now() + dt.timedelta(days=800)) == 1
    assert Offer.objects.get().title == "Neu"


def test_one_version_at_a_time(provider: Organisation, keeper: User, office: User) -> None:
    offer = make_offer(provider)
    first = versions.begin_version(offer=offer, actor=keeper)
    assert versions.begin_version(offer=offer, actor=office) == first
    apply(first, "withdraw", actor=keeper)
    assert versions.begin_version(offer=offer, actor=keeper).number == 2


def test_stamps_compare_with_what_is_in_work(provider: Organisation, keeper: User, office: User) -> None:
    offer = make_offer(provider, title="Alt")
    shown = stamp({"title": "Alt"})
    versions.save_work(offer=offer, actor=keeper, stamp=shown, title="Neu")
    with pytest.raises(ChangedMeanwhile):
        versions.save_work(offer=offer, actor=office, stamp=shown, title="Anders")
    assert working(offer).offer.title == "Neu"


def test_reading_what_is_in_work_costs_one_query(
    provider: Organisation, keeper: User, django_assert_num_queries: Any
) -> None:
    offer = make_offer(provider)
    versions.save_work(offer=offer, actor=keeper, title="Neu")
    with django_assert_num_queries(1):
        working(offer)
