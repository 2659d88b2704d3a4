"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "reporting.entry.create": _("entry of the chronicle made"),
    "reporting.entry.change": _("entry of the chronicle changed"),
    "reporting.entry.remove": _("entry of the chronicle removed"),
    "reporting.report.create": _("report begun"),
    "reporting.report.change": _("head of a report changed"),
    "reporting.report.ask": _("departments asked for a report"),
    "reporting.report.check": _("report handed in for checking"),
    "reporting.report.return": _("report given back"),
    "reporting.report.sign": _("report signed"),
    "reporting.report.refer": _("report referred to the bodies"),
    "reporting.report.publish": _("report published"),
    "reporting.report.correct": _("signed report opened for a correction"),
    "reporting.report.unpublish": _("report taken from the portal"),
    "reporting.report.withdraw": _("former version of a report taken from the portal"),
    "reporting.report.drop": _("report given up"),
    "reporting.report.revive": _("report taken up again"),
    "reporting.question.create": _("question of a report added"),
    "reporting.question.change": _("question of a report changed"),
    "reporting.question.remove": _("question of a report removed"),
    "reporting.passage.create": _("passage of a report added"),
    "reporting.passage.change": _("passage of a report changed"),
    "reporting.passage.remove": _("passage of a report removed"),
    "reporting.route.create": _("body added to the route of a report"),
    "reporting.route.remove": _("body removed from the route of a report"),
    "reporting.contribution.create": _("contribution to a report planned"),
    "reporting.contribution.ask": _("department asked for a contribution"),
    "reporting.contribution.answer": _("contribution of a department received"),
    "reporting.contribution.take": _("contribution taken into a report"),
    "reporting.contribution.remove": _("contribution removed"),
    "reporting.todo.change": _("task for a report ticked"),
    "reporting.schedule.create": _("yearly report entered"),
    "reporting.schedule.change": _("yearly report changed"),
    "reporting.schedule.remove": _("yearly report removed"),
}
