from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceKind(models.TextChoices):
    """What a source's data look like."""

    TABLE = "table", _("table (CSV or Excel)")
    HSDS = "hsds", _("HSDS or Open Referral UK")
    PAGES = "pages", _("Integreat pages")
    PACKAGE = "package", _("package of another Umsicht")


class Rhythm(models.TextChoices):
    NEVER = "never", _("only by hand")
    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")


class ConflictRule(models.TextChoices):
    """Whose word counts when a field was edited here and changed at the source."""

    SOURCE = "source", _("the source wins")
    OURS = "ours", _("our edit wins")
    ASK = "ask", _("a person decides")


class Landing(models.TextChoices):
    DRAFT = "draft", _("as drafts")
    PUBLIC = "public", _("published, if nothing is missing")


class SourceState(models.TextChoices):
    ACTIVE = "active", _("in use")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class ImportState(models.TextChoices):
    RECEIVED = "received", _("file is being checked")
    MAPPING = "mapping", _("columns to assign")
    CHECKING = "checking", _("dry run")
    CHECKED = "checked", _("waiting for your word")
    RUNNING = "running", _("being taken over")
    DONE = "done", _("taken over")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("could not be read")


class Plan(models.TextChoices):
    """What the dry run says of a row."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    REFUSED = "refused", _("refused")
    ASK = "ask", _("to decide")
    SKIPPED = "skipped", _("rejected earlier")


class Outcome(models.TextChoices):
    """What became of a row."""

    WAITING = "waiting", _("not yet taken over")
    WRITTEN = "written", _("taken over")
    REFUSED = "refused", _("refused")
    UNDONE = "undone", _("undone")
    KEPT = "kept", _("not undone")
    NOTHING = "nothing", _("nothing to do")


class RecordKind(models.TextChoices):
    ORGANISATION = "organisation", _("organisation")
    POINT = "point", _("contact point")
    OFFER = "offer", _("prevention offer")


class LinkState(models.TextChoices):
    LINKED = "linked", _("comes from the source")
    VANISHED = "vanished", _("gone at the source")
    ARCHIVED = "archived", _("archived, because it is gone")
    KEPT = "kept", _("kept as our own")
    REJECTED = "rejected", _("rejected")


class QuestionKind(models.TextChoices):
    DUPLICATE = "duplicate", _("possible duplicate")
    CONFLICT = "conflict", _("edited on both sides")


class QuestionState(models.TextChoices):
    OPEN = "open", _("open")
    SAME = "same", _("the same offer")
    MERGED = "merged", _("the same, taken over from the source")
    DIFFERENT = "different", _("two different offers")
    REJECTED = "rejected", _("not wanted here")
    THEIRS = "theirs", _("the source's wording")
    OURS = "ours", _("our wording")
    OUTDATED = "outdated", _("no longer needed")
