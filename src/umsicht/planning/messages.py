"""The messages that planning sends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category


def declare() -> None:
    """Called once, when the apps are ready."""
    register(
        MessageType(
            key="planning.plan_address",
            title=_("Address of a year plan"),
            audience=_("Whoever made a year plan and asks for its address"),
            why=_(
                "You get this mail because your address was given on the page of a year plan. It is not kept there."
            ),
            category=Category.NEWS,
            samples={
                "": {
                    "url": "/chemnitz/jahresplan/beispiel-adresse-eines-jahresplans",
                    "year": "2026/27",
                    "forget_on": "2028-01-31",
                },
            },
            sensitive=True,
        ),
    )
