"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "measures.measure.create": _("measure entered"),
    "measures.measure.change": _("measure changed"),
    "measures.measure.plan": _("measure planned"),
    "measures.measure.start": _("measure begun"),
    "measures.measure.delay": _("measure delayed"),
    "measures.measure.catch_up": _("measure back on plan"),
    "measures.measure.complete": _("measure completed"),
    "measures.measure.stop": _("measure stopped"),
    "measures.measure.unplan": _("planning of a measure taken back"),
    "measures.measure.unstart": _("beginning of a measure taken back"),
    "measures.measure.reopen": _("completed measure taken up again"),
    "measures.measure.revive": _("stopped measure taken up again"),
    "measures.measure.reconsider": _("dropped measure proposed again"),
    "measures.goal.create": _("goal entered"),
    "measures.goal.change": _("goal changed"),
    "measures.goal.remove": _("goal removed"),
    "measures.milestone.create": _("milestone entered"),
    "measures.milestone.change": _("milestone changed"),
    "measures.milestone.remove": _("milestone removed"),
    "measures.note.create": _("note on a measure entered"),
    "measures.note.change": _("note on a measure changed"),
    "measures.note.remove": _("note on a measure removed"),
    "measures.partner.create": _("partner of a measure entered"),
    "measures.partner.remove": _("partner of a measure removed"),
    "measures.priority.create": _("priority of a problem field set"),
    "measures.priority.change": _("priority of a problem field changed"),
    "measures.priority.remove": _("priority of a problem field removed"),
    "measures.fielddecision.create": _("decision on a problem field entered"),
    "measures.fielddecision.change": _("decision on a problem field changed"),
    "measures.fielddecision.remove": _("decision on a problem field removed"),
}
