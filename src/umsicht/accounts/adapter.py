"""How allauth behaves here: no open sign-up (people are invited), mails through our catalogue, secrets encrypted."""

from __future__ import annotations

import base64
import hashlib
from functools import partial
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from umsicht.accounts.lockout import client_ip
from umsicht.accounts.models import User
from umsicht.accounts.signals import account_mail


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_ip(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has work to do lands at the desk, which sends everyone else on to her account."""
        return reverse("desk_switch")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Carry the person's language over to this browser."""
        response = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to the catalogue after the transaction; without one send it as plain text, in the
        recipient's language."""
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        kind = template_prefix.rsplit("/", 1)[-1]
        with translation.override(getattr(user, "language", None) or settings.LANGUAGE_CODE):
            values = {"site_url": settings.SITE_URL, "email": email, "user": user} | context
            answers = account_mail.send(User, kind=kind, email=email, user=user, context=values)
            if any(answer for _receiver, answer in answers):
                return
            message = self.render_mail(template_prefix, email, values)
        transaction.on_commit(partial(message.send, fail_silently=False))


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Signing in elsewhere opens no account: it works for people who were invited, by their confirmed address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Stored secrets (TOTP keys, seeds of recovery codes) are encrypted with keys derived from SECRET_KEY, so a stolen
    copy of the database is no second factor. Older keys go into SECRET_KEY_FALLBACKS when the key is changed."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def _get_site_name(self) -> str:
        return "Umsicht"


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"umsicht.accounts.mfa:" + str(key).encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the language cookie; German is the default and needs none."""
    if language == settings.LANGUAGE_CODE:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
