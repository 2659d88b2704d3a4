from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "umsicht.audit"
    label = "audit"

    def ready(self) -> None:
        from umsicht.audit.domain import write  # reason: app ready
        from umsicht.core import journal  # reason: app ready

        journal.set_sink(write)
