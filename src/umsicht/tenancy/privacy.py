from umsicht.core.privacy import Declaration

_BASIS = "Art. 6 Abs. 1 Buchst. e DSGVO (Wahrnehmung einer Aufgabe im öffentlichen Interesse)"

PRIVACY = {
    "tenancy.Tenant": Declaration(
        personal=True,
        purpose="Kommunen, Kreise, Verbünde und die Landesstelle mit Namen, Schlüssel, Auftritt und eigenen Texten. "
        "In den Texten kann eine Geschäftsstelle Kontaktpersonen nennen.",
        retention="Solange die Stelle teilnimmt; Texte, bis die Geschäftsstelle sie ändert.",
        erasure="Die Geschäftsstelle ändert ihre Texte selbst (Einstellungen).",
        legal_basis=_BASIS,
    ),
    "tenancy.Membership": Declaration(
        personal=True,
        purpose="Welche Person in welcher Kommune von wann bis wann welche Rolle hat; daraus folgt, was sie darf.",
        retention="Solange das Konto besteht; beendete Rollen bleiben als Nachweis.",
        erasure="Wird mit dem Konto gelöscht; im Protokoll bleibt, dass es eine Rolle gab, ohne Namen.",
        legal_basis=_BASIS,
    ),
    "tenancy.Invitation": Declaration(
        personal=True,
        purpose="Einladung einer E-Mail-Adresse zu einer Rolle; der Link wird nur als Prüfwert gespeichert.",
        retention="Bis 90 Tage nach Annahme, Rücknahme oder Ablauf.",
        erasure="Einladungen an die Adresse werden mit dem Konto gelöscht; ohne Konto nach Ablauf der Frist.",
        legal_basis=_BASIS,
    ),
}
