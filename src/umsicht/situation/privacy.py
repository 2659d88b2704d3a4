from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

PRIVACY = {
    "situation.Region": NO_PERSONAL_DATA,
    "situation.People": Declaration(
        personal=False, purpose="Einwohnerzahl und Fläche der Kreise und Länder."
    ),
    "situation.Dataset": NO_PERSONAL_DATA,
    "situation.Edition": Declaration(
        personal=False,
        purpose="Welche Ausgabe einer Statistik wann aus welcher Datei übernommen wurde; wer es tat, steht im Protokoll.",
    ),
    "situation.Break": NO_PERSONAL_DATA,
    "situation.Indicator": NO_PERSONAL_DATA,
    "situation.Observation": Declaration(
        personal=False,
        purpose="Fallzahlen je Kreis und Jahr. Kleine Zahlen werden nicht gezeigt, damit niemand erkennbar wird.",
    ),
}
