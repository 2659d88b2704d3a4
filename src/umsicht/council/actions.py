"""How the log calls what is done in this package."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "council.body.create": _("body entered"),
    "council.body.change": _("body changed"),
    "council.body.rename": _("body renamed"),
    "council.body.end": _("body ended"),
    "council.body.reopen": _("body taken up again"),
    "council.seat.create": _("seat entered"),
    "council.seat.change": _("seat changed"),
    "council.seat.end": _("seat ended"),
    "council.rules.set": _("rules of procedure entered"),
    "council.rules.correct": _("rules of procedure corrected"),
    "council.holder.create": _("person on a seat entered"),
    "council.holder.change": _("person on a seat changed"),
    "council.holder.end": _("person left a seat"),
    "council.series.create": _("series of meetings entered"),
    "council.series.change": _("series of meetings changed"),
    "council.meeting.create": _("meeting planned"),
    "council.meeting.change": _("meeting changed"),
    "council.item.create": _("agenda item added"),
    "council.item.change": _("agenda item changed"),
    "council.item.move": _("agenda item moved"),
    "council.item.remove": _("agenda item taken off"),
    "council.guest.create": _("guest added"),
    "council.guest.remove": _("guest taken off"),
    "council.reply.give": _("invitation answered"),
    "council.presence.record": _("attendance recorded"),
    "council.minutes.write": _("minutes written"),
    "council.minutes.correct": _("minutes corrected by an addition"),
    "council.recusal.record": _("interest recorded"),
    "council.recusal.lift": _("interest taken back"),
    "council.decision.establish": _("result established"),
    "council.decision.narrow": _("decision made closed"),
    "council.task.create": _("task given"),
    "council.task.change": _("task changed"),
    "council.circular.start": _("circular vote started"),
    "council.ballot.cast": _("vote cast in writing"),
}
