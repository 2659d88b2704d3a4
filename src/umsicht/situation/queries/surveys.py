"""Reads of survey results, with intervals, never more than may be shown, and compared only where alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Prefetch, Q, QuerySet

from umsicht.core.errors import BadInput, NotFound
from umsicht.situation.enums_surveys import GroupKind
from umsicht.situation.errors import NotComparable
from umsicht.situation.models import Survey, SurveyItem, SurveyShare
from umsicht.situation.queries.survey_protection import SHAKY, fewest, hidden_shares, unsized
from umsicht.situation.survey_stats import Interval, difference, interval
from umsicht.tenancy.models import Tenant
from umsicht.tenancy.queries.tenants import state_office


@dataclass(frozen=True)
class Answer:
    """One share. `share` is None where it must not be shown; `shaky` where few answered.

    `span` is None where the source prints neither an interval nor how many answered. `printed`: the source's own. `unsized`:
    not shown because nobody knows how many of the group answered.
    """

    answer: str
    share: float | None
    n: int | None
    span: Interval | None
    printed: bool
    shaky: bool
    unsized: bool = False


@dataclass(frozen=True)
class Group:
    kind: str
    code: str
    answers: tuple[Answer, ...]

    @property
    def is_everybody(self) -> bool:
        return self.kind == GroupKind.EVERYBODY

    def of(self, answer: str) -> Answer | None:
        return next((one for one in self.answers if one.answer == answer), None)


@dataclass(frozen=True)
class Question:
    """A question of one survey with its groups, everybody first."""

    item: SurveyItem
    survey: Survey
    groups: tuple[Group, ...]

    @cached_property
    def answers(self) -> list[str]:
        """All answers in the order of the table."""
        return list(dict.fromkeys(one.answer for group in self.groups for one in group.answers))

    @cached_property
    def has_hidden(self) -> bool:
        return any(one.share is None for group in self.groups for one in group.answers)

    def group(self, kind: str, code: str = "") -> Group | None:
        return next((group for group in self.groups if group.kind == kind and group.code == code), None)


def own_and_states(tenant: Tenant) -> QuerySet[Survey]:
    """Surveys of the tenant and of the state office, internal ones too."""
    owners = sorted({tenant.pk, tenant.pk if tenant.is_state else state_office().pk})
    return Survey.objects.with_scope(tenant=owners).select_related("tenant")


def on_portal(tenant: Tenant) -> QuerySet[Survey]:
    """Public surveys of the town and of the state office, which stand on every portal; the newest first."""
    return (
        own_and_states(tenant)
        .filter(is_public=True)
        .annotate(questions=Count("items"))
        .order_by("-year", "title")
    )


def public_survey(tenant: Tenant, code: str) -> Survey:
    """The town's own goes before the state's of the same address. Raises NotFound."""
    found = sorted(
        own_and_states(tenant).filter(is_public=True, code=code), key=lambda one: one.tenant_id != tenant.pk
    )
    if not found:
        raise NotFound
    return found[0]


def at_desk(text: str = "", kind: str = "") -> QuerySet[Survey]:
    """The tenant's own surveys, the newest first. Needs its scope."""
    found = Survey.objects.annotate(questions=Count("items"))
    for word in text.split()[:5]:
        found = found.filter(Q(title__icontains=word) | Q(conducted_by__icontains=word))
    return found.filter(kind=kind) if kind else found


def survey_at_desk(pk: int) -> Survey:
    """One of the tenant's own. Raises NotFound."""
    found = Survey.objects.select_related("tenant").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def questions(surveys: Survey | Iterable[Survey]) -> list[Question]:
    """All questions of one or more surveys; two queries."""
    held = {one.pk: one for one in ([surveys] if isinstance(surveys, Survey) else surveys)}
    owners = sorted({one.tenant_id for one in held.values()})
    shares = Prefetch("shares", SurveyShare.objects.with_scope(tenant=owners).order_by("position", "pk"))
    items = SurveyItem.objects.with_scope(tenant=owners).filter(survey__in=list(held))
    return [_question(item, held[item.survey_id]) for item in items.prefetch_related(shares)]


def _question(item: SurveyItem, survey: Survey) -> Question:
    item.survey = survey
    shares = list(item.shares.all())
    secret = hidden_shares(shares, fewest(survey.tenant), needs_sizes=survey.needs_sizes)
    blind = unsized(shares) if survey.needs_sizes else set()
    groups: dict[tuple[str, str], list[Answer]] = {}
    for share in shares:
        group = (share.group_kind, share.group)
        made = _answer(share, survey, secret=share.pk in secret, unsized=group in blind)
        groups.setdefault(group, []).append(made)
    order = [*groups]
    order.sort(key=lambda pair: pair[0] != GroupKind.EVERYBODY)
    return Question(item, survey, tuple(Group(kind, code, tuple(groups[kind, code])) for kind, code in order))


def _answer(share: SurveyShare, survey: Survey, *, secret: bool, unsized: bool) -> Answer:
    if secret:
        return Answer(share.answer, None, None, None, printed=False, shaky=False, unsized=unsized)
    value, printed = float(share.share), share.low is not None and share.high is not None
    span = None
    if printed:
        span = Interval(float(share.low or 0), float(share.high or 0))
    elif share.n:
        span = interval(value, share.n, float(survey.design_effect or 1))
    return Answer(share.answer, value, share.n, span, printed, share.n is not None and share.n < SHAKY)


# ---- comparing -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """From the first to the second share, in points of percent / 100. `is_clear`: chance alone is an unlikely reason."""

    change: float
    span: Interval

    @property
    def is_clear(self) -> bool:
        return self.span.low > 0 or self.span.high < 0


def comparable(first: SurveyItem, second: SurveyItem) -> bool:
    """The same question in the same version on the same scale, asked in the same way; two unknown ways count as one."""
    return first.key == second.key and asked_alike(first.survey, second.survey)


def compare(
    first: Question, second: Question, answer: str, group: tuple[str, str] = ("alle", "")
) -> Difference:
    """The change of one answer in one group from the first wave to the second.

    Raises NotComparable for another wording, version, scale or way of asking; BadInput where a share is missing, hidden or has no interval.
    """
    if not comparable(first.item, second.item):
        raise NotComparable
    pair = []
    for question in (first, second):
        found = question.group(*group)
        one = found.of(answer) if found is not None else None
        if one is None or one.share is None or one.span is None:
            raise BadInput("No share with an interval to compare.")
        pair.append((one.share, one.span))
    (before, span_before), (now, span_now) = pair
    return Difference(now - before, difference(before, span_before, now, span_now))


def waves(item: SurveyItem, tenant: Tenant) -> list[Question]:
    """The same question in all public surveys of one series, coverage and way of asking, the oldest first, this one included."""
    found = own_and_states(tenant).filter(
        is_public=True,
        series=item.survey.series,
        coverage=item.survey.coverage,
        mode=item.survey.mode,
        items__code=item.code,
        items__version=item.version,
        items__scale=item.scale,
        items__scale_version=item.scale_version,
    )
    surveys = list(found.exclude(series="").distinct().order_by("year", "pk"))
    return [one for one in questions(surveys) if comparable(one.item, item)] if surveys else []


@dataclass(frozen=True)
class Change:
    """What everybody answered to a question, in the wave before and now; `answer` is the first of its scale."""

    before: Question
    now: Question
    answer: str
    difference: Difference


def earlier(survey: Survey, tenant: Tenant) -> Survey | None:
    """The wave before on the same portal: the newest older one of its series that stands for the same people."""
    found = own_and_states(tenant).filter(is_public=True, series=survey.series, coverage=survey.coverage)
    older = found.exclude(series="").filter(tenant=survey.tenant, year__lt=survey.year)
    return older.order_by("-year", "-pk").first()


def asked_alike(first: Survey, second: Survey) -> bool:
    """In the same way: answers on paper and face to face differ by themselves."""
    return first.mode == second.mode


def changes(found: Sequence[Question], before: Sequence[Question]) -> list[Change]:
    """Each question that was asked alike before, where both shares may be shown and have an interval."""
    former = {one.item.key: one for one in before}
    made = []
    for now in found:
        then = former.get(now.item.key)
        if then is None or not now.answers:
            continue
        with suppress(BadInput):
            answer = now.answers[0]
            made.append(Change(then, now, answer, compare(then, now, answer)))
    return made


def by_factor(tenant: Tenant) -> list[Question]:
    """Questions of the newest public surveys that measure a risk or protective factor, one per factor."""
    found = own_and_states(tenant).filter(is_public=True, items__factor__gt="").distinct()
    newest: dict[str, Question] = {}
    for question in questions(found):
        factor = question.item.factor
        held = newest.get(factor)
        if factor and (held is None or held.survey.year < question.survey.year):
            newest[factor] = question
    return list(newest.values())


def in_area(found: Sequence[Question], key: str) -> list[tuple[Question, Group]]:
    """Those with a group for this city district."""
    pairs = [(question, question.group(GroupKind.AREA, key)) for question in found]
    return [(question, group) for question, group in pairs if group is not None]


def stored(survey: Survey) -> QuerySet[SurveyShare]:
    """All shares as they were entered, small groups too: for the office that holds them."""
    found = SurveyShare.objects.filter(item__survey=survey).select_related("item")
    return found.order_by("item__position", "position", "pk")
