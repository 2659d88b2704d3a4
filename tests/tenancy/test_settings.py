from __future__ import annotations

from typing import Any

import pytest

from tests.factories.tenancy import make_member, make_state, make_tenant
from umsicht.audit.models import AuditEvent
from umsicht.core.errors import BadInput, NotAllowed
from umsicht.tenancy.domain.settings import change_settings
from umsicht.tenancy.enums import Role
from umsicht.tenancy.queries.texts import helplines, own_text
from umsicht.tenancy.validators import contrast_on_white
from umsicht.ui.helplines import HELPLINES

pytestmark = pytest.mark.django_db
COLOURS = {"accent": "#0B5058", "accent_deep": "#083d44"}


def test_settings_are_written_recorded_and_make_a_new_version() -> None:
    tenant = make_tenant()
    coordinator = make_member(tenant)
    changed = change_settings(actor=coordinator, tenant=tenant, portal_by=" Stadt Musterstadt ", **COLOURS)
    assert (changed.portal_by, changed.accent, changed.accent_deep) == (
        "Stadt Musterstadt",
        "#0b5058",
        "#083d44",
    )
    assert changed.content_version == tenant.content_version + 1
    event = AuditEvent._base_manager.get()
    assert event.after == {"portal_by": "Stadt Musterstadt", "accent": "#0b5058", "accent_deep": "#083d44"}


def test_nothing_given_changes_nothing() -> None:
    tenant = make_tenant(portal_by="Stadt")
    changed = change_settings(actor=None, tenant=tenant, portal_by="Stadt")
    assert (changed.content_version, AuditEvent._base_manager.count()) == (tenant.content_version, 0)


def test_empty_takes_a_setting_back() -> None:
    tenant = make_tenant(portal_name="Alt", accent="#0b5058", accent_deep="#083d44")
    changed = change_settings(actor=None, tenant=tenant, portal_name="", accent="", accent_deep="")
    assert (changed.title, changed.accent, changed.accent_deep) == (f"Prävention {tenant.name}", "", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"accent": "#0b5058"},
        {"accent": "#777777", "accent_deep": "#083d44"},
        {"accent": "#0b5058", "accent_deep": "#0b5058"},
        {"accent": "red", "accent_deep": "#083d44"},
        {"accent": "#0b50", "accent_deep": "#083d44"},
        {"portal_name": "x" * 121},
        {"texts": {"unknown": {"de": "x"}}},
        {"texts": {"lead": {"fr": "x"}}},
        {"texts": {"lead": {"de": "x" * 4001}}},
        {"emergency_numbers": [{"number": "keine", "label": "x"}]},
        {"emergency_numbers": [{"number": "110", "label": ""}]},
        {"emergency_numbers": [{"number": "110", "label": "x" * 81}]},
        {"emergency_numbers": [{"number": str(1000 + n), "label": "x"} for n in range(13)]},
    ],
)
def test_bad_settings_are_refused_and_nothing_is_written(fields: dict[str, Any]) -> None:
    tenant = make_tenant()
    with pytest.raises(BadInput):
        change_settings(actor=None, tenant=tenant, **fields)
    tenant.refresh_from_db()
    assert (tenant.accent, tenant.texts, tenant.emergency_numbers, tenant.content_version) == ("", {}, [], 1)


def test_only_coordinators_here_or_above_change_settings() -> None:
    tenant = make_tenant()
    for person in (make_member(tenant, Role.EDITOR), make_member(make_tenant(), Role.COORDINATOR)):
        with pytest.raises(NotAllowed):
            change_settings(actor=person, tenant=tenant, portal_by="x")
    assert change_settings(actor=make_member(make_state()), tenant=tenant, portal_by="x").portal_by == "x"


def test_contrast_follows_wcag() -> None:
    assert contrast_on_white("#000000") == pytest.approx(21)
    assert contrast_on_white("#ffffff") == pytest.approx(1)
    assert contrast_on_white("#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast_on_white("#0b5058") == pytest.approx(9.1, abs=0.05)


def test_texts_fall_back_to_german_then_to_nothing() -> None:
    tenant = make_tenant()
    tenant = change_settings(
        actor=None,
        tenant=tenant,
        texts={"lead": {"de": " Willkommen ", "en": "Welcome", "ls": " "}, "about": {"de": ""}},
    )
    assert tenant.texts == {"lead": {"de": "Willkommen", "en": "Welcome"}}
    shown = [own_text(tenant, "lead", language) for language in ("de", "en", "ls")]
    assert [(text.text, text.language) for text in shown if text] == [
        ("Willkommen", "de"),
        ("Welcome", "en"),
        ("Willkommen", "de"),
    ]
    assert own_text(tenant, "about") is None


def test_own_numbers_stand_behind_the_fixed_ones() -> None:
    tenant = change_settings(
        actor=None,
        tenant=make_tenant(),
        emergency_numbers=[
            {"number": "", "label": ""},
            {"number": "0371 / 488-0", "label": " Krisentelefon "},
        ],
    )
    lines = helplines(tenant)
    assert lines[:-1] == HELPLINES
    assert (lines[-1].tel, lines[-1].label) == ("03714880", "Krisentelefon")
    assert helplines(None) == HELPLINES
