from __future__ import annotations

from django.conf import settings

from umsicht.audit.domain.retention import expire_events
from umsicht.audit.guards import MIN_RETENTION_DAYS
from umsicht.core.tasks import daily, task


@daily(at="04:10")
@task(retries=1)
def expire_old_events() -> int:
    """Never less than a year, whatever the setting says: the database would refuse."""
    return expire_events(older_than_days=max(settings.AUDIT_RETENTION_DAYS, MIN_RETENTION_DAYS), actor=None)
