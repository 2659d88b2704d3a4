from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "umsicht.audit"
    label = "audit"

    def ready(self) -> None:
        from umsicht.accounts import personal_data  # reason: app ready
        from umsicht.audit import rules  # noqa: F401  # reason: app ready
        from umsicht.audit.domain import keeping  # reason: app ready
        from umsicht.audit.domain.journal import write, write_many  # reason: app ready
        from umsicht.audit.guards import install_after_migrate  # reason: app ready
        from umsicht.core import journal  # reason: app ready

        journal.set_sink(write, write_many)
        post_migrate.connect(install_after_migrate, sender=self, dispatch_uid="audit.guards")
        personal_data.register(
            "protokoll",
            title="Was das Protokoll von Ihnen festhält",
            export=keeping.export_events,
            erase=keeping.erase_events,
        )
