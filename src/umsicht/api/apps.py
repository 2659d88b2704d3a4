from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "umsicht.api"
    label = "api"
