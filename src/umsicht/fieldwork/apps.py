from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    name = "umsicht.fieldwork"
    label = "fieldwork"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.fieldwork import rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.fieldwork.actions import ACTIONS  # reason: app ready

        journal.describe(ACTIONS)
