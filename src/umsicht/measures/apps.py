from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "umsicht.measures"
    label = "measures"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.measures import receivers, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.measures.actions import ACTIONS  # reason: app ready
        from umsicht.measures.interfaces.search_measures import register_all  # reason: app ready

        register_all()
        journal.describe(ACTIONS)
