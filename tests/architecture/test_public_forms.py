"""Every public address that takes a POST has trap, time stamp and limit, or a secret in its address. A new one that has
neither fails here."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from django.db import transaction
from django.urls import resolve, reverse
from django.utils.translation import override

from tests.architecture.addresses import all_addresses
from tests.architecture.matrix import ROWS
from tests.architecture.persons import World
from umsicht.core import ratelimit
from umsicht.core.ratelimit import Suspicion

pytestmark = pytest.mark.django_db
ELSEWHERE = ("desk", "konto", "ops", "api")
"""Behind a sign-in, or for programs; forms of the account are limited by allauth and axes (tests/accounts)."""
SECRET = re.compile(r"<(?:str:token|plankey:key)>")
SECRET_IN_THE_FORM = {"plan_open"}
"""The person pastes the secret address of a plan; a guess is answered like a typing error."""
ROUTES = {
    name: route
    for name, route in all_addresses()
    if not route.startswith(ELSEWHERE) and not name.startswith("account_")
}


def forms(world: World) -> list[str]:
    """Addresses that take a POST from everybody."""
    return [name for name in takes_posts(world) if not SECRET.search(ROUTES[name])]


def post(world: World, name: str, data: dict[str, str] | None = None, **changed: str) -> Any:
    row = next(row for row in ROWS if row.name == name)
    url = reverse(name, kwargs=row.kwargs(world) | changed) + row.query(world)
    with transaction.atomic(), override("de"):
        response = world.client("anonymous").post(url, data or {})
        transaction.set_rollback(True)
    return response


def takes_posts(world: World) -> list[str]:
    names = {row.name for row in ROWS}
    return [name for name in ROUTES if name in names and post(world, name).status_code != 405]


def guarded_form(response: Any) -> Any:
    """The form of the page if it has both quiet fields."""
    form = response.context.get("form") if response.context else None
    fields = set(getattr(form, "fields", ()))
    return form if {ratelimit.HONEYPOT, ratelimit.STAMP} <= fields else None


def test_each_address_has_a_guarded_form_or_a_secret(world: World) -> None:
    open_ones = forms(world)
    assert [name for name in open_ones if guarded_form(post(world, name)) is None] == []
    assert {"public:report", "public:register", "alert_save", "enquiry", "plan_start"} <= set(open_ones)


def test_forms_turn_programs_away_and_people_can_send_again(world: World) -> None:
    wrong = {}
    for name in sorted(set(forms(world)) - SECRET_IN_THE_FORM):
        first = post(world, name)
        fresh = guarded_form(first)[ratelimit.STAMP].value()
        baited = post(world, name, {ratelimit.HONEYPOT: "https://spam.example", ratelimit.STAMP: fresh})
        hasty = post(world, name, {ratelimit.STAMP: fresh})
        told = [list(guarded_form(page).non_field_errors()) for page in (first, baited, hasty)]
        with override("de"):
            wanted = [
                ratelimit.explain(found)
                for found in (Suspicion.FORGED, Suspicion.HONEYPOT, Suspicion.TOO_FAST)
            ]
        statuses = {page.status_code for page in (first, baited, hasty)}
        drawn = all(f'name="{field}"' in first.text for field in (ratelimit.HONEYPOT, ratelimit.STAMP))
        if (
            not all(words in said for words, said in zip(wanted, told, strict=True))
            or statuses != {400}
            or not drawn
        ):
            wrong[name] = (told, statuses, drawn)
    assert wrong == {}


def test_forms_count_how_often_one_machine_sends(world: World) -> None:
    without = []
    for name in forms(world):
        row = next(row for row in ROWS if row.name == name)
        view = inspect.unwrap(resolve(reverse(name, kwargs=row.kwargs(world))).func)
        if "take(" not in inspect.getsource(inspect.getmodule(view)):  # type: ignore[arg-type]
            without.append(name)
    assert without == []


def test_forged_secret_opens_nothing(world: World) -> None:
    opened = {}
    for name in takes_posts(world):
        if not SECRET.search(ROUTES[name]):
            continue
        key = "token" if "<str:token>" in ROUTES[name] else "key"
        row = next(row for row in ROWS if row.name == name)
        forged = str(row.kwargs(world)[key])[::-1]
        status = post(world, name, **{key: forged}).status_code
        if status not in {400, 403, 404, 410}:
            opened[name] = status
    assert opened == {}
