from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "umsicht.upkeep"
    label = "upkeep"
