from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What kind of body it is; all of them come up in the papers of prevention councils."""

    COUNCIL = "council", _("prevention council")
    STEERING = "steering-group", _("steering group")
    REVIEW_BOARD = "review-board", _("review board")
    WORKING_GROUP = "working-group", _("working group")
    EXPERT_CIRCLE = "expert-circle", _("expert circle")
    ACCOMPANYING = "accompanying", _("accompanying body")
    ADVISORY = "advisory", _("advisory board")
    OFFICE = "office", _("office of a body")
    COMMITTEE = "council-committee", _("committee of the town council")
    CITY_COUNCIL = "city-council", _("town council")


class BodyLink(models.TextChoices):
    """How a body stands to the one above it."""

    BELOW = "below", _("is part of it")
    ATTACHED = "attached", _("is attached to it")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("meets in public")
    MIXED = "mixed", _("meets partly in public")
    CLOSED = "closed", _("meets behind closed doors")


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    CO_CHAIR = "co-chair", _("co-chair")
    DEPUTY_CHAIR = "deputises-chair", _("deputises for the chair")
    MEMBER = "member", _("member")
    ADVISER = "adviser", _("advising member")


class Vote(models.TextChoices):
    """Whether a seat votes; often no source says so, and then nothing is guessed."""

    YES = "yes", _("votes")
    NO = "no", _("advises without a vote")
    UNKNOWN = "unknown", _("not known whether it votes")


class Precision(models.TextChoices):
    """How exactly a day is known; of "1998" the day and month are placeholders and never shown."""

    DAY = "day", _("exact to the day")
    MONTH = "month", _("exact to the month")
    YEAR = "year", _("only the year")


class DocumentKind(models.TextChoices):
    """What a document of a body is; the first three are what it rests on and works by."""

    FOUNDING = "founding", _("founding decision")
    AGREEMENT = "agreement", _("signed agreement")
    RULES = "rules", _("text of the rules of procedure")
    OTHER = "other", _("other document")


class DocumentState(models.TextChoices):
    KEPT = "kept", _("in the file")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Quorum(models.TextChoices):
    """How many seats that vote must be there before a body may decide."""

    NONE = "none", _("no quorum")
    HALF = "half", _("at least half of the seats")
    MAJORITY = "majority", _("more than half of the seats")
    NUMBER = "number", _("a fixed number of seats")


class Majority(models.TextChoices):
    """What a motion needs. Abstentions and invalid votes never count as cast."""

    SIMPLE = "simple", _("more yes than no")
    ALL_SEATS = "all-seats", _("more than half of all seats")
    TWO_THIRDS = "two-thirds", _("two thirds of the votes cast")
    CONSENSUS = "consensus", _("no vote against it")


class Tie(models.TextChoices):
    REJECTED = "rejected", _("the motion is rejected")
    CHAIR = "chair", _("the chair's vote decides")


class Deputising(models.TextChoices):
    NAMED = "named", _("only deputies who are named")
    ANY = "any", _("anyone the office sends")
    NONE = "none", _("nobody deputises")


class HolderKind(models.TextChoices):
    HOLDER = "holder", _("holds the seat")
    DEPUTY = "deputy", _("deputises")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("being prepared")
    INVITED = "invited", _("invited")
    RUNNING = "running", _("taking place")
    HELD = "held", _("held")
    APPROVED = "approved", _("minutes approved")
    CANCELLED = "cancelled", _("called off")


class Mode(models.TextChoices):
    ON_SITE = "on-site", _("on site")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class ItemKind(models.TextChoices):
    REPORT = "report", _("report")
    DECISION = "decision", _("decision")
    TALK = "talk", _("discussion")
    MINUTES = "minutes", _("minutes of an earlier meeting")


class ItemVisibility(models.TextChoices):
    PUBLIC = "public", _("public")
    CLOSED = "closed", _("not public")


class ItemState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DEFERRED = "deferred", _("put off")


class Reply(models.TextChoices):
    NONE = "", _("no answer yet")
    COMES = "comes", _("comes")
    DEPUTY = "deputy", _("sends a deputy")
    DECLINED = "declined", _("can't come")


class Presence(models.TextChoices):
    UNKNOWN = "", _("not recorded")
    PRESENT = "present", _("present")
    DEPUTY = "deputy", _("a deputy is present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class Interest(models.TextChoices):
    """Why somebody takes no part in an item (compare § 20 SächsGemO)."""

    PERSONAL = "personal", _("personal interest")
    ORGANISATION = "organisation", _("interest of the own organisation")


class VoteMethod(models.TextChoices):
    OPEN = "open", _("open, by show of hands")
    NAMED = "named", _("by name")
    SECRET = "secret", _("secret")
    CIRCULAR = "circular", _("in writing, without a meeting")
    NONE = "none", _("agreed without a vote")


class Ballot(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    ABSTAIN = "abstain", _("abstention")


class Outcome(models.TextChoices):
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("rejected")


class TaskState(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


class CircularState(models.TextChoices):
    OPEN = "open", _("being voted on")
    DECIDED = "decided", _("decided")
    CANCELLED = "cancelled", _("called off")


class PaperKind(models.TextChoices):
    INFORMATION = "information", _("information paper")
    DECISION = "decision", _("decision paper")
    MOTION = "motion", _("motion")
    INQUIRY = "inquiry", _("councillor's question")
    RESOLUTION = "resolution", _("decision of the town council")


class PaperState(models.TextChoices):
    DRAFT = "draft", _("draft")
    RELEASED = "released", _("released")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ReferralRole(models.TextChoices):
    """What a body is to do with a paper."""

    NOTE = "note", _("to take note")
    ADVISE = "advise", _("to advise")
    DECIDE = "decide", _("to decide")
