from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.architecture.rows import Row, desk, everyone, from_ids, portal
from tests.factories.council import make_body
from tests.factories.papers import announced, make_decision, make_item, make_paper
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.council.models import Paper, PaperFile
from umsicht.files.models import StoredFile
from umsicht.tenancy.models import Tenant

_WORKS = "coordinator editor adviser auditor member reviewer moderator finance state"
_EDITORS = "coordinator editor"
_PAPER, _CLOSED = from_ids("paper_id"), lambda world: {"paper_id": world.ids["closed_paper_id"]}
_STEP, _FILE = from_ids("paper_id", "step_id"), lambda world: {
    "paper_id": world.ids["paper_id"], "file_id": world.ids["paper_file_id"],
}  # fmt: skip
_WITHDRAW = {"schritt": "withdraw"}

ROWS: list[Row] = [
    everyone("public:council_meetings", kwargs=portal()),
    everyone("public:council_calendar", kwargs=portal()),
    everyone(
        "public:council_meeting",
        kwargs=lambda world: portal()(world) | {"meeting_id": world.ids["shown_meeting_id"]},
    ),
    everyone("public:council_meeting", 404, kwargs=lambda world: portal()(world) | {"meeting_id": 999_999}),
    everyone("public:council_decisions", kwargs=portal()),
    everyone("public:council_decisions_feed", kwargs=portal()),
    everyone("public:council_papers", kwargs=portal()),
    everyone("public:council_papers_feed", kwargs=portal()),
    everyone("public:council_paper", kwargs=portal(slug="i-001-2026")),
    everyone("public:council_paper", 404, kwargs=portal(slug="i-002-2026")),
    everyone("public:council_paper_pdf", kwargs=portal(slug="i-001-2026")),
    everyone("public:council_paper_pdf", 404, kwargs=portal(slug="i-002-2026")),
    everyone(
        "public:council_paper_file",
        kwargs=lambda world: portal(slug="i-001-2026")(world) | {"file_id": world.ids["paper_file_id"]},
    ),
    everyone(
        "public:council_paper_file",
        404,
        kwargs=lambda world: portal(slug="i-002-2026")(world) | {"file_id": world.ids["closed_file_id"]},
    ),
    desk("desk_papers", _WORKS),
    desk("desk_papers_csv", _WORKS),
    desk("desk_paper_new", _EDITORS),
    desk("desk_paper_new", _EDITORS, 400, method="post"),
    desk("desk_paper", _WORKS, kwargs=_PAPER),
    desk("desk_paper_pdf", _WORKS, kwargs=_PAPER),
    desk("desk_paper_docx", _WORKS, kwargs=_PAPER),
    desk("desk_paper_file", _WORKS, kwargs=_FILE),
    desk("desk_paper_edit", _EDITORS, kwargs=_PAPER),
    desk("desk_paper_edit", _EDITORS, 400, method="post", kwargs=_PAPER),
    desk("desk_paper_act", _EDITORS, 302, method="post", data=_WITHDRAW, kwargs=_PAPER),
    desk("desk_paper_step_new", _EDITORS, kwargs=_PAPER),
    desk("desk_paper_step_new", _EDITORS, 400, method="post", kwargs=_PAPER),
    desk("desk_paper_step_edit", _EDITORS, kwargs=_STEP),
    desk("desk_paper_step_edit", _EDITORS, 400, method="post", kwargs=_STEP),
    desk("desk_paper_step_remove", _EDITORS, kwargs=_STEP),
    desk("desk_paper_file_new", _EDITORS, kwargs=_PAPER),
    desk("desk_paper_file_new", _EDITORS, 400, method="post", kwargs=_PAPER),
    desk("desk_paper_file_remove", _EDITORS, kwargs=_FILE),
]


def _not_theirs(name: str) -> Row:
    """A closed paper: the office reads it; whoever else works here, without a seat in its body, finds nothing."""
    row = desk(name, _EDITORS, kwargs=_CLOSED)
    others = dict.fromkeys(set(_WORKS.split()) - set(_EDITORS.split()), 404)
    return Row(name, row.expect | others, row.kwargs)


ROWS += [_not_theirs(name) for name in ("desk_paper", "desk_paper_pdf", "desk_paper_docx")]


def _attach(paper: Paper) -> int:
    number = StoredFile.objects.count()
    file = StoredFile.objects.create(
        tenant=paper.tenant, uid=f"00000000-0000-4000-8000-{number:012d}", state="clean", kind="text",
        original_name="anlage-1.txt", blob=default_storage.save("kept/anlage", ContentFile(b"Anlage")), mime="text/plain",
        size=6, uploaded_at=clock.now(), checked_at=clock.now(),
    )  # fmt: skip
    return PaperFile.objects.create(tenant=paper.tenant, paper=paper, file=file, title="Anlage").pk


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A paper on the portal and one behind closed doors, each with a file; a meeting that is over, with a decision."""
    body = make_body(own, "Rat für Vorlagen")
    public = make_paper(own, body=body, number="I-001/2026")
    closed = make_paper(own, body=body, number="I-002/2026", visibility="closed")
    meeting = announced(body, dt.datetime(2026, 11, 2, 13, 0, tzinfo=dt.UTC), state="held")
    make_decision(body, make_item(meeting, paper=public))
    return {
        "paper_id": public.pk,
        "closed_paper_id": closed.pk,
        "step_id": public.route.get().pk,
        "paper_file_id": _attach(public),
        "closed_file_id": _attach(closed),
        "shown_meeting_id": meeting.pk,
    }
