from umsicht.core.privacy import Declaration

PRIVACY = {
    "directory.Organisation": Declaration(
        personal=True,
        purpose="Anbieter und Stellen des Netzwerks öffentlich nennen, damit Hilfe gefunden wird. Genannt werden "
        "Organisationen und dienstliche Kontaktwege, keine Personen.",
        retention="Solange die Organisation im Netzwerk mitwirkt; danach nicht öffentlich und nach drei Jahren gelöscht.",
        erasure="Die Geschäftsstelle nimmt die Organisation vom Netz und löscht freie Texte und Kontaktwege.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "directory.ContactPoint": Declaration(
        personal=True,
        purpose="Anlaufstellen mit Ort, dienstlichem Kontakt und Öffnungszeiten öffentlich nennen; wer antwortet, steht "
        "nur als Funktion dort.",
        retention="Solange es die Anlaufstelle gibt; danach nicht öffentlich und nach drei Jahren gelöscht.",
        erasure="Die Geschäftsstelle löscht Kontaktwege und freie Texte oder den ganzen Eintrag.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "directory.Registration": Declaration(
        personal=True,
        purpose="Organisationen melden sich selbst als Anbieter an; die Geschäftsstelle prüft und antwortet.",
        retention="Ohne bestätigte Adresse 14 Tage; abgelehnte und aufgenommene Anmeldungen sechs Monate nach der "
        "Entscheidung; unbearbeitete zwei Jahre. Danach löscht sie die Plattform von selbst.",
        erasure="Die Plattform löscht die ganze Anmeldung; auf Wunsch tut das die Geschäftsstelle früher.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "directory.HandOver": Declaration(
        personal=True,
        purpose="Festhalten, an wen eine Organisation übergeben wurde und wer dem zugestimmt hat.",
        retention="Zwei Jahre nach der Antwort; danach löscht sie die Plattform von selbst.",
        erasure="Die Plattform löscht den ganzen Eintrag; im Protokoll bleibt, dass übergeben wurde.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
}
