"""Addresses of the inbox over all waiting work, of who did what, and of what belongs to both."""

from __future__ import annotations

import datetime as dt

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.upkeep.queries.links import broken_figures
from umsicht.web.desk import nav, panels
from umsicht.web.desk.waiting import activity, gathering, links, texts, views, wording

nav.register(
    nav.Entry("todo", "work", _("To do"), "desk_work", "notify.work.view", order=5, count=gathering.count)
)

texts.register()
panels.register_waiting(
    panels.Waiting(
        "texts",
        "notify.texts.moderate",
        label=_("Texts from the public"),
        figures=texts.figures,
        items=texts.items,
        late_after=dt.timedelta(days=3),
        order=25,
    )
)

panels.register_waiting(
    panels.Waiting(
        "links",
        "upkeep.link.handle",
        label=_("Web addresses that lead nowhere"),
        figures=lambda request, tenant: panels.Figures(*broken_figures()),
        items=links.items,
        late_after=dt.timedelta(days=30),
        actions=(
            panels.Action(
                "ignore", _("Leave it alone"), "upkeep.link.handle", links.leave_alone, needs_reason=True
            ),
        ),
        order=60,
    )
)
nav.register(nav.Entry("links", "data", _("Web addresses"), "desk_links", "upkeep.link.view", order=85))

_MAILS = "desk/<slug:tenant>/einstellungen/mails"
_ROOT = "desk/<slug:tenant>/arbeit"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.inbox, name="desk_work"),
    path(f"{_ROOT}/handeln", views.act, name="desk_work_act"),
    path(f"{_ROOT}/liste.csv", views.export, name="desk_work_export"),
    path(f"{_ROOT}/wer-was", activity.activity, name="desk_activity"),
    path(f"{_ROOT}/wer-was/liste.csv", activity.export, name="desk_activity_export"),
    path(f"{_ROOT}/texte", texts.texts, name="desk_texts"),
    path(f"{_ROOT}/texte/urteil", texts.judge, name="desk_text_judge"),
    path(f"{_ROOT}/webadressen", links.links, name="desk_links"),
    path(f"{_ROOT}/webadressen/liste.csv", links.export, name="desk_links_export"),
    path(f"{_ROOT}/webadressen/<int:link_id>", links.link, name="desk_link"),
    path(f"{_ROOT}/webadressen/<int:link_id>/auslassen", links.ignore, name="desk_link_ignore"),
    path(f"{_ROOT}/webadressen/<int:link_id>/beobachten", links.watch, name="desk_link_watch"),
    path(_MAILS, wording.overview, name="desk_mail_wordings"),
    path(f"{_MAILS}/<str:key>", wording.edit, name="desk_mail_wording"),
    path(f"{_MAILS}/<str:key>/mail.html", wording.html, name="desk_mail_wording_html"),
    path(f"{_MAILS}/<str:key>/zuruecksetzen", wording.reset, name="desk_mail_wording_reset"),
    path(f"{_MAILS}/<str:key>/fassungen/<int:number>", wording.restore, name="desk_mail_wording_restore"),
]
