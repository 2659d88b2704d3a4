from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "umsicht.reporting"
    label = "reporting"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.reporting import messages, rules, transitions  # noqa: F401  # reason: app ready
        from umsicht.reporting.actions import ACTIONS  # reason: app ready

        messages.declare()
        journal.describe(ACTIONS)
