from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.factories.tenancy import make_tenant
from umsicht.tenancy.domain.invitations import by_token
from umsicht.tenancy.queries.tenants import state_office

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("invite", *arguments, stdout=out)
    return out.getvalue().strip()


def test_first_person_of_the_state_office_gets_a_working_link() -> None:
    link = run("leitung@example.org")
    start = f"{settings.SITE_URL}/konto/einladung/"
    assert link.startswith(start)
    invitation = by_token(link.removeprefix(start))
    assert (invitation.tenant, invitation.email, invitation.role, invitation.invited_by) == (
        state_office(),
        "leitung@example.org",
        "coordinator",
        None,
    )


def test_place_and_role_can_be_named() -> None:
    tenant = make_tenant(slug="musterstadt")
    token = run("pruefung@example.org", "--tenant", "musterstadt", "--role", "reviewer").rsplit("/", 1)[1]
    assert (by_token(token).tenant, by_token(token).role) == (tenant, "reviewer")


@pytest.mark.parametrize(
    "arguments", [("kein-at",), ("a@b.example", "--tenant", "weg"), ("a@b.example", "--role", "king")]
)
def test_mistakes_are_told_in_one_sentence(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)
