"""Listens to the floors below and tells people. Each receiver opens its own transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from umsicht.accounts.models import User
from umsicht.accounts.signals import account_mail
from umsicht.core import clock
from umsicht.notify.domain.sending import Recipient, notify
from umsicht.notify.messages import SECURITY_KINDS
from umsicht.tenancy.models import Invitation, Membership
from umsicht.tenancy.queries.tenants import state_office
from umsicht.tenancy.signals import invitation_created, membership_ended, membership_granted

_LINKS = {
    "password_reset_key": ("accounts.password_reset_key", "password_reset_url"),
    "email_confirmation": ("accounts.email_confirmation", "activate_url"),
    "email_confirmation_signup": ("accounts.email_confirmation", "activate_url"),
}
"""allauth's mails that carry a link: our message and the name of the link in their context."""


def connect() -> None:
    account_mail.connect(on_account_mail, dispatch_uid="notify.account_mail")
    invitation_created.connect(on_invitation_created, dispatch_uid="notify.invitation_created")
    membership_granted.connect(on_membership_granted, dispatch_uid="notify.membership_granted")
    membership_ended.connect(on_membership_ended, dispatch_uid="notify.membership_ended")


def on_account_mail(
    sender: Any, kind: str, email: str, user: User | None, context: dict[str, Any], **kwargs: Any
) -> bool:
    """Send allauth's mail through the catalogue. False leaves it to the adapter: a mail of a flow we don't use."""
    to = Recipient(email, user.language if user else settings.LANGUAGE_CODE, user)
    if kind in _LINKS:
        message, name = _LINKS[kind]
        notify(message=message, to=to, tenant=state_office(), context={"url": _on_our_site(context[name])})
        return True
    if kind == "unknown_account":
        notify(message="accounts.unknown_account", to=to, tenant=state_office(), context={"email": email})
        return True
    if kind in SECURITY_KINDS:
        notify(
            message="accounts.security_notice",
            to=to,
            tenant=state_office(),
            context=_what_happened(kind, context),
        )
        return True
    return False


def on_invitation_created(
    sender: Any, *, invitation: Invitation, token: str, resent: bool = False, **kwargs: Any
) -> None:
    user = User.objects.filter(email__iexact=invitation.email).first()
    language = user.language if user else settings.LANGUAGE_CODE
    with translation.override(language):
        role = str(invitation.get_role_display())
    notify(
        message="tenancy.invitation",
        to=Recipient(invitation.email, language, user),
        tenant=invitation.tenant,
        context={
            "role": role,
            "invited_by": str(invitation.invited_by) if invitation.invited_by else "",
            "url": reverse("account_invitation", kwargs={"token": token}),
            "expires": invitation.expires_at.isoformat(),
            "resent": resent,
        },
    )


def on_membership_granted(sender: Any, membership: Membership, **kwargs: Any) -> None:
    user = membership.user
    with translation.override(user.language):
        role = str(membership.get_role_display())
    notify(
        message="tenancy.role_granted",
        to=Recipient.person(user),
        tenant=membership.tenant,
        context={
            "role": role,
            "until": membership.valid_to.isoformat() if membership.valid_to else "",
            "url": reverse("desk_home", kwargs={"tenant": membership.tenant.slug}),
        },
    )


def on_membership_ended(sender: Any, membership: Membership, reason: str = "", **kwargs: Any) -> None:
    user = membership.user
    with translation.override(user.language):
        role = str(membership.get_role_display())
    notify(
        message="tenancy.role_ended",
        to=Recipient.person(user),
        tenant=membership.tenant,
        context={
            "role": role,
            "last_day": (membership.valid_to or clock.today()).isoformat(),
            "reason": reason,
        },
    )


def _what_happened(kind: str, context: dict[str, Any]) -> dict[str, Any]:
    """The facts of a security notice that the template shows; anything else in allauth's context stays out."""
    at = context.get("timestamp")
    found = {
        "kind": kind,
        "at": (at if isinstance(at, dt.datetime) else clock.now()).isoformat(),
        "ip": str(context.get("ip") or ""),
        "browser": str(context.get("user_agent") or "")[:120],
    }
    for name in ("from_email", "to_email", "deleted_email"):
        if context.get(name):
            found[name] = str(context[name])
    provider = context.get("provider")
    if provider is not None:
        found["provider"] = str(getattr(provider, "name", provider))
    return found


def _on_our_site(url: str) -> str:
    """The path of a link that allauth made absolute from the request's host, which a forged Host header could choose."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
