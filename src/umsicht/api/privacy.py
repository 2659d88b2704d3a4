from umsicht.core.privacy import Declaration

PRIVACY = {
    "api.OparlObject": Declaration(
        personal=False,
        purpose="Adresse und Zeiten der Objekte, die über OParl öffentlich sind oder waren; keine Inhalte.",
    ),
    "api.OparlState": Declaration(
        personal=False, purpose="Bis zu welchem Stand die OParl-Objekte einer Kommune abgeglichen sind."
    ),
}
