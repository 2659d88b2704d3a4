from __future__ import annotations

from django.db import models


class IndexChange(models.Model):
    """One row of the change log: this object has to be read again by every host's index. Written inside the caller's transaction.

    The log is plumbing of the whole instance, like a queue, and not owned by a tenant: `tenant_id` only says whose write it was.
    `xid` is PostgreSQL's transaction number; with it the writer notices transactions that commit out of order (0 on SQLite,
    which has one writer at a time).
    """

    kind = models.CharField(max_length=32)
    object_id = models.PositiveBigIntegerField()
    tenant_id = models.PositiveBigIntegerField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    xid = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["xid", "id"], name="search_change_xid")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class IndexEpoch(models.Model):
    """One row: the identity of this change log. An index that followed another one (a new database, say) is built anew."""

    token = models.CharField(max_length=32)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.token
