from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "umsicht.planning"
    label = "planning"
