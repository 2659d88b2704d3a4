from django.apps import AppConfig


class DemandConfig(AppConfig):
    name = "umsicht.demand"
    label = "demand"
