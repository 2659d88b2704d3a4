"""The life of a report: draft → departments asked → checked → signed → through the bodies → on the portal.

What is signed is frozen. A correction opens the report again with a reason; its next signature makes a new version.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umsicht.core import clock
from umsicht.core.procedures import Procedure, Transition, register
from umsicht.core.transitions import Step
from umsicht.directory.domain.writing import shown_changed
from umsicht.reporting import referral, telling
from umsicht.reporting.enums import ReportState
from umsicht.reporting.freezing import freeze
from umsicht.reporting.models import Report, Version
from umsicht.reporting.queries.compose import unanswered, unproven
from umsicht.reporting.queries.plans import of_report
from umsicht.reporting.queries.reports import is_on_portal, newest_version

S = ReportState


def answered(report: Report) -> str | Promise | None:
    """Each question has evidence or says why it is open. Names what is missing."""
    if not report.questions.exists():
        return gettext_lazy("The report has no question yet.")
    content = of_report(report, as_of=clock.today())
    missing = unanswered(content)
    if missing:
        names = ", ".join(one["title"] for one in missing)
        return _("Without evidence and without a reason: %(names)s.") % {"names": names}
    bare = unproven(content)
    if bare:
        text = _("A text says a figure, and its record is gone or no longer public: “%(text)s”")
        return text % {"text": Truncator(bare[0]["text"]).chars(120)}
    return None


def someone_asked(report: Report) -> str | Promise | None:
    if report.contributions.exists():
        return None
    return gettext_lazy("Please enter first whom you want to ask.")


def has_route(report: Report) -> str | Promise | None:
    if not report.is_public:
        return gettext_lazy("This report is for the office alone.")
    if not report.route.exists():
        return gettext_lazy("Please enter first which bodies get the report.")
    return None


def off_portal(report: Report) -> str | Promise | None:
    if is_on_portal(report):
        return gettext_lazy("A version stands on the portal. Please take it from there first.")
    return None


def for_portal(report: Report) -> str | Promise | None:
    return None if report.is_public else gettext_lazy("This report is for the office alone.")


def _asked(step: Step[Report]) -> None:
    telling.ask_all(step.obj, step.actor)


def _frozen(step: Step[Report]) -> None:
    freeze(step.obj, reason=step.reason or _last_reason(step.obj))


def _last_reason(report: Report) -> str:
    """Why it was opened again: the reason of the correction stands in the log, and here for readers."""
    return str(report.reopened_for)


def _referred(step: Step[Report]) -> None:
    referral.refer(step.obj, actor=step.actor)


def _published(step: Step[Report]) -> None:
    version = newest_version(step.obj)
    if version is not None and version.published_at is None:
        Version.objects.filter(pk=version.pk).update(published_at=clock.now())
    shown_changed(step.obj.tenant)


def _hidden(step: Step[Report]) -> None:
    Version.objects.filter(report=step.obj).update(published_at=None)
    shown_changed(step.obj.tenant)


def _step(name: str, sources: tuple[str, ...], target: str, label: Any, **more: Any) -> Transition:
    values: dict[str, Any] = {"permission": "reporting.report.change"} | more
    return Transition(name=name, sources=sources, target=target, label=label, **values)


REPORT = register(
    Procedure(
        name="reporting.report",
        label=gettext_lazy("Report"),
        model="reporting.Report",
        states=ReportState,
        initial=S.DRAFT,
        final=(S.PUBLISHED, S.DROPPED),
        description=gettext_lazy(
            "The office writes a report from the records, asks departments, has it checked. Who leads the office signs it; "
            "from then on its content is frozen. It goes to the bodies as an information paper and stands on the portal. A "
            "correction is a new version with the list of differences."
        ),
        transitions=(
            _step("ask", (S.DRAFT,), S.ASKED, gettext_lazy("Ask the departments"), guard=someone_asked, automatic=True, effects=(_asked,),
                  help=gettext_lazy("Each gets a mail with a link and is reminded before the day.")),
            _step("check", (S.DRAFT, S.ASKED), S.REVIEW, gettext_lazy("Hand in for checking"), guard=answered, automatic=True),
            _step("return", (S.REVIEW, S.ASKED), S.DRAFT, gettext_lazy("Give back"), needs_reason=True, undo=True),
            _step("sign", (S.REVIEW,), S.SIGNED, gettext_lazy("Sign"), permission="reporting.report.sign", guard=answered,
                  automatic=True, effects=(_frozen,),
                  help=gettext_lazy("The content is kept as it is now, with its fingerprint.")),
            _step("refer", (S.SIGNED,), S.REFERRED, gettext_lazy("Refer to the bodies"), permission="reporting.report.sign",
                  guard=has_route, automatic=True, effects=(_referred,),
                  help=gettext_lazy("Makes an information paper with this route; its PDF is attached.")),
            _step("publish", (S.SIGNED, S.REFERRED), S.PUBLISHED, gettext_lazy("Publish"), permission="reporting.report.sign",
                  guard=for_portal, automatic=True, effects=(_published,)),
            _step("unpublish", (S.PUBLISHED,), S.SIGNED, gettext_lazy("Take from the portal"),
                  permission="reporting.report.sign", needs_reason=True, undo=True, effects=(_hidden,)),
            _step("correct", (S.SIGNED, S.REFERRED, S.PUBLISHED), S.DRAFT, gettext_lazy("Open for a correction"),
                  permission="reporting.report.sign", needs_reason=True, undo=True,
                  sets={"reopened_for": lambda step: step.reason[:1000]},
                  help=gettext_lazy("What is signed stays; the next signature makes a new version.")),
            _step("withdraw", (S.DRAFT, S.ASKED, S.REVIEW), S.DRAFT, gettext_lazy("Take the old version from the portal"),
                  permission="reporting.report.withdraw", needs_reason=True, undo=True, effects=(_hidden,),
                  help=gettext_lazy("While a correction is being written, the version before it is not shown.")),
            _step("drop", (S.DRAFT, S.ASKED, S.REVIEW), S.DROPPED, gettext_lazy("Give up"), guard=off_portal,
                  needs_reason=True),
            _step("revive", (S.DROPPED,), S.DRAFT, gettext_lazy("Take up again"), needs_reason=True, undo=True),
        ),
    )
)  # fmt: skip
