"""The inbox: what Umsicht told this person in this tenant."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core.access import require
from umsicht.core.paging import paginate
from umsicht.notify.domain import inbox as writes
from umsicht.notify.queries.inbox import inbox_of, message_of, unread_count
from umsicht.web.desk.answers import back, here

PAGE = 25


@require_safe
@never_cache
def inbox(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.inbox.view", here(request))
    unread_only = request.GET.get("nur") == "ungelesen"
    context = {
        "page": paginate(
            inbox_of(request.user, unread_only=unread_only), request.GET.get("seite"), size=PAGE
        ),
        "unread": unread_count(request.user),
        "unread_only": unread_only,
    }
    return render(request, "desk/inbox/list.html", context)


@require_safe
@never_cache
def message(request: HttpRequest, tenant: str, message_id: int) -> HttpResponse:
    """One message. Looking writes nothing; the buttons do."""
    require(request.user, "notify.inbox.view", here(request))
    found = message_of(request.user, message_id)
    return render(
        request, "desk/inbox/message.html", {"message": found, "paragraphs": found.text.split("\n\n")}
    )


@require_POST
def mark(request: HttpRequest, tenant: str, message_id: int) -> HttpResponse:
    """Mark as read or unread; `weiter` goes on to what the message is about."""
    require(request.user, "notify.inbox.view", here(request))
    read = request.POST.get("stand") != "ungelesen"
    found = writes.mark(message_id=message_id, read=read, actor=request.user)
    if "weiter" in request.POST and found.url.startswith("/"):
        return redirect(found.url)
    return back(request, "desk_inbox")


@require_POST
def all_read(request: HttpRequest, tenant: str) -> HttpResponse:
    require(request.user, "notify.inbox.view", here(request))
    count = writes.mark_all_read(actor=request.user)
    if count:
        told = ngettext("%(count)s message is now read.", "%(count)s messages are now read.", count)
        messages.success(request, told % {"count": count})
    else:
        messages.info(request, _("There was nothing unread."))
    return back(request, "desk_inbox")
