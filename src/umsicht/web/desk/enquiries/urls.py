"""Addresses of enquiries and experiences at the desk, their places in the navigation, and what waits."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from umsicht.enquiries.queries.desk import to_answer
from umsicht.enquiries.queries.experiences import waiting_words
from umsicht.tenancy.enums import TenantKind
from umsicht.tenancy.models import Tenant
from umsicht.web.desk import nav
from umsicht.web.desk.enquiries import experiences, lists, one, waiting, words

_TOWN = frozenset({TenantKind.MUNICIPALITY.value})


def _to_answer(request: HttpRequest, tenant: Tenant) -> int:
    return to_answer(request.user, tenant).count()


def _to_check(request: HttpRequest, tenant: Tenant) -> int | None:
    return waiting_words().count() if request.user.has_perm("enquiries.experience.check", tenant) else None


nav.register(
    nav.Entry(
        "enquiries",
        "work",
        _("Enquiries"),
        "desk_enquiries",
        "enquiries.enquiry.list",
        order=20,
        count=_to_answer,
        kinds=_TOWN,
    )
)
nav.register(
    nav.Entry(
        "experiences",
        "offers",
        _("Experiences"),
        "desk_experiences",
        "enquiries.experience.list",
        order=60,
        count=_to_check,
        kinds=_TOWN,
    )
)
waiting.register()
words.register()

_ROOT = "desk/<slug:tenant>/anfragen"
_ONE = f"{_ROOT}/<int:enquiry_id>"
_REPLY = f"{_ROOT}/antworten/<int:reply_id>"
_TOLD = "desk/<slug:tenant>/erfahrungen"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_ROOT, lists.enquiries, name="desk_enquiries"),
    path(f"{_ROOT}/liste.csv", lists.export, name="desk_enquiries_export"),
    path(_ONE, one.enquiry, name="desk_enquiry"),
    path(f"{_ONE}/hinweis", one.note, name="desk_enquiry_note"),
    path(f"{_ONE}/anbieter", one.add, name="desk_enquiry_add"),
    path(f"{_ONE}/beenden", one.close, name="desk_enquiry_close"),
    path(f"{_ONE}/absagen", one.call_off, name="desk_enquiry_call_off"),
    path(f"{_ONE}/termin.ics", one.calendar, name="desk_enquiry_calendar"),
    path(_REPLY, one.answer, name="desk_enquiry_answer"),
    path(f"{_REPLY}/zuruecknehmen", one.take_back, name="desk_enquiry_take_back"),
    path(_TOLD, experiences.experiences, name="desk_experiences"),
    path(f"{_TOLD}/liste.csv", experiences.export, name="desk_experiences_export"),
    path(f"{_TOLD}/<int:experience_id>", experiences.experience, name="desk_experience"),
    path(f"{_TOLD}/<int:experience_id>/pruefen", experiences.check, name="desk_experience_check"),
    path(f"{_TOLD}/<int:experience_id>/antworten", experiences.comment, name="desk_experience_comment"),
]
