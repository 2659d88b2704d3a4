from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "umsicht.measures"
    label = "measures"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.measures import rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.measures.actions import ACTIONS  # reason: app ready

        journal.describe(ACTIONS)
