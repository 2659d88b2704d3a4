"""Forms of the own account. What they check twice, the domain functions check for good."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from umsicht.accounts.models import User


class ProfileForm(forms.Form):
    display_name = forms.CharField(
        label=_("Name"),
        min_length=2,
        max_length=120,
        help_text=_("Others see it beside what you do. Your position is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class EraseForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I understand that this can't be undone."),
        error_messages={"required": _("Please tick the box if you really want to delete your account.")},
    )


class NewPersonForm(forms.Form):
    """Name and password of someone who takes up an invitation without having an account."""

    display_name = forms.CharField(
        label=_("Name"),
        min_length=2,
        max_length=120,
        help_text=_("Others see it beside what you do. Your position is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        help_text=_("At least 12 characters; three or four words in a row are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        person = User(email=self.email, display_name=self.cleaned_data.get("display_name", ""))
        validate_password(password, person)
        return password

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("password_again"):
            self.add_error("password_again", _("The two passwords differ."))
        return cleaned


class AddPasskeyForm(AddWebAuthnForm):
    """Signing in without a password is the reason to have a passkey, so it is the default."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        required=False,
        max_length=80,
        help_text=_("For example: work laptop."),
    )
    passwordless = forms.BooleanField(
        label=_("Sign in without a password"),
        required=False,
        initial=True,
        help_text=_("Switch off for keys that are to be a second factor only."),
    )
