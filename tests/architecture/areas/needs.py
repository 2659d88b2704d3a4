from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.situation_needs import make_need, make_survey, take
from umsicht.accounts.models import User
from umsicht.situation.models import NeedEvidence
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"
_FILES = ("csv", "json", "xlsx")
_NEED = from_ids("need_id")
_SURVEY = from_ids("survey_id")

ROWS: list[Row] = [
    everyone("needs:surveys", kwargs=portal()),
    everyone("needs:survey", kwargs=portal(code="stadtbefragung")),
    everyone("needs:survey", 404, kwargs=portal(code="interne-befragung")),
    *(everyone(f"needs:survey_{kind}", kwargs=portal(code="stadtbefragung")) for kind in _FILES),
    *(everyone(f"needs:survey_{kind}", 404, kwargs=portal(code="interne-befragung")) for kind in _FILES),
    everyone("needs:needs", kwargs=portal()),
    everyone("needs:needs_file", kwargs=portal(ending="csv")),
    everyone("needs:needs_file", kwargs=portal(ending="json")),
    everyone("needs:profile", kwargs=portal()),
    everyone("needs:profile_pdf", kwargs=portal()),
    everyone("needs:district", 404, kwargs=portal(district="99999999-01")),
    everyone("needs:district_pdf", 404, kwargs=portal(district="99999999-01")),
    desk("desk_needs", _WORKS),
    desk("desk_gaps", _WORKS),
    desk("desk_gaps_file", _WORKS, kwargs=lambda world: {"ending": "csv"}),
    desk("desk_need", _WORKS, kwargs=_NEED),
    desk("desk_need_new", _EDITORS),
    desk("desk_need_new", _EDITORS, 400, method="post"),
    desk("desk_need_edit", _EDITORS, kwargs=_NEED),
    desk("desk_need_edit", _EDITORS, 400, method="post", kwargs=_NEED),
    desk("desk_need_confirm", "coordinator", kwargs=_NEED),
    desk("desk_need_confirm", "coordinator", 400, method="post", kwargs=_NEED),
    desk("desk_need_act", _EDITORS, 400, method="post", kwargs=_NEED),
    *(
        desk(name, _EDITORS, status, method=method, kwargs=from_ids("need_id", *ids))
        for name, ids in (
            ("desk_need_evidence_new", ()),
            ("desk_need_evidence_edit", ("proof_id",)),
            ("desk_need_evidence_remove", ("proof_id",)),
        )
        for method, status in (("get", 200), ("post", 400))
    ),
    desk("desk_surveys", _WORKS),
    desk("desk_survey", _WORKS, kwargs=_SURVEY),
    desk("desk_survey_csv", _EDITORS, kwargs=_SURVEY),
    desk("desk_survey_new", _EDITORS),
    desk("desk_survey_new", _EDITORS, 400, method="post"),
    *(
        desk(name, _EDITORS, status, method=method, kwargs=_SURVEY)
        for name in ("desk_survey_edit", "desk_survey_remove", "desk_survey_result_new", "desk_survey_import")
        for method, status in (("get", 200), ("post", 400))
    ),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A need on the portal with its evidence, one that only the desk knows; the same of surveys."""
    need = make_need(own, "Eltern brauchen Beratung")
    make_need(own, "Interner Bedarf", is_public=False)
    survey = make_survey(own, "Stadtbefragung")
    take(survey, {"anteil_prozent": "40", "n": "400"})
    make_survey(own, "Interne Befragung", is_public=False)
    proof = NeedEvidence.objects.filter(need=need).first()
    return {"need_id": need.pk, "proof_id": proof.pk if proof else 0, "survey_id": survey.pk}
