"""Which authority stands behind an office, so that each counts once however a seat, unit or partner was written down."""

from __future__ import annotations

import re
from collections.abc import Iterable

from umsicht.directory.models import Organisation

_HEAD = re.compile(
    r"^(?:(?:Amts|Dienststellen|Behörden)?leitung|Leiterin oder Leiter|Präsidentin oder Präsident|Direktorin oder Direktor)"
    r" (?P<article>der|des) (?P<rest>[A-ZÄÖÜ].*)$",
    re.IGNORECASE,
)


class Authorities:
    """The names of the directory, read once. Needs the scope of the tenant."""

    def __init__(self, names: Iterable[str] | None = None) -> None:
        found = Organisation.objects.order_by("pk").values_list("name", flat=True) if names is None else names
        self._names = list(dict.fromkeys(found))
        self._exact = {name.casefold(): name for name in self._names}
        self._known: dict[str, str] = {}

    def behind(self, office: str) -> str:
        """The organisation whose head this is, by its entry in the directory where it has one, else by its own name."""
        if office not in self._known:
            self._known[office] = self._find(office)
        return self._known[office]

    def _find(self, office: str) -> str:
        head = _HEAD.match(office)
        spelled = [office, *(_nominatives(head["article"], head["rest"]) if head else ())]
        for name in spelled:
            entry = self._entry(name)
            if entry:
                return entry
        return head["rest"] if head and head["article"].casefold() == "der" else office

    def _entry(self, name: str) -> str:
        """The entry that is called so, or the only one in whose name it stands as whole words."""
        if name.casefold() in self._exact:
            return self._exact[name.casefold()]
        whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        inside = [one for one in self._names if whole.search(one)]
        return inside[0] if len(inside) == 1 else ""


def _nominatives(article: str, rest: str) -> list[str]:
    """ "des Jugendamtes" is the Jugendamt; "der Polizeidirektion" stays as it is."""
    if article.casefold() == "der":
        return [rest]
    word, space, more = rest.partition(" ")
    return [f"{word[: len(word) - cut]}{space}{more}" for cut in (0, 1, 2) if cut == 0 or word.endswith("s")]
