"""What falls due: the list with its export and "remind now", and one offer with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from umsicht.core import clock, csvsafe
from umsicht.core.access import require
from umsicht.core.errors import BadInput
from umsicht.core.paging import paginate
from umsicht.offers.models import Offer
from umsicht.tenancy.models import Tenant
from umsicht.ui.markup import pick, tag
from umsicht.ui.nav import Link
from umsicht.ui.tables import Column, Table
from umsicht.upkeep.domain.reminding import Asked, remind_now
from umsicht.upkeep.enums import FieldGroup
from umsicht.upkeep.interfaces.forms import DueFilterForm
from umsicht.upkeep.policy import Policy
from umsicht.upkeep.queries import due as queries
from umsicht.upkeep.queries import history
from umsicht.upkeep.queries.due import DueOffer
from umsicht.upkeep.queries.policies import policy_of
from umsicht.web.desk.answers import back, csv_file, here

PAGE = 50
MOST_AT_ONCE = 200


def _asked(request: HttpRequest, policy: Policy) -> tuple[DueFilterForm, Any, str]:
    """Filter form, the offers it finds, and the order in force."""
    form = DueFilterForm(request.GET)
    sort = request.GET.get("sortierung", "")
    sort = sort if sort in queries.SORTS else "faellig"
    asked = form.chosen()
    found = queries.at_desk(
        here(request), policy, window=asked["window"], group=asked["group"], text=asked["text"], sort=sort
    )
    return form, found, sort


@require_safe
@never_cache
def due(request: HttpRequest, tenant: str) -> HttpResponse:
    """Filter, order and page stand in the address."""
    require(request.user, "upkeep.due.view", here(request))
    policy = policy_of(here(request))
    form, found, sort = _asked(request, policy)
    page = paginate(found, request.GET.get("seite"), size=PAGE)
    may_send = request.user.has_perm("upkeep.reminder.send", here(request))
    export = f"{reverse('desk_upkeep_export', kwargs={'tenant': tenant})}?{request.GET.urlencode()}"
    table = _table(request, page.items, policy, sort, choose=may_send)
    context = {"form": form, "page": page, "table": table, "may_send": may_send, "export": export}
    return render(request, "desk/upkeep/list.html", context)


def _table(request: HttpRequest, offers: Iterable[Any], policy: Policy, sort: str, *, choose: bool) -> Table:
    unreached = history.without_address(here(request))
    rows = _rows(here(request), queries.listed(offers), policy, unreached, choose=choose)
    columns = [
        Column(_("Offer"), sort="angebot"),
        Column(_("Provider"), sort="anbieter"),
        Column(_("What is due")),
        Column(_("Due on"), sort="faellig"),
        Column(_("Where it stands")),
    ]
    return Table(_("What falls due"), columns, rows, sorted_by=sort, query=request.GET, caption_hidden=True)


def _rows(
    tenant: Tenant, found: Iterable[DueOffer], policy: Policy, unreached: Any, *, choose: bool
) -> Iterator[Sequence[Any]]:
    today = clock.today()
    for item in found:
        offer = item.offer
        url = reverse("desk_upkeep_offer", kwargs={"tenant": tenant.slug, "offer_id": offer.pk})
        link = format_html('<a href="{}">{}</a>', url, offer.title)
        if choose:
            words = _("Remind %(name)s") % {"name": f"{offer.provider.name}: {offer.title}"}
            link = pick("anbieter", offer.provider_id, words, link)
        note = reverse("desk_upkeep_note", kwargs={"tenant": tenant.slug, "provider_id": offer.provider_id})
        provider = format_html('<a href="{}">{}</a>', note, offer.provider.name)
        standing = _standing(item, policy, unreached=offer.provider_id in unreached)
        day = format_html(
            "{} {}", f"{item.due_on:%d.%m.%Y}", tag(_("overdue"), "warn") if item.due_on < today else ""
        )
        yield [link, provider, ", ".join(item.labels), day, standing]


def _standing(item: DueOffer, policy: Policy, *, unreached: bool) -> Any:
    standing, hides_on = item.standing, queries.hides(item, policy)
    if standing.hidden_on:
        return _tagged(_("hidden"), "bad", _("since %(day)s") % {"day": f"{standing.hidden_on:%d.%m.%Y}"})
    if standing.lowered_on:
        text = _("since %(day)s") % {"day": f"{standing.lowered_on:%d.%m.%Y}"}
        if hides_on:
            text = _("%(since)s, hidden on %(day)s") % {"since": text, "day": f"{hides_on:%d.%m.%Y}"}
        return _tagged(_("ranks lower"), "warn", text)
    if unreached and standing.asked_on:
        return _tagged(_("no address"), "warn", _("please telephone"))
    if standing.again_on:
        return _("asked twice, last on %(day)s") % {"day": f"{standing.again_on:%d.%m.%Y}"}
    return _("asked on %(day)s") % {"day": f"{standing.asked_on:%d.%m.%Y}"} if standing.asked_on else ""


def _tagged(word: str, kind: str, rest: str) -> Any:
    """A short tag, and what belongs to it as text that may break: tags don't, and phones are narrow."""
    return format_html('{} <span class="um-meta">{}</span>', tag(word, kind), rest)


@require_safe
@never_cache
def as_csv(request: HttpRequest, tenant: str) -> HttpResponse:
    """The whole list as filtered."""
    require(request.user, "upkeep.due.view", here(request))
    _form, found, _sort = _asked(request, policy_of(here(request)))
    headings = (
        "Angebot",
        "Anbieter",
        "Fällig",
        "Fällig am",
        "Gefragt am",
        "Noch einmal am",
        "Weiter unten seit",
        "Ausgeblendet seit",
    )
    body = csvsafe.write(headings, (_cells(item) for item in queries.listed(found)))
    return csv_file(body, "faellige-angebote", here(request))


def _cells(item: DueOffer) -> tuple[Any, ...]:
    s = item.standing
    return (
        item.offer.title,
        item.offer.provider.name,
        ", ".join(item.labels),
        item.due_on,
        s.asked_on,
        s.again_on,
        s.lowered_on,
        s.hidden_on,
    )


@require_POST
def remind(request: HttpRequest, tenant: str) -> HttpResponse:
    """One mail each to the chosen providers, at once. Who got one within a week gets none."""
    require(request.user, "upkeep.reminder.send", here(request))
    ids = {
        int(text)
        for text in request.POST.getlist("anbieter")
        if text.isascii() and text.isdigit() and len(text) < 18
    }
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        raise BadInput(_("Please choose 1 to %(most)s offers.") % {"most": MOST_AT_ONCE})
    done = remind_now(providers=queries.providers_at_desk(ids), actor=request.user)
    messages.info(request, " ".join(_told(done)))
    return back(request, "desk_upkeep")


def _told(done: Asked) -> Iterator[str]:
    yield ngettext("%(count)s mail is under way.", "%(count)s mails are under way.", done.sent) % {
        "count": done.sent
    }
    if done.too_soon:
        yield ngettext(
            "%(count)s provider was asked within a week already.",
            "%(count)s providers were asked within a week already.",
            done.too_soon,
        ) % {"count": done.too_soon}
    if done.unreachable:
        yield ngettext(
            "%(count)s provider has no address: please telephone.",
            "%(count)s providers have no address: please telephone.",
            done.unreachable,
        ) % {"count": done.unreachable}
    if done.nothing_due:
        yield ngettext(
            "Of %(count)s provider nothing is due.",
            "Of %(count)s providers nothing is due.",
            done.nothing_due,
        ) % {"count": done.nothing_due}


@require_safe
@never_cache
def offer(request: HttpRequest, tenant: str, offer_id: int) -> HttpResponse:
    """One offer: its groups, how the asking stands, and what was said when, by which way."""
    require(request.user, "upkeep.due.view", here(request))
    found = history.offer_with_states(offer_id)
    return render(request, "desk/upkeep/offer.html", _offer_context(request, found))


def _offer_context(request: HttpRequest, found: Offer) -> dict[str, Any]:
    root = reverse("desk_upkeep", kwargs={"tenant": here(request).slug})
    return {
        "offer": found,
        "round": getattr(found, "asking_round", None),
        "states": _state_table(history.states_of(found)),
        "history": _history_table(history.history_of(found)),
        "reminders": history.reminders_of(found.provider)[:10],
        "may_note": request.user.has_perm("upkeep.answer.note", found.provider),
        "crumbs": [Link(_("Keep current"), root), Link(found.title, "")],
    }


def _state_table(states: Iterable[Any]) -> Table:
    rows = [
        [row.get_group_display(), row.confirmed_on, row.get_confirmed_by_display(), row.due_on]
        for row in states
    ]
    columns = [Column(_("Group")), Column(_("Confirmed on")), Column(_("By")), Column(_("Due on"))]
    return Table(_("How fresh each part is"), columns, rows, caption_hidden=True)


def _history_table(found: Sequence[Any]) -> Table | None:
    rows = [
        [
            row.on,
            row.get_by_display(),
            ", ".join(str(FieldGroup(group).label) for group in row.groups if group in FieldGroup.values),
            _("yes") if row.corrected else _("no"),
            row.how,
            str(row.person) if row.person else "",
        ]
        for row in found
    ]
    columns = [
        Column(_("On")),
        Column(_("By")),
        Column(_("What")),
        Column(_("Corrected")),
        Column(_("How")),
        Column(_("Who")),
    ]
    return Table(_("History"), columns, rows, caption_hidden=True) if rows else None
