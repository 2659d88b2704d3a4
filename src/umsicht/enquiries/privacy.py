from umsicht.core.privacy import Declaration

_BASIS = "Art. 6 Abs. 1 Buchst. a und e DSGVO"

PRIVACY: dict[str, Declaration] = {
    "enquiries.Enquiry": Declaration(
        personal=True,
        purpose="Anfragen einer Einrichtung an die gewählten Anbieter weitergeben und den Antworten einen Ort geben. Adresse "
        "und Telefon sieht die Geschäftsstelle und der Anbieter, dessen Vorschlag angenommen wurde.",
        retention="Nicht bestätigte Anfragen drei Tage. Sonst bis 30 Tage nach dem Ende, bei vereinbarten Terminen bis 60 Tage "
        "nach dem Termin; danach bleiben nur Angaben ohne Personenbezug (Thema, Zielgruppe, Altersband, Stadtteil, Ergebnis).",
        erasure="Die nächtliche Aufgabe leert alle Angaben zu Personen und Anliegen; auf Wunsch zieht die anfragende Stelle "
        "ihre Anfrage selbst zurück.",
        legal_basis=_BASIS,
    ),
    "enquiries.Reply": Declaration(
        personal=True,
        purpose="Vorschlag, Absage oder Rückfrage des Anbieters; die Antwortzeit wird gezählt. Freie Texte können Personen nennen.",
        retention="Texte so lange wie die Anfrage; Zeitpunkte und Ergebnis bleiben ohne Personenbezug.",
        erasure="Die nächtliche Aufgabe leert die Texte zusammen mit der Anfrage.",
        legal_basis=_BASIS,
    ),
    "enquiries.Remark": Declaration(
        personal=True,
        purpose="Rückfragen, Antworten darauf und Hinweise der Geschäftsstelle zu einer Anfrage.",
        retention="So lange wie die Anfrage.",
        erasure="Die nächtliche Aufgabe löscht sie zusammen mit den Angaben der Anfrage.",
        legal_basis=_BASIS,
    ),
    "enquiries.Experience": Declaration(
        personal=True,
        purpose="Erfahrungen aus der Praxis zeigen. Gespeichert werden nur Angebot, Monat, vier Antworten und ein kurzer Text, "
        "kein Name und keine Verbindung zur Anfrage; der Text kann dennoch Personen nennen.",
        retention="Drei Jahre; danach löscht die nächtliche Aufgabe die Erfahrung.",
        erasure="Die Geschäftsstelle prüft jeden Text und blendet ihn bei Angaben zu Personen aus.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "enquiries.ExperienceComment": Declaration(
        personal=True,
        purpose="Antwort des Anbieters auf eine gezeigte Erfahrung.",
        retention="So lange wie die Erfahrung.",
        erasure="Die Geschäftsstelle prüft jeden Text und blendet ihn bei Angaben zu Personen aus.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
}
