"""The messages of the floors below, which can't know this package: accounts and tenancy; and the digest itself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category

_SECURITY: dict[str, dict[str, Any]] = {
    "password_changed": {},
    "password_set": {},
    "password_reset": {},
    "email_changed": {"from_email": "alt@example.org", "to_email": "neu@example.org"},
    "email_confirm": {},
    "email_deleted": {"deleted_email": "alt@example.org"},
    "totp_activated": {},
    "totp_deactivated": {},
    "recovery_codes_generated": {},
    "webauthn_added": {},
    "webauthn_removed": {},
    "account_connected": {"provider": "Verwaltungskonto"},
    "account_disconnected": {"provider": "Verwaltungskonto"},
}
SECURITY_KINDS = frozenset(_SECURITY)
_WHEN = {"at": "2026-11-22T13:05:00+00:00", "ip": "192.0.2.17", "browser": "Firefox auf Linux"}


ACCOUNTS = (
    MessageType(
        key="accounts.password_reset_key",
        title=_("New password"),
        audience=_("Whoever asks for a new password and has an account"),
        why=_("You get this mail because someone asked for a new password for your account."),
        category=Category.ACCOUNT,
        samples={"": {"url": "/konto/passwort-neu/b-c9x2k1-0f3a"}},
        sensitive=True,
    ),
    MessageType(
        key="accounts.unknown_account",
        title=_("New password, but no account"),
        audience=_("Whoever asks for a new password without having an account"),
        why=_("You get this mail because someone gave your address when asking for a new password."),
        category=Category.ACCOUNT,
        samples={"": {"email": "jemand@example.org"}},
    ),
    MessageType(
        key="accounts.email_confirmation",
        title=_("Confirm your e-mail address"),
        audience=_("People who gave a new address for their account"),
        why=_("You get this mail because this address was given for an account."),
        category=Category.ACCOUNT,
        samples={"": {"url": "/konto/e-mail-bestaetigen/MQ:1tQx"}},
        sensitive=True,
    ),
    MessageType(
        key="accounts.security_notice",
        title=_("Your sign-in was changed"),
        audience=_("People whose password, second factor or address was changed"),
        why=_("You get this mail so that you notice if someone else uses your account."),
        category=Category.ACCOUNT,
        samples={kind: {"kind": kind, **_WHEN, **more} for kind, more in _SECURITY.items()},
    ),
)
TENANCY_AND_DIGEST = (
    MessageType(
        key="tenancy.invitation",
        title=_("Invitation"),
        audience=_("People who are to work in a tenant"),
        why=_("You get this mail because an office invited you to work with it."),
        category=Category.ACCOUNT,
        samples={
            "": {
                "role": "Koordination",
                "invited_by": "Geschäftsstelle Kommunalprävention",
                "url": "/konto/einladung/3qk0Zr",
                "expires": "2026-12-06T13:05:00+00:00",
                "resent": False,
            },
        },
        sensitive=True,
    ),
    MessageType(
        key="tenancy.role_granted",
        title=_("You have a role"),
        audience=_("People who were given a role"),
        why=_("You get this mail because you were given a role."),
        category=Category.WORK,
        samples={
            "": {"role": "Redaktion", "until": "", "url": "/desk/chemnitz"},
            "until": {"role": "Redaktion", "until": "2027-12-31", "url": "/desk/chemnitz"},
        },
        inbox=True,
    ),
    MessageType(
        key="tenancy.role_ended",
        title=_("A role of yours has ended"),
        audience=_("People whose role was ended"),
        why=_("You get this mail because a role of yours has ended."),
        category=Category.ACCOUNT,
        samples={
            "": {
                "role": "Redaktion",
                "last_day": "2026-11-22",
                "reason": "Das Projekt ist abgeschlossen.",
            }
        },
    ),
    MessageType(
        key="notify.digest",
        title=_("What is new"),
        audience=_("People who want one mail a day or week"),
        why=_("You get this mail because you chose one mail a day or week."),
        category=Category.WORK,
        samples={
            "daily": {
                "frequency": "daily",
                "count": 3,
                "more": -27,
                "groups": [
                    {
                        "tenant": "Prävention Chemnitz",
                        "url": "/desk/chemnitz/postfach",
                        "titles": [
                            "Neue Anfrage: Gemeinsam gegen Mobbing",
                            "Zwei Angebote sind zu bestätigen",
                        ],
                    },
                    {
                        "tenant": "Landespräventionsrat",
                        "url": "/desk/land/postfach",
                        "titles": ["Neue Arbeitshilfe: Sicherheitsanalyse"],
                    },
                ],
            },
            "weekly": {
                "frequency": "weekly",
                "count": 31,
                "more": 1,
                "groups": [
                    {
                        "tenant": "Prävention Chemnitz",
                        "url": "/desk/chemnitz/postfach",
                        "titles": ["Sitzung am 3. Dezember"],
                    }
                ],
            },
        },
    ),
)


def declare() -> None:
    """Called once, when the apps are ready."""
    register(*ACCOUNTS, *TENANCY_AND_DIGEST)
