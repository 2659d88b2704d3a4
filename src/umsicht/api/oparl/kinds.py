"""The object types of OParl 1.1 with their addresses, and which list of a body holds them."""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "https://schema.oparl.org/1.1/"
LICENCE = "https://www.govdata.de/dl-de/by-2-0"


@dataclass(frozen=True)
class Kind:
    """`path` is the word in an object's address, `listed` the one of the list, `member` the list's name in Body."""

    name: str
    path: str
    listed: str
    member: str
    summary: str
    plural: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("Body", "body", "bodies", "", "Eine Körperschaft", "Körperschaften"),
        Kind(
            "LegislativeTerm",
            "legislative-term",
            "legislative-terms",
            "legislativeTermList",
            "Ein Zeitraum der Arbeit",
            "Zeiträume einer Körperschaft",
        ),
        Kind(
            "Organization",
            "organization",
            "organizations",
            "organization",
            "Ein Gremium",
            "Gremien einer Körperschaft",
        ),
        Kind(
            "Person",
            "person",
            "persons",
            "person",
            "Ein Amt oder eine Organisation mit Sitz",
            "Ämter und Organisationen mit Sitz",
        ),
        Kind("Membership", "membership", "memberships", "membership", "Ein Sitz", "Sitze in allen Gremien"),
        Kind("Meeting", "meeting", "meetings", "meeting", "Eine Sitzung", "Sitzungen einer Körperschaft"),
        Kind(
            "AgendaItem",
            "agenda-item",
            "agenda-items",
            "agendaItem",
            "Ein Tagesordnungspunkt",
            "Tagesordnungspunkte einer Körperschaft",
        ),
        Kind("Paper", "paper", "papers", "paper", "Eine Drucksache", "Drucksachen einer Körperschaft"),
        Kind(
            "Consultation",
            "consultation",
            "consultations",
            "consultation",
            "Eine Beratung",
            "Beratungen einer Körperschaft",
        ),
        Kind("File", "file", "files", "file", "Eine Datei", "Dateien einer Körperschaft"),
        Kind("Location", "location", "locations", "locationList", "Ein Ort", "Orte einer Körperschaft"),
    )
}
SYSTEM = "System"
LISTS_OF_BODY = tuple(kind for kind in KINDS.values() if kind.member)
