from django.urls import path

from umsicht.web.ops import views

app_name = "ops"
urlpatterns = [
    path("desk/ops/komponenten", views.components, name="components"),
    path("gesundheit", views.health, name="health"),
    path("metrics", views.metrics, name="metrics"),
]
