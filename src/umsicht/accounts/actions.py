"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "accounts.person.create": _("account opened"),
    "accounts.person.change": _("name or language changed"),
    "accounts.person.export": _("own data downloaded"),
    "accounts.person.erase": _("account deleted"),
    "accounts.session.start": _("signed in"),
    "accounts.session.end": _("signed out"),
    "accounts.session.fail": _("sign-in failed"),
    "accounts.session.lock": _("sign-in paused after too many attempts"),
    "accounts.password.change": _("password changed"),
    "accounts.email.change": _("e-mail address changed"),
    "accounts.factor.add": _("second factor added"),
    "accounts.factor.remove": _("second factor removed"),
    "accounts.factor.reset": _("all second factors reset"),
    "accounts.person.close": _("account closed"),
    "accounts.person.reopen": _("account opened again"),
}
