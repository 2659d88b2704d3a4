from umsicht.core.privacy import Declaration

_BASIS = "Art. 6 Abs. 1 Buchst. e DSGVO"

PRIVACY = {
    "fieldwork.PatrolShift": Declaration(
        personal=False,
        purpose="Gemeinsame Streifen: Tag, Zeit, Gebiete und Stunden. Nur für die Arbeit am Desk.",
    ),
    "fieldwork.PatrolUnit": Declaration(
        personal=False, purpose="Welche Einheiten mit wie vielen Kräften dabei waren; keine Namen."
    ),
    "fieldwork.Observation": Declaration(
        personal=False, purpose="Gezählte Anlässe einer Streife nach Art und Ort; keine Angaben zu Personen."
    ),
    "fieldwork.FollowUp": Declaration(
        personal=False, purpose="Was nach einer Streife welches Amt bis wann tut."
    ),
    "fieldwork.PatrolMonth": Declaration(personal=False, purpose="Monatszahlen gemeinsamer Streifen."),
    "fieldwork.Inspection": Declaration(
        personal=False, purpose="Ortsbegehungen mit Ziel, Weg, Wetter und Stand."
    ),
    "fieldwork.Participant": Declaration(
        personal=False,
        purpose="Wer bei einer Begehung dabei war: Ämter, Vereine, Gruppen mit Anzahl; keine Namen.",
    ),
    "fieldwork.Finding": Declaration(
        personal=False, purpose="Feststellungen einer Begehung mit Aufgabe, zuständiger Stelle und Frist."
    ),
    "fieldwork.Photo": Declaration(
        personal=True,
        purpose="Bilder des Ortes belegen Feststellungen. Gesichter und Kennzeichen werden von Hand unkenntlich gemacht, "
        "bevor andere das Bild sehen.",
        retention="So lange wie die Begehung. Das Bild vor dem Unkenntlichmachen wird sofort gelöscht.",
        erasure="Die Geschäftsstelle entfernt das Bild; der Inhalt der Datei wird dabei gelöscht.",
        legal_basis=_BASIS,
    ),
    "fieldwork.ConflictCase": Declaration(
        personal=True,
        purpose="Konflikte im öffentlichen Raum allparteilich vermitteln. Beteiligte stehen als Gruppen da; die Schilderung "
        "kann dennoch auf Personen schließen lassen.",
        retention="Zwölf Monate nach dem Abschluss; danach bleiben Thema, Stadtteil und Tage zum Zählen.",
        erasure="Die nächtliche Aufgabe leert alle Texte und löscht die Gespräche.",
        legal_basis=_BASIS,
    ),
    "fieldwork.Talk": Declaration(
        personal=True,
        purpose="Gespräche zu einem Konflikt festhalten.",
        retention="So lange wie die Texte des Falls.",
        erasure="Die nächtliche Aufgabe löscht sie mit den Texten des Falls.",
        legal_basis=_BASIS,
    ),
}
