"""Writes to papers. The log never keeps their texts: a paper may be closed, and others read the log."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.utils.translation import gettext as _

from umsicht.core import clock, journal
from umsicht.core.access import require
from umsicht.core.errors import BadInput, Conflict
from umsicht.core.meanwhile import hold
from umsicht.core.text import one_line, slugify
from umsicht.council.enums import PaperKind, PaperState
from umsicht.council.models import Paper
from umsicht.directory.domain.writing import amend, checked, free_slug, only_known
from umsicht.tenancy.models import Tenant

FIELDS = frozenset(
    {
        "kind", "subject", "submitter", "department", "dated", "precision", "text", "motion", "questions", "answers",
        "due_on", "external_url", "is_demo", "source",
    }
)  # fmt: skip
PREFIXES = {
    PaperKind.INFORMATION: "I",
    PaperKind.DECISION: "B",
    PaperKind.MOTION: "BA",
    PaperKind.INQUIRY: "RA",
    PaperKind.RESOLUTION: "B",
}
"""How the numbers of a kind begin; a decision of the town council has the number of the paper it goes back to."""
MOST_QUESTIONS = 60
_SERIAL = re.compile(r"([A-Z]+)-0*([0-9]{1,6})/([0-9]{4})")


@transaction.atomic
def create_paper(*, tenant: Tenant, actor: Any, number: str = "", **values: Any) -> Paper:
    """A draft. Without a number it gets the next one of its kind and year ("I-051/2026"), which it keeps.

    Raises BadInput (nothing written) also for a number that is taken; NotAllowed.
    """
    only_known(values, FIELDS)
    paper = Paper(tenant=tenant, **values)
    require(actor, "council.paper.change", paper)
    hold(tenant)  # two papers at once must not get the same number
    paper.number = one_line(number) or _next_number(paper)
    if Paper.objects.filter(number__iexact=paper.number).exists():
        raise BadInput(_("There is a paper with the number %(number)s already.") % {"number": paper.number})
    wanted = slugify(paper.number, max_length=55) or "vorlage"
    paper.slug = free_slug(wanted, lambda slug: Paper.objects.filter(slug=slug).exists())
    _check(paper)
    paper.save(force_insert=True)
    journal.record(
        "council.paper.create", paper, actor=actor, after={"number": paper.number, "kind": paper.kind}
    )
    return paper


def _next_number(paper: Paper) -> str:
    """One more than the highest that was ever given: numbers of withdrawn papers don't come back."""
    prefix = PREFIXES[PaperKind(paper.kind)] if paper.kind in PaperKind.values else "V"
    year = (paper.dated or clock.today()).year
    given = Paper.objects.filter(number__startswith=f"{prefix}-", number__endswith=f"/{year}")
    serials = [
        int(found[2])
        for number in given.order_by().values_list("number", flat=True)
        if (found := _SERIAL.fullmatch(number)) and found[1] == prefix
    ]
    return f"{prefix}-{max(serials, default=0) + 1:03d}/{year}"


@transaction.atomic
def change_paper(*, paper: Paper, actor: Any, reason: str = "", stamp: str = "", **values: Any) -> bool:
    """Set what differs; False when nothing does.

    With the `stamp` of the form, raises ChangedMeanwhile for fields that somebody else has changed too; Conflict for a
    paper that was withdrawn.
    """
    only_known(values, FIELDS)
    require(actor, "council.paper.change", paper)
    hold(paper)
    if paper.state == PaperState.WITHDRAWN:
        raise Conflict(_("This paper was withdrawn. Please take it up again first."))
    log: dict[str, Any] = {"actor": actor, "reason": reason, "secret": FIELDS}
    return bool(amend(paper, values, "council.paper.change", stamp=stamp, check=_check, **log))


def _check(paper: Paper) -> None:
    """Raises BadInput: lengths, questions in their form, and no paper that answers itself or one of another town."""
    checked(paper, {"text": MaxLengthValidator(60_000), "motion": MaxLengthValidator(5_000)})
    if len(paper.questions) > MOST_QUESTIONS:
        raise BadInput(_("A paper can ask at most %(most)s questions.") % {"most": MOST_QUESTIONS})
    if not all(_is_question(one) for one in paper.questions):
        raise BadInput(_("A question has 1 to 1,000 characters."))
    if paper.answers is not None and (
        paper.answers.tenant_id != paper.tenant_id or (paper.pk and paper.answers_id == paper.pk)
    ):
        raise BadInput(_("A paper can only answer another one of the same town."))


def _is_question(one: Any) -> bool:
    return isinstance(one, Mapping) and set(one) == {"code", "text"} and 0 < len(str(one["text"])) <= 1000
