"""Addresses of an enquiry: the form, and the pages behind signed links in mails."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.public.enquiries import answering, asking, experience, own

_ROOT = "<slug:municipality>/anfrage"
_OWN = f"{_ROOT}/meine/<str:token>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("anfrage", asking.choose_town, name="enquiry_towns"),
    path(_ROOT, asking.enquiry, name="enquiry"),
    path(f"{_ROOT}/gesendet", asking.sent, name="enquiry_sent"),
    path(f"{_ROOT}/bestaetigen/<str:token>", asking.confirm, name="enquiry_confirm"),
    path(_OWN, own.own, name="enquiry_own"),
    path(f"{_OWN}/annehmen/<int:reply_id>", own.accept, name="enquiry_accept"),
    path(f"{_OWN}/antworten/<int:reply_id>", own.answer, name="enquiry_answer_question"),
    path(f"{_OWN}/zurueckziehen", own.withdraw, name="enquiry_withdraw"),
    path(f"{_OWN}/absagen", own.call_off, name="enquiry_call_off"),
    path(f"{_OWN}/neuer-link", own.renew, name="enquiry_renew"),
    path(f"{_OWN}/termin.ics", own.calendar, name="enquiry_calendar"),
    path(f"{_ROOT}/antwort/<str:token>", answering.answer, name="enquiry_reply"),
    path(f"{_ROOT}/geantwortet", answering.answered, name="enquiry_replied"),
    path(f"{_ROOT}/termin/<str:token>", answering.calendar, name="enquiry_reply_calendar"),
    path(f"{_ROOT}/erfahrung/<str:token>", experience.experience, name="enquiry_experience"),
    path(f"{_ROOT}/erfahren", experience.told, name="enquiry_told"),
]
