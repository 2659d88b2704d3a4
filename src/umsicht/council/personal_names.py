"""Takes persons' names out of titles that others wrote: what is taken over from outside names offices, not people.

There is no list of names that would be complete. So it goes by the words before a name (titles and offices), and in
matters of persons (who leaves, follows, is elected) also by two capitalised words where only a name can stand.
"""

from __future__ import annotations

import re

HIDDEN = "N. N."
_WORD = r"[A-ZÄÖÜ][a-zäöüßéèáàçćčšžñóô]+"
_NAME = rf"(?:(?:van|von|de|zu)\s+)?{_WORD}(?:[-–]{_WORD})*"
_TITLE = r"(?:(?:Prof\.|Dr\.(?:[ -]Ing\.|[ -]h\.[ ]?c\.)?|Dipl\.-\w+\.?)\s*)"
_OFFICE = (
    r"(?:Ersten?[rms]?\s+|Alt|Ober)?(?:[Bb]ürgermeister(?:in|s)?)|"
    r"(?:Alt|CDU-|SPD-|FDP-|Ehren)?(?:[Ss]tadt|[Oo]rtschafts?|[Gg]emeinde)r(?:at|ats|ates|ätin|äte|äten|ätinnen)|"
    r"Ortsvorsteher(?:in|s)?|Beigeordneten?r?|Stadtdirektor(?:in|s)?|Amtsleiter(?:in|s)?|"
    r"Landr(?:at|ats|ätin)|StRn?|ORn?|OB|EB"
)
_ADDRESS = r"(?:Herrn?|Frau|Eheleuten?|Familie)"
_NEVER = (
    r"(?!(?:Dezernat|Amtszeit|Stellenausschreibung|Wahl|Stadt|Karlsruhe|Durlach|Neureut|Wettersbach|Stupferich|"
    r"Grötzingen|Wolfartsweier|Hohenwettersbach|Gewerbegebiet|Haushalt|Satzung|Antrag|Anfrage|Bericht|Tätigkeitsbericht|"
    r"Beschluss|Sitzung|Ausscheiden|Nachrücken|Bestellung|Ernennung|Berufung|Verpflichtung|Fraktion|Oberbürgermeister\w*|Bürgermeister\w*|Stadtr\w+|Ortschaftsr\w+|Herrn?|Frau|Parteil\w*|Nach\w+)\b)"
)
_AFTER_ADDRESS = re.compile(
    rf"({_ADDRESS}(?:\s+(?:{_OFFICE}))*\s+)((?:{_TITLE})*(?:{_NEVER}{_NAME})(?:\s+{_NEVER}{_NAME}){{0,3}})"
)
_AFTER_TITLE = re.compile(rf"({_TITLE}+)({_NEVER}{_NAME}(?:\s+{_NEVER}{_NAME}){{0,3}})")
_AFTER_OFFICE = re.compile(
    rf"((?:{_OFFICE})\s+)((?:{_TITLE})*(?:{_NEVER}{_NAME})(?:\s+{_NEVER}{_NAME}){{0,2}})"
)
_MATTER = re.compile(
    r"Ausscheiden|Nachrück|Niederlegung|Ruhestand|Zurruhesetzung|Verpflichtung\b|Ehrung\b|Ehrenbürger|Nachruf|Nachfolge|"
    r"Wiederbestellung|Hinderungsgrund|Hinderungsgründe|Mandat"
)
_IN_MATTER = re.compile(
    rf"(\b(?:von|vom|durch|für|und|sowie|der|des|an|bei|:|,)\s+)({_NEVER}{_NAME}\s+{_NEVER}{_NAME})(?=\s*[,;:()/]|\s+[a-zäöü(]|$)"
)


def without_names(text: str) -> str:
    """The text with "N. N." where a person's name stood."""
    found = _AFTER_TITLE.sub(HIDDEN, text)
    found = _AFTER_ADDRESS.sub(rf"\1{HIDDEN}", found)
    found = _AFTER_OFFICE.sub(rf"\1{HIDDEN}", found)
    if _MATTER.search(text):
        found = _IN_MATTER.sub(rf"\1{HIDDEN}", found)
    return re.sub(rf"{re.escape(HIDDEN)}(?:\s+{re.escape(HIDDEN)})+", HIDDEN, found)
