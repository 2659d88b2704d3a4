"""Addresses of the message catalogue and the outbox, for who runs the instance."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from umsicht.web.desk.mails import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/ops/mails", views.catalogue, name="ops_mails"),
    path("desk/ops/mails/ausgang/<int:mail_id>/erneut", views.send_again, name="ops_mail_send_again"),
    path("desk/ops/mails/<str:key>", views.message, name="ops_mail"),
    path("desk/ops/mails/<str:key>/html", views.html, name="ops_mail_html"),
]
