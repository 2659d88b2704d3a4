"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "directory.organisation.create": _("organisation entered"),
    "directory.organisation.change": _("organisation changed"),
    "directory.organisation.publish": _("organisation shown"),
    "directory.organisation.hide": _("organisation hidden"),
    "directory.organisation.confirm": _("organisation confirmed"),
    "directory.organisation.close": _("organisation closed"),
    "directory.organisation.reopen": _("organisation opened again"),
    "directory.organisation.merge": _("duplicate merged"),
    "directory.contact_point.create": _("contact point entered"),
    "directory.contact_point.change": _("contact point changed"),
    "directory.contact_point.delete": _("contact point removed"),
    "directory.registration.receive": _("registration received"),
    "directory.registration.confirm": _("address of a registration confirmed"),
    "directory.registration.admit": _("provider admitted"),
    "directory.registration.refuse": _("registration refused"),
    "directory.registration.reopen": _("registration opened again"),
    "directory.handover.propose": _("hand-over proposed"),
    "directory.handover.accept": _("hand-over accepted"),
    "directory.handover.decline": _("hand-over declined"),
    "directory.handover.withdraw": _("hand-over withdrawn"),
    "directory.handover.lapse": _("hand-over not answered in time"),
}
