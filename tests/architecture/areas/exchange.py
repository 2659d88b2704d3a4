from __future__ import annotations

from typing import Any

from tests.architecture.rows import Row, desk
from tests.factories.exchange import make_import, make_link, make_question, make_row, make_source
from umsicht.accounts.models import User
from umsicht.exchange.enums import ImportState, LinkState
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant

EDITORS = "coordinator editor"


def _ids(*names: str, **fixed: Any) -> Any:
    return lambda world: {**fixed, **{name: world.ids[name] for name in names}}


ROWS: list[Row] = [
    desk("desk_imports", EDITORS),
    desk("desk_imports_export", EDITORS),
    desk("desk_import_new", EDITORS),
    desk("desk_import_new", EDITORS, 400, method="post"),
    desk("desk_import_template", EDITORS),
    desk("desk_import", EDITORS, kwargs=_ids("import_id")),
    desk("desk_import_rows", EDITORS, kwargs=_ids("import_id")),
    desk("desk_import_columns", EDITORS, kwargs=_ids("import_id")),
    desk("desk_import_step", EDITORS, 400, method="post", kwargs=_ids("import_id")),
    desk("desk_import_undo", "coordinator", 302, method="post", kwargs=_ids("import_id")),
    desk("desk_sources", EDITORS),
    desk("desk_source_new", "coordinator"),
    desk("desk_source", EDITORS, kwargs=_ids("source_id")),
    desk("desk_source_change", "coordinator", kwargs=_ids("source_id")),
    desk("desk_source_fetch", EDITORS, 400, method="post", kwargs=_ids("source_id")),
    desk("desk_source_step", "coordinator", 400, method="post", kwargs=_ids("source_id")),
    desk("desk_source_words", EDITORS, kwargs=_ids("source_id")),
    desk("desk_questions", EDITORS),
    desk("desk_question", EDITORS, kwargs=_ids("question_id")),
    desk("desk_question", EDITORS, 400, method="post", kwargs=_ids("question_id")),
    desk("desk_gone", EDITORS),
    desk("desk_gone_decide", EDITORS, 400, method="post", kwargs=_ids("link_id")),
    desk("desk_export", EDITORS),
    desk("desk_export_file", EDITORS, method="post", kwargs=_ids(form="json")),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    """A source with an import waiting for a person, a question, and an offer gone at the source."""
    offer = Offer.objects.get(pk=ids["offer_id"])
    source = make_source(own)
    run = make_import(source, state=ImportState.CHECKED, new=1, columns=["Titel"])
    make_row(run)
    return {
        "source_id": source.pk,
        "import_id": run.pk,
        "question_id": make_question(source, offer, run=run).pk,
        "link_id": make_link(source, offer, state=LinkState.VANISHED).pk,
    }
