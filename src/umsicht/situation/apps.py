from django.apps import AppConfig


class SituationConfig(AppConfig):
    name = "umsicht.situation"
    label = "situation"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.situation import receivers, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.situation.actions import ACTIONS  # reason: app ready

        journal.describe(ACTIONS)
