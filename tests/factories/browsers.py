"""Browsers that are signed in as somebody."""

from __future__ import annotations

from django.test import Client

from umsicht.accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client
