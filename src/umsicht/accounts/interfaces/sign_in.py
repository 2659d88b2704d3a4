"""allauth's forms without placeholders: they repeat the label, vanish while typing and are hard to read."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _


class Plain(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in {"password", "oldpassword"}:
                field.help_text = ""  # the page links to the reset itself, below the button


class LoginForm(Plain, account.LoginForm): ...


class ResetPasswordForm(Plain, account.ResetPasswordForm): ...


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm): ...


class ChangePasswordForm(Plain, account.ChangePasswordForm): ...


class SetPasswordForm(Plain, account.SetPasswordForm): ...


class AddEmailForm(Plain, account.AddEmailForm): ...


class ReauthenticateForm(Plain, account.ReauthenticateForm): ...


class PlainCode(Plain):
    """allauth calls the field "Code", a word that means something else elsewhere in the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code from the app, or a recovery code")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(PlainCode, mfa.AuthenticateForm): ...


class ReauthenticateCodeForm(PlainCode, mfa.ReauthenticateForm): ...


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the app shows")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
