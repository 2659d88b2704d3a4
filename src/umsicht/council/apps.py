from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "umsicht.council"
    label = "council"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.council import messages, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.council.actions import ACTIONS  # reason: app ready

        journal.describe(ACTIONS)
        messages.declare()
