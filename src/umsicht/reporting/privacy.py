from umsicht.core.privacy import Declaration

PRIVACY = {
    "reporting.Entry": Declaration(
        personal=False,
        purpose="Chronik: Ereignisse und Angaben aus Quellen. Personen stehen hier nur als Amt.",
    ),
    "reporting.Report": Declaration(
        personal=False, purpose="Berichte mit Fragen, Zeitraum und Stand. Personen stehen hier nur als Amt."
    ),
    "reporting.RouteStep": Declaration(personal=False, purpose="Welche Gremien einen Bericht bekommen."),
    "reporting.Question": Declaration(personal=False, purpose="Fragen eines Berichts."),
    "reporting.Passage": Declaration(personal=False, purpose="Antworten eines Berichts mit ihren Belegen."),
    "reporting.Contribution": Declaration(
        personal=False,
        purpose="Beiträge von Ämtern zu einem Bericht, mit der Adresse des Amtes und ohne Namen von Personen.",
    ),
    "reporting.Version": Declaration(personal=False, purpose="Unterschriebene Fassungen eines Berichts."),
    "reporting.Todo": Declaration(personal=False, purpose="Aufgaben bis zur Abgabe eines Berichts."),
    "reporting.Schedule": Declaration(personal=False, purpose="Berichte, die jedes Jahr fällig sind."),
}
