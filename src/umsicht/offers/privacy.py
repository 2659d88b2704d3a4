from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

PRIVACY = {
    "offers.Programme": NO_PERSONAL_DATA,
    "offers.Offer": Declaration(
        personal=True,
        purpose="Präventionsangebote öffentlich beschreiben, damit sie gefunden und gebucht werden. Wer antwortet, steht "
        "nur als Funktion dort; freie Texte sollen keine Personen nennen.",
        retention="Solange das Angebot besteht; danach archiviert und nach drei Jahren gelöscht.",
        erasure="Die Geschäftsstelle entfernt Personenangaben aus den freien Texten oder archiviert das Angebot.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "offers.OfferSession": NO_PERSONAL_DATA,
    "offers.OfferFile": Declaration(
        personal=True,
        purpose="Infoblätter und Bilder eines Angebots zeigen; die Quelle des Bildes wird genannt.",
        retention="Solange das Angebot sie braucht, höchstens so lange wie das Angebot selbst.",
        erasure="Mit der Datei löscht die Geschäftsstelle auch die Angabe der Quelle.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "offers.FieldReport": Declaration(
        personal=True,
        purpose="Fehler in Angeboten beheben, die jemand gemeldet hat, und antworten, wenn eine E-Mail-Adresse dabeisteht.",
        retention="Sechs Monate nach dem Abschluss, unbearbeitet höchstens zwei Jahre; danach löscht die nächtliche "
        "Aufgabe die Meldung mit Text und Adresse.",
        erasure="Auf Wunsch löscht die Geschäftsstelle die Meldung früher.",
        legal_basis="Art. 6 Abs. 1 Buchst. a (Adresse) und e DSGVO",
    ),
    "offers.OfferVersion": Declaration(
        personal=True,
        purpose="Ein öffentliches Angebot ändern, ohne dass Halbfertiges zu sehen ist; nachsehen, wer was geändert hat.",
        retention="Abgeschlossene Fassungen zwei Jahre nach dem Abschluss; danach löscht sie die nächtliche Aufgabe.",
        erasure="Mit dem Zugang der Person wird sie aus der Fassung entfernt; freie Texte sollen keine Personen nennen.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "offers.FieldComment": Declaration(
        personal=True,
        purpose="Dem Anbieter am Feld sagen, was an seinem Eintrag noch fehlt oder unklar ist.",
        retention="Ein Jahr, nachdem die Anmerkung erledigt ist; danach löscht sie die nächtliche Aufgabe.",
        erasure="Mit dem Zugang der Person wird sie aus der Anmerkung entfernt.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
}
