"""Addresses of sign-in and own account. The names are allauth's, the words are ours, and none ends with a slash."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.urls import URLPattern, URLResolver, path, re_path

from umsicht.web.account import views

_ENTRANCE: list[URLPattern | URLResolver] = [
    path("konto/anmelden", account.login, name="account_login"),
    path("konto/abmelden", account.logout, name="account_logout"),
    path("konto/registrieren", account.signup, name="account_signup"),
    path("konto/gesperrt", account.account_inactive, name="account_inactive"),
    path("konto/anmelden/zweiter-schritt", mfa.authenticate, name="mfa_authenticate"),
    path("konto/anmelden/passkey", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("konto/passwort-vergessen", account.password_reset, name="account_reset_password"),
    path(
        "konto/passwort-vergessen/gesendet", account.password_reset_done, name="account_reset_password_done"
    ),
    path(
        "konto/passwort-vergessen/fertig",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^konto/passwort-neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("konto/e-mail-bestaetigen", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(
        r"^konto/e-mail-bestaetigen/(?P<key>[-:\w]+)$", account.confirm_email, name="account_confirm_email"
    ),
    path("konto/einladung/<str:token>", views.invitation, name="account_invitation"),
    path("konto/sprache", views.language, name="account_language"),
]

_OWN: list[URLPattern | URLResolver] = [
    path("konto", views.home, name="account_home"),
    path("konto/profil", views.profile, name="account_profile"),
    path("konto/e-mail", account.email, name="account_email"),
    path("konto/passwort", account.password_change, name="account_change_password"),
    path("konto/passwort/setzen", account.password_set, name="account_set_password"),
    path("konto/bestaetigen", account.reauthenticate, name="account_reauthenticate"),
    path("konto/bestaetigen/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("konto/bestaetigen/passkey", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("konto/anmeldungen", views.sessions, name="account_sessions"),
    path("konto/anmeldungen/beenden", views.end_sessions, name="account_end_sessions"),
    path("konto/anmeldungen/<int:session_id>/beenden", views.end_session, name="account_end_session"),
    path("konto/meine-daten", views.data, name="account_data"),
    path("konto/meine-daten/export", views.export, name="account_export"),
    path("konto/meine-daten/loeschen", views.erase, name="account_erase"),
    path("konto/rollen/<int:membership_id>/abgeben", views.leave, name="account_leave"),
]

_SECOND_FACTOR: list[URLPattern | URLResolver] = [
    path("konto/zweiter-faktor", mfa.index, name="mfa_index"),
    path("konto/zweiter-faktor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("konto/zweiter-faktor/app/ausschalten", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("konto/zweiter-faktor/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/zweiter-faktor/codes/neu", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "konto/zweiter-faktor/codes/datei", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("konto/passkeys", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("konto/passkeys/neu", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("konto/passkeys/<int:pk>/name", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("konto/passkeys/<int:pk>/entfernen", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]

_OFFICE_SIGN_IN: list[URLPattern | URLResolver] = [
    path("konto/verbunden", social.connections, name="socialaccount_connections"),
    path("konto/verbunden/abgebrochen", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("konto/verbunden/fehler", social.login_error, name="socialaccount_login_error"),
    path("konto/verbunden/neu", social.signup, name="socialaccount_signup"),
    path("konto/oidc/<str:provider_id>", oidc.login, name="openid_connect_login"),
    path("konto/oidc/<str:provider_id>/zurueck", oidc.callback, name="openid_connect_callback"),
]

urlpatterns = [*_ENTRANCE, *_OWN, *_SECOND_FACTOR, *_OFFICE_SIGN_IN]
