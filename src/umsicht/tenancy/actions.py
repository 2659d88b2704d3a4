"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "tenancy.tenant.create": _("municipality, district or group added"),
    "tenancy.tenant.change": _("name, address or key changed"),
    "tenancy.tenant.activate": _("portal opened"),
    "tenancy.tenant.deactivate": _("portal closed"),
    "tenancy.tenant.import": _("official list taken over"),
    "tenancy.settings.change": _("settings of the portal changed"),
    "tenancy.group.members": _("members of a group changed"),
    "tenancy.membership.grant": _("role given"),
    "tenancy.membership.end": _("role ended"),
    "tenancy.invitation.create": _("invitation sent"),
    "tenancy.invitation.resend": _("invitation sent again"),
    "tenancy.invitation.revoke": _("invitation withdrawn"),
    "tenancy.invitation.accept": _("invitation accepted"),
}
