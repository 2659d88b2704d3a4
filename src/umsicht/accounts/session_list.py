"""allauth's list of sign-ins, without its look at each earlier sign-in (two queries apiece) whenever someone signs in.

What is over is left out when the list is shown (queries/sessions.py) and deleted once a day (domain/upkeep.py).
"""

from __future__ import annotations

from typing import Any

from allauth.usersessions.apps import UserSessionsConfig
from django.http import HttpRequest


def remember(sender: Any, request: HttpRequest, **_kwargs: Any) -> None:
    from allauth.usersessions.models import UserSession  # reason: app ready

    if request.user.is_authenticated:
        UserSession.objects.create_from_request(request)


class SessionListConfig(UserSessionsConfig):
    def ready(self) -> None:
        from allauth.account import signals  # reason: app ready

        for signal in (signals.user_logged_in, signals.password_changed, signals.password_set):
            signal.connect(remember, dispatch_uid="accounts.session_list")
