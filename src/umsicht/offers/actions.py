"""How the log calls what is done with offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "offers.offer.create": _("offer begun"),
    "offers.offer.change": _("offer changed"),
    "offers.offer.confirm": _("offer confirmed"),
    "offers.offer.review": _("offer reviewed"),
    "offers.offer.availability": _("free places noted"),
    "offers.offer.sessions": _("dates changed"),
    "offers.offer.attach": _("file added"),
    "offers.offer.detach": _("file removed"),
    "offers.offer.submit": _("offer submitted"),
    "offers.offer.publish": _("offer published"),
    "offers.offer.send_back": _("offer returned"),
    "offers.offer.withdraw": _("offer withdrawn"),
    "offers.offer.unpublish": _("publication taken back"),
    "offers.offer.pause": _("offer paused"),
    "offers.offer.resume": _("offer resumed"),
    "offers.offer.archive": _("offer archived"),
    "offers.offer.restore": _("offer restored"),
    "offers.version.begin": _("new version begun"),
    "offers.version.change": _("new version changed"),
    "offers.version.settle": _("decided between two versions"),
    "offers.version.submit": _("new version submitted"),
    "offers.version.publish": _("new version published"),
    "offers.version.send_back": _("new version returned"),
    "offers.version.take_back": _("new version taken back"),
    "offers.version.withdraw": _("new version discarded"),
    "offers.offer.lapse": _("offer hidden for want of confirmation"),
    "offers.offer.come_back": _("offer shown again after a confirmation"),
    "offers.offer.rank_lower": _("offer ranked lower"),
    "offers.offer.rank_normally": _("offer ranked normally again"),
    "offers.programme.create": _("programme added"),
    "offers.programme.change": _("programme changed"),
    "offers.report.receive": _("error reported"),
    "offers.report.close": _("error report settled"),
    "offers.report.reopen": _("error report opened again"),
    "offers.comment.write": _("comment written"),
    "offers.comment.settle": _("comment settled"),
}
