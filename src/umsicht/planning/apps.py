from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "umsicht.planning"
    label = "planning"

    def ready(self) -> None:
        from umsicht.planning import messages, rules  # noqa: F401  # reason: app ready
        from umsicht.planning.actions import describe  # reason: app ready

        describe()
        messages.declare()
