from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "umsicht.council"
    label = "council"

    def ready(self) -> None:
        from umsicht.core import journal  # reason: app ready
        from umsicht.council import (  # noqa: F401  # reason: app ready
            document_procedure,
            messages,
            paper_procedure,
            personal,
            receivers,
            rules,
            transitions,
        )
        from umsicht.council.actions import ACTIONS  # reason: app ready
        from umsicht.council.interfaces.search_papers import register_all  # reason: app ready

        register_all()
        journal.describe(ACTIONS)
        messages.declare()
        personal.register()
