"""Results of a survey taken over from a table: checked against vocabulary and districts, new, changed or the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import journal
from umsicht.core.access import require
from umsicht.core.intake import Refusal, Report
from umsicht.core.meanwhile import hold
from umsicht.directory.domain.writing import shown_changed
from umsicht.places.queries.atlas import atlas
from umsicht.situation.domain.survey_groups import fitting
from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.models import Survey, SurveyItem, SurveyShare
from umsicht.situation.reading.results import ResultRow
from umsicht.tenancy.models import Tenant
from umsicht.vocabulary.enums import Scheme
from umsicht.vocabulary.queries.catalogue import catalogue

_SHARE = ("share", "n", "low", "high", "position")
_ITEM = ("wording", "factor", "problem_field", "asked_of", "position")


@transaction.atomic
def take_results(
    *,
    survey: Survey,
    actor: Any,
    rows: Iterable[ResultRow],
    report: Report,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Write the rows that can be used into the survey; what it has besides stays. Raises NotAllowed.

    Refused rows are named in the report. With `strict` one of them is enough to write nothing.
    """
    require(actor, "situation.survey.change", survey)
    hold(survey)
    report.dry_run = dry_run
    stored = {_stored_key(share): share for share in _shares(survey)}
    good = fitting(survey, checked_rows(survey.tenant, rows, report), stored, report)
    report.refused.sort()
    made = {row.key: stored.get(row.key) for row in good}
    fresh = [row for row in good if made[row.key] is None]
    other = [row for row in good if (held := made[row.key]) is not None and _differs(held, row)]
    report.created, report.changed = len(fresh), len(other)
    report.unchanged = len(good) - len(fresh) - len(other)
    if dry_run or (strict and report.refused) or not good:
        return report
    _write(survey, good, stored)
    report.written = True
    after = {"created": report.created, "changed": report.changed, "refused": len(report.refused)}
    if report.created or report.changed:
        journal.record("situation.survey.results", survey, actor=actor, after=after)
        shown_changed(survey.tenant)
    return report


def _shares(survey: Survey) -> list[SurveyShare]:
    return list(SurveyShare.objects.filter(item__survey=survey).select_related("item"))


def _stored_key(share: SurveyShare) -> tuple[Any, ...]:
    return (*share.item.key, share.group_kind, share.group, share.answer)


def _differs(held: SurveyShare, row: ResultRow) -> bool:
    same_item = all(getattr(held.item, name) == getattr(row, name) for name in _ITEM if name != "position")
    return not same_item or any(
        getattr(held, name) != getattr(row, name) for name in ("share", "n", "low", "high")
    )


def _write(survey: Survey, rows: list[ResultRow], stored: dict[tuple[Any, ...], SurveyShare]) -> None:
    """Questions and shares in the order of the file, behind what the survey had before."""
    items = {item.key: item for item in SurveyItem.objects.filter(survey=survey)}
    first: dict[tuple[Any, ...], ResultRow] = {}
    for row in rows:
        first.setdefault(row.question, row)
    for number, (key, row) in enumerate(first.items(), start=len(items)):
        item = items.get(key) or SurveyItem(
            tenant=survey.tenant,
            survey=survey,
            code=row.code,
            version=row.version,
            scale=row.scale,
            scale_version=row.scale_version,
            position=number,
        )
        for name in ("wording", "factor", "problem_field", "asked_of"):
            setattr(item, name, getattr(row, name))
        item.save()
        items[key] = item
    shares = []
    for number, row in enumerate(rows):
        share = stored.get(row.key) or SurveyShare(
            tenant=survey.tenant, group_kind=row.group_kind, group=row.group, answer=row.answer
        )
        share.item = items[row.question]
        share.share, share.n, share.low, share.high, share.position = (
            row.share,
            row.n,
            row.low,
            row.high,
            number,
        )
        shares.append(share)
    SurveyShare.objects.bulk_create([share for share in shares if share.pk is None], batch_size=200)
    SurveyShare.objects.bulk_update(
        [share for share in shares if share.pk is not None], list(_SHARE), batch_size=200
    )


# ---- what a row must be ----------------------------------------------------------------------------------


def checked_rows(tenant: Tenant, rows: Iterable[ResultRow], report: Report) -> list[ResultRow]:
    """The usable rows with wording and answers as the vocabulary has them; the others are refused by line and column."""
    known = _Known(tenant)
    good: list[ResultRow] = []
    seen: set[tuple[Any, ...]] = set()
    for row in rows:
        made = known.row(row)
        if isinstance(made, Refusal):
            report.refused.append(made)
        elif made.key in seen:
            report.refuse(row.line, "antwort", _("This row stands in the file twice."))
        else:
            seen.add(made.key)
            good.append(made)
    return good


class _Known:
    """The words a row may use in one tenant."""

    def __init__(self, tenant: Tenant) -> None:
        words = catalogue(tenant)
        self._items, self._scales = words.scheme(Scheme.SURVEY_ITEM), words.scheme(Scheme.SCALE)
        self._factors, self._fields = words.scheme(Scheme.FACTOR), words.scheme(Scheme.PROBLEM_FIELD)
        self._schools = words.scheme(Scheme.SCHOOL_TYPE)
        districts = atlas(tenant).districts
        self._areas = {place.name.casefold(): place.key for place in districts}
        self._areas |= {place.key.casefold(): place.key for place in districts}
        self._wordings: dict[tuple[Any, ...], str] = {}

    def row(self, row: ResultRow) -> ResultRow | Refusal:
        for step in (self._question, self._answer, self._group, self._codes):
            made: ResultRow | Refusal = step(row)
            if isinstance(made, Refusal):
                return made
            row = made
        return row

    def _question(self, row: ResultRow) -> ResultRow | Refusal:
        """A question of the vocabulary has its version, scales and wording; any other one brings its wording."""
        entry = self._items.get(row.code)
        if entry is None:
            wording = row.wording or self._wordings.get(row.question, "")
            self._wordings.setdefault(row.question, wording)
            if not wording:
                return Refusal(row.line, "wortlaut", _("A question of your own needs its wording."))
            if wording != self._wordings[row.question]:
                text = _("Another wording than above: that is a new version of the question.")
                return Refusal(row.line, "wortlaut", text, row.wording[:80])
            return replace(row, wording=wording)
        if row.version != entry.extra.get("version", 1):
            text = _("The vocabulary knows this question in version %(version)s only.")
            return Refusal(
                row.line, "version", text % {"version": entry.extra.get("version", 1)}, str(row.version)
            )
        if row.scale not in entry.extra.get("scales", []):
            scales = ", ".join(entry.extra.get("scales", [])) or "–"
            text = _("This question has other scales: %(scales)s.") % {"scales": scales}
            return Refusal(row.line, "skala", text, row.scale)
        if row.wording and row.wording != entry.label_de:
            text = _("Another wording than in the vocabulary: that is another question.")
            return Refusal(row.line, "wortlaut", text, row.wording[:80])
        return replace(row, wording=entry.label_de)

    def _answer(self, row: ResultRow) -> ResultRow | Refusal:
        """An answer of a scale of the vocabulary is one of its points, by number or words."""
        scale = self._scales.get(row.scale)
        if scale is None:
            return row
        if row.scale_version != scale.extra.get("version", 1):
            text = _("The vocabulary knows this scale in another version.")
            return Refusal(row.line, "skala_version", text, str(row.scale_version))
        points = {str(point["v"]): point["de"] for point in scale.extra.get("points", [])}
        label = points.get(row.answer) or (row.answer if row.answer in points.values() else "")
        if not label:
            text = _("This answer is not on the scale: %(points)s.") % {"points": "; ".join(points.values())}
            return Refusal(row.line, "antwort", text, row.answer[:80])
        return replace(row, answer=label)

    def _group(self, row: ResultRow) -> ResultRow | Refusal:
        if row.group_kind == GroupKind.SCHOOL_TYPE and row.group not in self._schools:
            text = _("Please use one of: %(words)s.") % {"words": ", ".join(self._schools)}
            return Refusal(row.line, "gruppe", text, row.group)
        if row.group_kind == GroupKind.AREA:
            key = self._areas.get(row.group.casefold())
            if key is None:
                return Refusal(row.line, "gruppe", _("This is no district of the town."), row.group)
            return replace(row, group=key)
        return row

    def _codes(self, row: ResultRow) -> ResultRow | Refusal:
        checks: list[tuple[str, str, Callable[[str], bool]]] = [
            ("faktor", row.factor, self._factors.__contains__),
            ("problemfeld", row.problem_field, self._fields.__contains__),
        ]
        for column, code, is_known in checks:
            if code and not is_known(code):
                return Refusal(row.line, column, _("This code is not in the vocabulary."), code)
        return row
