"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "situation.catalogue.load": _("catalogue of indicators taken over"),
    "situation.crime.import": _("crime statistics taken over"),
    "situation.protection.renew": _("protection of small numbers renewed"),
    "situation.survey.create": _("survey entered"),
    "situation.survey.change": _("survey changed"),
    "situation.survey.remove": _("survey removed"),
    "situation.survey.results": _("results of a survey taken over"),
    "situation.need.create": _("need noted"),
    "situation.need.change": _("need changed"),
    "situation.need.confirm": _("need confirmed"),
    "situation.need.meet": _("need met"),
    "situation.need.drop": _("need dropped"),
    "situation.need.unconfirm": _("confirmation of a need taken back"),
    "situation.need.reopen": _("need not met after all"),
    "situation.need.take_up": _("need taken up again"),
    "situation.need.note_again": _("need noted again"),
    "situation.needevidence.create": _("evidence of a need entered"),
    "situation.needevidence.change": _("evidence of a need changed"),
    "situation.needevidence.remove": _("evidence of a need removed"),
}
