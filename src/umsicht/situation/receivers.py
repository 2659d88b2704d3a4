"""New figures mean new pictures; they are drawn before anybody asks."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from umsicht.situation.queries.portals import regions_shown
from umsicht.situation.signals import figures_changed
from umsicht.situation.tasks import draw_ahead


@receiver(figures_changed, dispatch_uid="situation.draw_ahead")
def draw_again(sender: Any, states: set[str], **kwargs: Any) -> None:
    for code in regions_shown():
        if code[:2] in states:
            draw_ahead.enqueue(code)
