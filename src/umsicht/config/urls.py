"""The URL map. Order matters: fixed words first, municipalities' slugs last."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("umsicht.api.urls")),
    path("", include("umsicht.web.urls")),
]

handler400 = "umsicht.web.errors.bad_request"
handler403 = "umsicht.web.errors.permission_denied"
handler404 = "umsicht.web.errors.page_not_found"
handler500 = "umsicht.web.errors.server_error"
