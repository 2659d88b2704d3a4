"""Addresses of reports and the chronicle, of a municipality and of the alliance."""

from __future__ import annotations

from django.urls import URLPattern, path

from umsicht.web.public.reports import contribute, figures, views

app_name = "reports"


def _everywhere(prefix: str, suffix: str) -> list[URLPattern]:
    one = f"{prefix}berichte/<slug:code>"
    return [
        path(f"{prefix}berichte", views.listing, name=f"list{suffix}"),
        path(f"{one}.pdf", views.as_pdf, name=f"report_pdf{suffix}"),
        path(f"{one}.docx", views.as_docx, name=f"report_docx{suffix}"),
        path(f"{one}.json", views.as_json, name=f"report_json{suffix}"),
        path(f"{one}/tabellen/<int:number>", views.table, name=f"report_table{suffix}"),
        path(f"{one}/tabellen/<int:number>.csv", views.table_csv, name=f"report_table_csv{suffix}"),
        path(f"{one}/bilder/<int:number>.svg", views.picture, name=f"report_picture{suffix}"),
        path(one, views.report, name=f"report{suffix}"),
        path(f"{prefix}zahlen", figures.page, name=f"figures{suffix}"),
        path(f"{prefix}zahlen.csv", figures.as_csv, name=f"figures_csv{suffix}"),
        path(f"{prefix}zahlen.json", figures.as_json, name=f"figures_json{suffix}"),
        path(f"{prefix}chronik", views.chronicle, name=f"chronicle{suffix}"),
    ]


urlpatterns = [
    *_everywhere("", "_state"),
    *_everywhere("<slug:municipality>/", ""),
    path("<slug:municipality>/beitrag/<str:token>", contribute.contribute, name="contribute"),
]
