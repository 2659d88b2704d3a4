from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "umsicht.ui"
    label = "ui"
