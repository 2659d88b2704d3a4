from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

_CONSENT = "Art. 6 Abs. 1 Buchst. a DSGVO"

PRIVACY = {
    "demand.Subscriber": Declaration(
        personal=True,
        purpose="Per E-Mail über neue Angebote zu einer gemerkten Suche informieren. Dafür wird die Adresse gebraucht, "
        "sonst nichts von der Person.",
        retention="Bis die letzte gemerkte Suche der Adresse endet. Unbestätigte Adressen werden nach 48 Stunden gelöscht.",
        erasure="Ein Klick in jeder E-Mail beendet die Suche; mit der letzten Suche wird die Adresse gelöscht.",
        legal_basis=_CONSENT,
    ),
    "demand.SavedSearch": Declaration(
        personal=True,
        purpose="Die Suche wiederholen, um die eine Adresse gebeten hat. Gespeichert ist nur die Adresse der Suchseite.",
        retention="Zwölf Monate ab Bestätigung, danach gelöscht, wenn niemand verlängert. Unbestätigt 48 Stunden.",
        erasure="Sofort nach dem Abbestellen, mit allem, was dazu gespeichert ist.",
        legal_basis=_CONSENT,
    ),
    "demand.ToldHit": Declaration(
        personal=True,
        purpose="Kein Angebot zweimal melden.",
        retention="Solange die gemerkte Suche besteht.",
        erasure="Mit der gemerkten Suche.",
        legal_basis=_CONSENT,
    ),
    "demand.GapCount": NO_PERSONAL_DATA,
    "demand.SpoolBatch": NO_PERSONAL_DATA,
}
