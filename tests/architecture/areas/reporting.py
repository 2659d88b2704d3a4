from __future__ import annotations

import datetime as dt
from typing import Any

from tests.architecture.rows import Row, desk, everyone, portal, state_desk
from tests.factories.reporting import make_contribution, make_entry, make_question, make_report, make_text
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.core.transitions import apply
from umsicht.notify.domain import links
from umsicht.reporting.domain.schedules import create_schedule
from umsicht.reporting.models import RouteStep, Todo, Version
from umsicht.reporting.telling import PURPOSE
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"


def _report(*ids: str, **more: Any) -> Any:
    def kwargs(world: Any) -> dict[str, Any]:
        names = {name: world.ids[f"r_{name}"] for name in ids}
        return {"report_id": world.ids["r_report_id"], **names, **more}

    return kwargs


def _token(world: Any) -> dict[str, Any]:
    return portal()(world) | {"token": world.ids["r_token"]}


def _numbered(world: Any, kind: str) -> dict[str, Any]:
    return portal(code=_SIGNED)(world) | {"number": world.ids[f"r_{kind}"]}


_QUESTION = _report("question_id")
_PASSAGE = _report("question_id", "passage_id")
_CONTRIBUTION = _report("contribution_id")
_SIGNED = "jahresbericht-2024"

ROWS: list[Row] = [
    everyone("reports:list", kwargs=portal()),
    everyone("reports:list_state"),
    *(everyone(f"reports:{name}", kwargs=portal()) for name in ("figures", "figures_csv", "figures_json")),
    *(everyone(f"reports:{name}_state") for name in ("figures", "figures_csv", "figures_json")),
    state_desk("desk_overview"),
    state_desk("desk_overview_csv"),
    everyone("reports:chronicle", kwargs=portal()),
    everyone("reports:chronicle_state"),
    *(
        everyone(f"reports:{name}", status, kwargs=portal(code=code))
        for name in ("report", "report_pdf", "report_docx", "report_json")
        for code, status in ((_SIGNED, 200), ("sachbericht-2025", 404))
    ),
    *(
        everyone(f"reports:{name}_state", 404, kwargs=lambda world: {"code": _SIGNED})
        for name in ("report", "report_pdf", "report_docx", "report_json")
    ),
    *(
        everyone(f"reports:{name}", kwargs=lambda world, kind=kind: _numbered(world, kind))
        for name, kind in (
            ("report_table", "grid"),
            ("report_table_csv", "grid"),
            ("report_picture", "picture"),
        )
    ),
    *(
        everyone(f"reports:{name}", 404, kwargs=portal(code=_SIGNED, number=999))
        for name in ("report_table", "report_table_csv", "report_picture")
    ),
    *(
        everyone(f"reports:{name}_state", 404, kwargs=lambda world: {"code": _SIGNED, "number": 1})
        for name in ("report_table", "report_table_csv", "report_picture")
    ),
    everyone("reports:contribute", kwargs=_token),
    everyone("reports:contribute", 400, kwargs=lambda world: portal()(world) | {"token": "falsch"}),
    everyone("reports:contribute", 400, method="post", kwargs=_token),
    desk("desk_report_list", _WORKS),
    desk("desk_report_new", _EDITORS),
    desk("desk_report_new", _EDITORS, 400, method="post"),
    desk("desk_report_schedules", _WORKS),
    desk("desk_report_schedule_new", _EDITORS),
    desk("desk_report_schedule_new", _EDITORS, 400, method="post"),
    desk(
        "desk_report_schedule_edit",
        _EDITORS,
        kwargs=lambda world: {"schedule_id": world.ids["r_schedule_id"]},
    ),
    desk(
        "desk_report_schedule_remove",
        _EDITORS,
        302,
        method="post",
        kwargs=lambda world: {"schedule_id": world.ids["r_schedule_id"]},
    ),
    desk("desk_report_one", _WORKS, kwargs=_report()),
    desk("desk_report_draft", _WORKS, kwargs=_report(kind="pdf")),
    desk("desk_report_draft", _WORKS, kwargs=_report(kind="docx")),
    desk(
        "desk_report_version",
        _WORKS,
        kwargs=lambda world: {"report_id": world.ids["r_signed_id"], "no": 1, "kind": "pdf"},
    ),
    desk("desk_report_head", _EDITORS, kwargs=_report()),
    desk("desk_report_head", _EDITORS, 400, method="post", kwargs=_report()),
    desk("desk_report_act", _EDITORS, 400, method="post", kwargs=_report()),
    desk("desk_report_stop_new", _EDITORS, kwargs=_report()),
    desk("desk_report_stop_new", _EDITORS, 400, method="post", kwargs=_report()),
    desk("desk_report_stop_remove", _EDITORS, 302, method="post", kwargs=_report("stop_id")),
    desk("desk_report_tick", _EDITORS, 302, method="post", kwargs=_report("todo_id")),
    desk("desk_report_question_new", _EDITORS, kwargs=_report()),
    desk("desk_report_question_new", _EDITORS, 400, method="post", kwargs=_report()),
    desk("desk_report_question", _WORKS, kwargs=_QUESTION),
    desk("desk_report_question_edit", _EDITORS, kwargs=_QUESTION),
    desk("desk_report_question_edit", _EDITORS, 400, method="post", kwargs=_QUESTION),
    desk("desk_report_take", _EDITORS, 302, method="post", data={"beleg": "council.seats"}, kwargs=_QUESTION),
    desk("desk_report_text_new", _EDITORS, kwargs=_QUESTION),
    desk("desk_report_text_new", _EDITORS, 400, method="post", kwargs=_QUESTION),
    desk("desk_report_text_edit", _EDITORS, kwargs=_PASSAGE),
    desk("desk_report_text_edit", _EDITORS, 400, method="post", kwargs=_PASSAGE),
    desk("desk_report_passage_move", _EDITORS, 302, method="post", data={"wohin": "hoch"}, kwargs=_PASSAGE),
    desk("desk_report_question_remove", _EDITORS, 302, method="post", kwargs=_report("question_id")),
    desk("desk_report_contribution_new", _EDITORS, kwargs=_report()),
    desk("desk_report_contribution_new", _EDITORS, 400, method="post", kwargs=_report()),
    desk("desk_report_contribution", _WORKS, kwargs=_CONTRIBUTION),
    desk("desk_report_contribution_act", _EDITORS, 302, method="post", kwargs=_CONTRIBUTION),
    desk("desk_chronicle", _WORKS),
    desk("desk_entry_new", _EDITORS),
    desk("desk_entry_new", _EDITORS, 400, method="post"),
    desk("desk_entry_edit", _EDITORS, kwargs=lambda world: {"entry_id": world.ids["r_entry_id"]}),
    desk(
        "desk_entry_edit",
        _EDITORS,
        400,
        method="post",
        kwargs=lambda world: {"entry_id": world.ids["r_entry_id"]},
    ),
    desk("desk_entry_remove", _EDITORS, kwargs=lambda world: {"entry_id": world.ids["r_entry_id"]}),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A report at work with everything that belongs to one, a published one, an entry of the chronicle."""
    entry = make_entry(own)
    published = make_report(
        own, "published", "jahresbericht", starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2024, 12, 31)
    )
    report = make_report(own)
    question = make_question(report)
    passage, contribution = make_text(question), make_contribution(report)
    apply(report, "ask", actor=None)
    stop = RouteStep.objects.create(tenant=own, report=report, body_id=ids["body_id"])
    todo = Todo.objects.create(tenant=own, report=report, text="Beiträge sammeln", due_on=clock.today())
    schedule = create_schedule(
        tenant=own, actor=None, template="jahresbericht", title="Jahresbericht", month=2, day=15
    )
    content = Version.objects.get(report=published).content
    every = [one for section in content["sections"] for one in section["statements"]]
    return {
        **{
            f"r_{kind}": next((at for at, one in enumerate(every, start=1) if one[kind]), 0)
            for kind in ("grid", "picture")
        },
        "r_entry_id": entry.pk,
        "r_signed_id": published.pk,
        "r_report_id": report.pk,
        "r_question_id": question.pk,
        "r_passage_id": passage.pk,
        "r_contribution_id": contribution.pk,
        "r_stop_id": stop.pk,
        "r_todo_id": todo.pk,
        "r_schedule_id": schedule.pk,
        "r_token": links.still_open(purpose=PURPOSE, subject=contribution.pk),
    }
