"""What the council's records can say in a report. Sentences: data/bausteine.yaml."""

from django.utils.translation import gettext_lazy as _

from umsicht.core.evidence import Witness
from umsicht.council.interfaces.evidence import bodies, meetings, papers, state

PROVIDERS = (
    Witness(
        "council.motions", _("Motions with questions and what answered them"),
        _("a motion in the papers of the town council, with its questions"), papers.motions,
    ),
    Witness(
        "council.papers", _("Papers in the bodies"), _("papers with a route through the bodies"), papers.listing,
    ),
    Witness(
        "council.founding", _("Founding, basis and names of the prevention council"),
        _("the prevention council among the bodies, with its basis"), bodies.founding,
    ),
    Witness(
        "council.seats", _("Seats, chair and who deputises"), _("seats of the prevention council"), bodies.seats,
    ),
    Witness(
        "council.structure", _("Structure of the bodies as a drawing"), _("bodies with what stands above them"),
        bodies.structure,
    ),
    Witness(
        "council.groups", _("Working groups and attached bodies"), _("working groups among the bodies"), bodies.groups,
    ),
    Witness(
        "council.board", _("Steering group: basis, members, tasks"),
        _("a steering group or review board among the bodies"), bodies.boards,
    ),
    Witness(
        "council.meetings", _("Meetings, decisions and attendance"), _("meetings that were held, with minutes"),
        meetings.meetings,
    ),
    Witness(
        "council.decisions", _("Decisions with their wording"), _("decisions of the bodies"), meetings.decisions,
    ),
    Witness(
        "council.situation", _("Situation meetings of police and order office"),
        _("a series of situation meetings that is shown on the portal"), meetings.situation,
    ),
    Witness(
        "council.state", _("Working groups of the state with the towns in them"),
        _("bodies of the state office, with seats"), state.groups,
    ),
)  # fmt: skip
