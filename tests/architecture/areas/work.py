"""The inbox over all waiting work, who did what, the words of mails."""

from __future__ import annotations

from typing import Any

from tests.architecture.persons import ROLES
from tests.architecture.rows import Row, desk, from_ids, words
from umsicht.accounts.models import User
from umsicht.core import clock
from umsicht.notify.models import MailWording
from umsicht.tenancy.models import Tenant
from umsicht.upkeep.models import CheckedLink

ALL_ROLES = " ".join(ROLES)
WORKERS = " ".join(role for role in ROLES if role != "provider")
MAIL = words(key="offers.report_answered")
ROWS: list[Row] = [
    desk("desk_work", ALL_ROLES),
    desk("desk_work_act", ALL_ROLES, 302, method="post"),
    desk("desk_work_export", ALL_ROLES),
    desk("desk_activity", "coordinator auditor"),
    desk("desk_activity_export", "coordinator auditor"),
    desk("desk_texts", "coordinator editor moderator"),
    desk("desk_text_judge", "coordinator editor moderator", 302, method="post"),
    desk("desk_links", f"{WORKERS} state"),
    desk("desk_links_export", f"{WORKERS} state"),
    desk("desk_link", f"{WORKERS} state", kwargs=from_ids("link_id")),
    desk("desk_link_ignore", "coordinator editor", 400, method="post", kwargs=from_ids("link_id")),
    desk("desk_link_watch", "coordinator editor", 302, method="post", kwargs=from_ids("link_id")),
    desk("desk_mail_wordings", "coordinator editor adviser state"),
    desk("desk_mail_wording", "coordinator editor adviser state", kwargs=words(key="alle")),
    desk("desk_mail_wording_html", "coordinator editor adviser state", kwargs=MAIL),
    desk("desk_mail_wording_reset", "coordinator editor", 302, method="post", kwargs=MAIL),
    desk(
        "desk_mail_wording_restore",
        "coordinator editor",
        302,
        method="post",
        kwargs=words(key="offers.report_answered", number=1),
    ),
]


def records(own: Tenant, people: dict[str, User], ids: dict[str, Any]) -> dict[str, Any]:
    row = MailWording(tenant=own, message="offers.report_answered", language="de", version=1, subject="Danke")
    row.created_at = clock.now()
    row.save()
    link = CheckedLink(tenant=own, url="https://alt.example.org", check_on=clock.today())
    link.save()
    return {"link_id": link.pk}
