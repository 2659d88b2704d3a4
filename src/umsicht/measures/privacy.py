from umsicht.core.privacy import Declaration

PRIVACY = {
    "measures.Measure": Declaration(
        personal=False, purpose="Maßnahmen der Prävention: Ursache, Weg, Geld, Stand und Ergebnis."
    ),
    "measures.Partner": Declaration(
        personal=False, purpose="Organisationen, die an einer Maßnahme mitwirken. Personen stehen hier nicht."
    ),
    "measures.Status": Declaration(personal=False, purpose="Verlauf einer Maßnahme mit Tag und Begründung."),
    "measures.Goal": Declaration(
        personal=False, purpose="Ziele einer Maßnahme mit Kennzahl, Zielwert und Stand."
    ),
    "measures.Milestone": Declaration(personal=False, purpose="Meilensteine einer Maßnahme mit Frist."),
    "measures.Note": Declaration(
        personal=False, purpose="Notizen zum Fortgang und zu Abweichungen vom Plan, ohne Angaben zu Personen."
    ),
    "measures.Priority": Declaration(
        personal=False, purpose="Gewicht eines Problemfelds in einem Zeitraum, mit Begründung."
    ),
    "measures.FieldDecision": Declaration(
        personal=False, purpose="Beschlüsse, die ein Problemfeld gesetzt, ergänzt oder beendet haben."
    ),
}
