"""Why a step can't be taken now, or None: what the procedures ask of a record."""

from __future__ import annotations

from django.utils.translation import gettext as _

from umsicht.core import clock
from umsicht.fieldwork.enums import Competence, FindingState
from umsicht.fieldwork.models import ConflictCase, Inspection, PatrolShift, Photo
from umsicht.files.enums import FileState


def begun(record: PatrolShift | Inspection) -> str | None:
    return _("This day is still to come.") if record.day > clock.today() else None


def found_something(inspection: Inspection) -> str | None:
    return None if inspection.findings.exists() else _("A report needs at least one finding.")


def all_settled(inspection: Inspection) -> str | None:
    left = inspection.findings.filter(state__in=[FindingState.OPEN, FindingState.IN_WORK]).count()
    return _("Findings that are still open: %(number)s.") % {"number": left} if left else None


def is_clean(photo: Photo) -> str | None:
    return None if photo.file.state == FileState.CLEAN else _("The picture is still being checked.")


def ours(case: ConflictCase) -> str | None:
    return None if case.competence == Competence.OURS else _("Please note first that the case is ours.")


def others(case: ConflictCase) -> str | None:
    if case.competence == Competence.OTHERS and case.passed_to:
        return None
    return _("Please note first who is in charge and to whom it goes.")


def has_talks(case: ConflictCase) -> str | None:
    return None if case.talks.exists() else _("Please note the first talk.")


def has_agreement(case: ConflictCase) -> str | None:
    return None if case.agreement else _("Please write down the agreement first.")
