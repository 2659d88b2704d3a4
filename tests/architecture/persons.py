"""Who asks in the permission matrix, and the world they ask in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from umsicht.accounts.models import User
from umsicht.tenancy.enums import Role
from umsicht.tenancy.models import Tenant

ROLES = tuple(Role.values)
# Who asks: nobody signed in; somebody without any role; the coordinator of another municipality; each role of this one;
# the coordinator of the state office; who runs the instance.
PERSONS = ("anonymous", "stranger", "foreign", *ROLES, "state", "operator")


@dataclass(frozen=True)
class World:
    own: Tenant
    other: Tenant
    state: Tenant
    people: dict[str, User]
    ids: dict[str, Any]

    sessions: dict[str, str]

    def client(self, person: str) -> Client:
        """A browser elsewhere on the internet, signed in as this person."""
        client = Client(REMOTE_ADDR="203.0.113.9")
        if person in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[person]
        return client
