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
    "situation.Survey": Declaration(
        personal=False,
        purpose="Welche Befragung wen wann wie gefragt hat. Antworten Einzelner stehen hier nicht.",
    ),
    "situation.SurveyItem": NO_PERSONAL_DATA,
    "situation.SurveyShare": Declaration(
        personal=False,
        purpose="Anteile der Antworten je Gruppe. Kleine Gruppen werden nicht gezeigt, damit niemand erkennbar wird.",
    ),
    "situation.Need": Declaration(
        personal=False,
        purpose="Bedarfe der Vorbeugung: wer, wo, was, worauf gestützt. Nie über einzelne Personen.",
    ),
    "situation.NeedEvidence": Declaration(
        personal=False,
        purpose="Worauf ein Bedarf sich stützt; bei einer Einschätzung die Stelle, die sie abgibt, keine Person.",
    ),
}
