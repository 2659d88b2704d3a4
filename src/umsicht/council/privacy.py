from umsicht.core.privacy import Declaration

PRIVACY = {
    "council.Body": Declaration(personal=False, purpose="Gremien mit Rechtsgrundlage, Ordnung und Zeitraum."),
    "council.BodyName": Declaration(
        personal=False, purpose="Namen eines Gremiums mit dem Zeitraum, in dem sie gelten."
    ),
    "council.FormerPlace": Declaration(
        personal=False, purpose="Wo ein Gremium früher stand, mit dem Tag, bis zu dem das galt."
    ),
    "council.BodyDocument": Declaration(
        personal=False,
        purpose="Unterlagen eines Gremiums: Gründungsbeschluss, Vereinbarung, Geschäftsordnung.",
    ),
    "council.DocumentVersion": Declaration(
        personal=False,
        purpose="Fassungen einer Unterlage mit Laufzeit. Unterschriften stehen mit Amt und Tag da, nie mit Namen.",
    ),
    "council.Seat": Declaration(
        personal=False,
        purpose="Sitze in Gremien. Sie gehören zu Ämtern und Organisationen; Personen stehen hier nicht.",
    ),
    "council.RulesOfProcedure": Declaration(
        personal=False, purpose="Geschäftsordnungen der Gremien als Daten."
    ),
    "council.SeatHolder": Declaration(
        personal=True,
        purpose="Wer einen Sitz innehat oder vertritt, mit Adresse für Einladungen; nur für die Geschäftsstelle sichtbar.",
        retention="Zwei Jahre nach dem Ende auf diesem Sitz.",
        erasure="Die nächtliche Aufgabe löscht die Einträge; mit dem Konto werden sie gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "council.CalendarLink": Declaration(
        personal=True,
        purpose="Private Adresse, unter der jemand mit Sitz die Termine der eigenen Gremien abonniert.",
        retention="Bis sie abgeschaltet oder erneuert wird; sie zeigt nichts mehr, sobald der Sitz endet.",
        erasure="Wird mit dem Konto oder mit dem Eintrag auf dem Sitz gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "council.Series": Declaration(
        personal=False, purpose="Reihen von Sitzungen mit Turnus und festen Punkten."
    ),
    "council.Meeting": Declaration(
        personal=False,
        purpose="Sitzungen mit Zeit, Ort und Stand; die Adresse der Videositzung steht nur hier.",
    ),
    "council.AgendaItem": Declaration(
        personal=True,
        purpose="Tagesordnung und Niederschrift. Die Niederschrift kann Personen nennen, wenn es zur Sache gehört.",
        retention="Auf Dauer, als Nachweis der Beratung.",
        erasure="Nicht öffentliche Punkte liest nur, wer dem Gremium angehört, und die Geschäftsstelle; Berichtigungen sind "
        "Zusätze.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "council.Attendance": Declaration(
        personal=True,
        purpose="Rückmeldung und Anwesenheit je Sitz, Gäste mit Funktion. Namen werden nicht verlangt.",
        retention="Auf Dauer, als Teil der Niederschrift.",
        erasure="Die Geschäftsstelle ersetzt den Namen eines Gastes durch die Funktion.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "council.Recusal": Declaration(
        personal=True,
        purpose="Warum ein Sitz an einem Punkt nicht mitwirkt (vergleiche § 20 SächsGemO).",
        retention="Auf Dauer, als Teil der Niederschrift.",
        erasure="Der Grund wird allgemein gefasst; er ist nie öffentlich.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "council.Correction": Declaration(personal=False, purpose="Berichtigungen genehmigter Niederschriften."),
    "council.Decision": Declaration(personal=False, purpose="Beschlüsse mit Nummer, Wortlaut und Ergebnis."),
    "council.CastVote": Declaration(
        personal=False,
        purpose="Stimme je Sitz bei offener und namentlicher Abstimmung; geheime nur als Summe.",
    ),
    "council.Task": Declaration(personal=False, purpose="Aufgaben aus Sitzungen mit Amt und Frist."),
    "council.CircularVote": Declaration(personal=False, purpose="Abstimmungen im Umlaufverfahren."),
    "council.CircularBallot": Declaration(
        personal=False, purpose="Stimme je Sitz im Umlaufverfahren, mit Zeitpunkt."
    ),
    "council.Paper": Declaration(
        personal=False, purpose="Vorlagen, Anträge und Anfragen mit Nummer, Wortlaut und Beratungsfolge."
    ),
    "council.Referral": Declaration(
        personal=False, purpose="Schritte einer Vorlage durch die Gremien, je mit eigener Sichtbarkeit."
    ),
    "council.PaperFile": Declaration(
        personal=False,
        purpose="Anlagen von Vorlagen; der Inhalt liegt bei den Dateien, ohne Angaben zur Entstehung.",
    ),
}
