"""What the evidence of a need may refer to: indicators with a measure, surveys with a question."""

from __future__ import annotations

from django.db.models import Q

from umsicht.situation.enums import Measure
from umsicht.situation.enums_needs import EvidenceKind
from umsicht.situation.models import SurveyItem
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.surveys import own_and_states
from umsicht.tenancy.models import Tenant


def known(kind: str, ref: str, tenant: Tenant) -> bool:
    """Whether the record is there; kinds whose records live elsewhere are not looked up."""
    if kind == EvidenceKind.INDICATOR:
        dataset, _slash, rest = ref.partition("/")
        key, slash, measure = rest.partition("/")
        return reference().by_code(f"{dataset}/{key}") is not None and (
            not slash or measure in Measure.values
        )
    if kind == EvidenceKind.SURVEY:
        code, slash, item = ref.partition("/")
        found = own_and_states(tenant).filter(Q(is_public=True) | Q(tenant=tenant), code=code)
        return found.filter(items__code=item).exists() if slash else found.exists()
    return True


def suggested(tenant: Tenant) -> list[tuple[str, str]]:
    """Each reference with what it is about: cases per 100,000 of the indicators, questions of the surveys."""
    rates = [(f"{row.code}/{Measure.RATE}", row.title) for row in reference().indicators]
    held = list(
        own_and_states(tenant).filter(Q(is_public=True) | Q(tenant=tenant)).order_by("-year", "title")
    )
    owners = sorted({one.tenant_id for one in held})
    items = SurveyItem.objects.with_scope(tenant=owners).filter(survey__in=held) if owners else []
    surveys = {one.pk: one for one in held}
    asked = [(surveys[item.survey_id], item) for item in items]
    asked.sort(key=lambda pair: held.index(pair[0]))
    found = [(f"{survey.code}/{item.code}", f"{survey.title}: {item.wording}") for survey, item in asked]
    return [*dict(rates).items(), *dict(found).items()]
