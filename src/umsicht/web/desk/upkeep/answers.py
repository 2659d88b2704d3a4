"""Noting what a provider said on the telephone: the same page as behind the mail's link, and how it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.directory.models import Organisation
from umsicht.notify.domain import links
from umsicht.ui.nav import Link
from umsicht.upkeep.domain.answers import Answered, note_answer
from umsicht.upkeep.domain.reminding import PURPOSE
from umsicht.upkeep.interfaces.answer_form import AnswerForm, NotedAnswerForm
from umsicht.upkeep.models import Reminder
from umsicht.upkeep.queries.due import due_of, provider_at_desk
from umsicht.upkeep.queries.history import reminders_of
from umsicht.upkeep.queries.policies import policy_of
from umsicht.web.answers import posted
from umsicht.web.desk.answers import back, here


@never_cache
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, tenant: str, provider_id: int) -> HttpResponse:
    """What is due of one provider. A note needs how the provider was asked."""
    require(request.user, "upkeep.answer.note", here(request))
    provider = provider_at_desk(provider_id)
    policy = policy_of(here(request))
    form = NotedAnswerForm(posted(request), due=due_of(provider, policy))
    taken = take(
        form,
        lambda: note_answer(
            provider=provider, answer=form.answer(), how=form.cleaned_data["how"], actor=request.user
        ),
        lambda: NotedAnswerForm(None, due=due_of(provider, policy)),
    )
    if taken.done is None:
        return _page(request, provider, taken)
    messages.success(request, told(taken.done))
    return back(request, "desk_upkeep")


@dataclass(frozen=True)
class Taken:
    """What came of a form: done, or shown again with its status and problem."""

    form: AnswerForm
    status: int = 200
    problem: str = ""
    done: Answered | None = None


def take(form: AnswerForm, act: Callable[[], Answered], fresh: Callable[[], AnswerForm]) -> Taken:
    """Act on a valid form; after a conflict the form shows the new values."""
    if not form.is_bound or not form.is_valid():
        return Taken(form, 400 if form.is_bound else 200)
    try:
        return Taken(form, done=act())
    except Conflict as error:
        return Taken(fresh(), 409, error.message)
    except BadInput as error:
        return Taken(form, 400, error.message)


def _demo_link(reminders: Sequence[Reminder]) -> str:
    """In a demonstration nobody reads mails: the link of the last one stands here. Nowhere else, it is a key."""
    waiting = [reminder for reminder in reminders[:1] if reminder.answered_at is None and reminder.to_email]
    token = links.still_open(purpose=PURPOSE, subject=waiting[0].pk) if waiting and settings.DEMO else ""
    return (
        reverse("public_confirm", kwargs={"municipality": waiting[0].tenant.slug, "token": token})
        if token
        else ""
    )


def told(done: Answered) -> str:
    text = ngettext(
        "Thank you. %(count)s offer is confirmed.",
        "Thank you. %(count)s offers are confirmed.",
        done.confirmed,
    ) % {"count": done.confirmed}
    if done.ended:
        text += " " + ngettext("%(count)s offer has ended.", "%(count)s offers have ended.", done.ended) % {
            "count": done.ended
        }
    return text


def _page(request: HttpRequest, provider: Organisation, taken: Taken) -> HttpResponse:
    root = reverse("desk_upkeep", kwargs={"tenant": here(request).slug})
    context = {
        "provider": provider,
        "form": taken.form,
        "problem": taken.problem,
        "reminders": (reminders := reminders_of(provider)[:10]),
        "demo_link": _demo_link(reminders),
        "crumbs": [Link(_("Keep current"), root), Link(provider.name, "")],
    }
    return render(request, "desk/upkeep/note.html", context, status=taken.status)
