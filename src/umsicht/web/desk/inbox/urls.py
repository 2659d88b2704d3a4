"""Addresses of the inbox at the desk and of the mail settings in the own account."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.notify.queries.inbox import unread_count
from umsicht.tenancy.models import Tenant
from umsicht.web.account.nav import AccountPage
from umsicht.web.account.nav import register as register_account_page
from umsicht.web.desk import nav
from umsicht.web.desk.inbox import preferences, views


def _unread(request: HttpRequest, tenant: Tenant) -> int:
    return unread_count(request.user)


nav.register(
    nav.Entry("inbox", "work", _("Inbox"), "desk_inbox", "notify.inbox.view", order=5, count=_unread)
)
register_account_page(
    AccountPage(_("Mails"), "account_notifications", _("Which mails you get, and how often."), 60)
)

_INBOX = "desk/<slug:tenant>/postfach"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_INBOX, views.inbox, name="desk_inbox"),
    path(f"{_INBOX}/alle-gelesen", views.all_read, name="desk_inbox_all_read"),
    path(f"{_INBOX}/<int:message_id>", views.message, name="desk_inbox_message"),
    path(f"{_INBOX}/<int:message_id>/merken", views.mark, name="desk_inbox_mark"),
    path("konto/benachrichtigungen", preferences.settings, name="account_notifications"),
    path(
        "konto/benachrichtigungen/abbestellen/<str:token>", preferences.unsubscribe, name="notify_unsubscribe"
    ),
]
