"""The messages of saved searches. All go to a bare address, whose owner asked for them by double opt-in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from umsicht.demand.domain.digest import still_true
from umsicht.notify.catalogue import MessageType, register
from umsicht.notify.enums import Category

_TITLE = "„Mobbing“, Klasse 3, in Chemnitz"
_HITS: list[dict[str, Any]] = [
    {
        "id": 1, "why": "new", "day": "2026-11-17", "title": "Stark im Team (Demo)", "provider": "Verein Lichtblick (Demo)",
        "town": "Chemnitz", "url": "/chemnitz/angebote/stark-im-team",
    },
    {
        "id": 2, "why": "changed", "day": "2026-11-16", "title": "Fair im Netz (Demo)", "provider": "Medienwerkstatt (Demo)",
        "town": "Chemnitz", "url": "/chemnitz/angebote/fair-im-netz",
    },
]  # fmt: skip


def _part(title: str, hits: list[dict[str, Any]], more: int = 0) -> dict[str, Any]:
    off = "/chemnitz/suche-merken/abbestellen/x"
    return {
        "uid": "0" * 32,
        "title": title,
        "url": "/chemnitz/angebote?q=Mobbing&klasse=3",
        "off": off,
        "hits": hits,
        "more": more,
    }


_DIGEST = {
    "": {"searches": [_part(_TITLE, _HITS[:1])], "list": "/chemnitz/suche-merken/meine"},
    "two": {
        "searches": [_part(_TITLE, _HITS, more=3), _part("Elternabend in Chemnitz", _HITS[1:])],
        "list": "/chemnitz/suche-merken/meine",
    },
}
_UNTIL = "2026-11-20T12:00:00+01:00"


def declare() -> None:
    """Called once, when the apps are ready."""
    link = "/chemnitz/suche-merken/bestaetigen/x"
    mine = "/chemnitz/suche-merken/meine/x"
    asked = {"title": _TITLE, "frequency": "daily", "changed": False, "url": link, "until": _UNTIL}
    listed = {"already": "", "full": False, "url": mine, "until": _UNTIL}
    ends = {"title": _TITLE, "until": "2026-12-16", "url": "/chemnitz/suche-merken/verlaengern/x"}
    register(
        MessageType(
            key="demand.confirm",
            title=_("Please confirm: mails on new offers"),
            audience=_("Whoever saved a search"),
            why=_("You get this mail because somebody saved a search with this address."),
            category=Category.ACCOUNT,
            samples={"": asked, "changed": asked | {"frequency": "weekly", "changed": True}},
            sensitive=True,
            typed_address=True,
        ),
        MessageType(
            key="demand.manage",
            title=_("Link to the own saved searches"),
            audience=_("Whoever asked for the link to the own saved searches"),
            why=_(
                "You get this mail because somebody asked for the list of searches saved with this address."
            ),
            category=Category.ACCOUNT,
            samples={"": listed, "already": listed | {"already": _TITLE}, "full": listed | {"full": True}},
            sensitive=True,
            typed_address=True,
        ),
        MessageType(
            key="demand.digest",
            title=_("New offers for saved searches"),
            audience=_("Whoever saved a search and confirmed it"),
            why=_("You get this mail because you saved a search and confirmed it."),
            category=Category.NEWS,
            samples=_DIGEST,
            at_sending=still_true,
            sensitive=True,
        ),
        MessageType(
            key="demand.renew",
            title=_("A saved search ends soon"),
            audience=_("Whoever saved a search almost a year ago"),
            why=_("You get this mail because you saved a search and confirmed it."),
            category=Category.NEWS,
            samples={"": ends},
            sensitive=True,
        ),
    )
