from umsicht.core.privacy import Declaration

PRIVACY = {
    "council.Body": Declaration(personal=False, purpose="Gremien mit Rechtsgrundlage, Ordnung und Zeitraum."),
    "council.BodyName": Declaration(
        personal=False, purpose="Namen eines Gremiums mit dem Zeitraum, in dem sie gelten."
    ),
    "council.Seat": Declaration(
        personal=False,
        purpose="Sitze in Gremien. Sie gehören zu Ämtern und Organisationen; Personen stehen hier nicht.",
    ),
}
