"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "situation.catalogue.load": _("catalogue of indicators taken over"),
    "situation.crime.import": _("crime statistics taken over"),
    "situation.protection.renew": _("protection of small numbers renewed"),
}
