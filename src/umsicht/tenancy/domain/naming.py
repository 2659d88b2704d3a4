"""From the official spelling of a place to its name and its address."""

from __future__ import annotations

import re
from collections.abc import Container

from umsicht.core import german
from umsicht.core.text import slugify

# Districts of the Lower Sorbian settlement area: there the official file writes "Deutsch/Dolnoserbski" without blanks.
_LOWER_SORBIAN_DISTRICTS = frozenset({"12052", "12061", "12066", "12071"})
_CITY_ARTS = {"Kreisfreie Stadt": "Kreisfreie Stadt", "Stadtkreis": "Stadtkreis"}
_SAYS_WHAT_IT_IS = re.compile(r"kreis|region|regionalverband", re.IGNORECASE)
# States whose districts are called "Kreis", not "Landkreis".
_PLAIN_KREIS_STATES = frozenset({"01", "05"})
SLUG_LENGTH = 60
_GENDERS = (
    ("f", re.compile(r"(Stadt|Landeshauptstadt|\w*[Gg]emeinde|Region|Städteregion) ")),
    ("n", re.compile(r"Saarland$")),
    ("m", re.compile(r"(Landkreis|Kreis|Regionalverband|Stadtverband) |.*[Kk]reis\b")),
)


def split_names(official: str, district_key: str) -> tuple[str, str]:
    """The everyday name and the second name (Sorbian, Low German) of an official spelling.

    "Bautzen / Budyšin, Stadt" gives ("Bautzen", "Budyšin"); ", Stadt" and other titles after a comma are dropped;
    "Oelsnitz/Erzgeb." is one name.
    """
    plain = official.split(",", 1)[0].strip()
    first, bar, second = plain.partition(" / ")
    if not bar and district_key in _LOWER_SORBIAN_DISTRICTS:
        first, bar, second = plain.partition("/")
    return first.strip(), second.strip()


def district_name(official: str, art: str, state_key: str) -> str:
    """How a district is called in a sentence: "Landkreis Zwickau", "Erzgebirgskreis", "Kreisfreie Stadt Chemnitz"."""
    plain = official.split(",", 1)[0].strip()
    if art in _CITY_ARTS:
        return f"{_CITY_ARTS[art]} {plain}"
    if _SAYS_WHAT_IT_IS.search(plain):
        return plain
    return f"{'Kreis' if state_key in _PLAIN_KREIS_STATES else 'Landkreis'} {plain}"


def _gender(name: str) -> str:
    """ "" for a name that takes no article, such as Zwickau."""
    return next((gender for gender, pattern in _GENDERS if pattern.match(name)), "")


def with_article(name: str, case: str = "nom") -> str:
    """As a German sentence names it: "der Landkreis Zwickau", "dem Vogtlandkreis", "Zwickau"; a genitive needs more."""
    gender = _gender(name)
    return f"{german.definite(gender, case)} {name}" if gender else name


def inside(name: str) -> str:
    """ "in Chemnitz", "im Landkreis Leipzig", "in der Region Hannover"."""
    return {"": "in ", "f": "in der "}.get(_gender(name), "im ") + name


def slug_of(name: str) -> str:
    """ "Görlitz" gives "goerlitz"; what follows a slash ("/Erzgeb.") is left out, other marks become hyphens."""
    return slugify(name.split("/", 1)[0], max_length=SLUG_LENGTH)


def free_slug(name: str, district: str, key: str, taken: Container[str]) -> str:
    """The first address nobody has: with the district's name behind it, the whole name, with the official key."""
    base = slug_of(name)
    short = re.sub(r"^(Landkreis|Kreis|Kreisfreie Stadt|Stadtkreis) ", "", district)
    for words in (f"{base} {short}", name, f"{base[:48]} {key}"):
        candidate = slugify(words, max_length=SLUG_LENGTH)
        if candidate != base and candidate not in taken:
            return candidate
    raise ValueError(f"No address is free for {name} with the key {key}.")
