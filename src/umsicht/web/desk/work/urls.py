"""Addresses of the inbox over all waiting work, of who did what, and of what belongs to both."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.web.desk import nav
from umsicht.web.desk.work import activity, gathering, views

nav.register(
    nav.Entry("todo", "work", _("To do"), "desk_work", "notify.work.view", order=5, count=gathering.count)
)

_ROOT = "desk/<slug:tenant>/arbeit"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, views.inbox, name="desk_work"),
    path(f"{_ROOT}/handeln", views.act, name="desk_work_act"),
    path(f"{_ROOT}/liste.csv", views.export, name="desk_work_export"),
    path(f"{_ROOT}/wer-was", activity.activity, name="desk_activity"),
    path(f"{_ROOT}/wer-was/liste.csv", activity.export, name="desk_activity_export"),
]
