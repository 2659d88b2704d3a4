from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "umsicht.web"
    label = "web"
