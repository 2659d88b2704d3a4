"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "council.body.create": _("body entered"),
    "council.body.change": _("body changed"),
    "council.body.rename": _("body renamed"),
    "council.body.end": _("body ended"),
    "council.body.reopen": _("body taken up again"),
    "council.seat.create": _("seat entered"),
    "council.seat.change": _("seat changed"),
    "council.seat.end": _("seat ended"),
    "council.paper.create": _("paper entered"),
    "council.paper.change": _("paper changed"),
    "council.paper.release": _("paper released"),
    "council.paper.take_back": _("release of a paper taken back"),
    "council.paper.withdraw": _("paper withdrawn"),
    "council.paper.restore": _("paper taken up again"),
    "council.paper.route": _("route of a paper changed"),
    "council.paper.attach": _("attachment added to a paper"),
    "council.paper.detach": _("attachment of a paper removed"),
}
