"""The steps of the guided form in their order, and how far an offer has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from umsicht.offers.interfaces.row_steps import Costs, Lessons
from umsicht.offers.interfaces.steps import Contact, Content, Place, StepForm, What
from umsicht.offers.models import Offer


@dataclass(frozen=True)
class FormStep:
    """`slug` stands in the address; `form` None: a page with parts of its own. `needs`: fields that publication asks for."""

    slug: str
    title: Any
    form: type[StepForm] | None
    needs: tuple[str, ...] = ()


STEPS = (
    FormStep("was", gettext_lazy("What and for whom"), What, ("problem_fields", "audiences", "formats")),
    FormStep("inhalt", gettext_lazy("Content"), Content, ("description",)),
    FormStep("ort", gettext_lazy("Where and when"), Place, ("place_modes",)),
    FormStep("kosten", gettext_lazy("Costs and booking"), Costs, ("costs",)),
    FormStep("kontakt", gettext_lazy("Contact"), Contact),
    FormStep("unterricht", gettext_lazy("Lessons"), Lessons),
    FormStep("dateien", gettext_lazy("Pictures and documents"), None),
    FormStep("absenden", gettext_lazy("Check and send"), None),
)
BY_SLUG = {step.slug: step for step in STEPS}


def step_of_field(name: str) -> str:
    """In which step a field stands."""
    for step in STEPS:
        if step.form is not None and (name in step.form.names or name == getattr(step.form, "list_name", "")):
            return step.slug
    return STEPS[0].slug


def is_done(step: FormStep, offer: Offer) -> bool:
    """What publication needs of this step is there."""
    if "problem_fields" in step.needs and not (offer.problem_fields or offer.topics):
        return False
    return all(getattr(offer, name) for name in step.needs if name != "problem_fields")
