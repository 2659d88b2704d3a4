from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

PRIVACY: dict[str, Declaration] = {
    "upkeep.Rules": NO_PERSONAL_DATA,
    "upkeep.CheckedLink": NO_PERSONAL_DATA,
    "upkeep.LinkPlace": NO_PERSONAL_DATA,
    "upkeep.GroupState": NO_PERSONAL_DATA,
    "upkeep.Round": NO_PERSONAL_DATA,
    "upkeep.Reminder": Declaration(
        personal=True,
        purpose="Anbieter bitten, ihre Angebote zu bestätigen, und dabei niemanden zu oft anschreiben: an welche Adresse "
        "wann eine Erinnerung ging und ob sie beantwortet wurde.",
        retention="Die Adresse wird nach einem Jahr geleert, die Zeile nach drei Jahren gelöscht (nächtliche Aufgabe).",
        erasure="Auf Wunsch leert die Geschäftsstelle die Adresse früher. Wer im Amt auf „Jetzt erinnern“ gedrückt hat, wird "
        "beim Löschen des Kontos entfernt.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "upkeep.Confirmation": Declaration(
        personal=True,
        purpose="Nachweisen, dass die Angaben eines Angebots bestätigt wurden: wann, auf welchem Weg und, wenn am "
        "Arbeitsplatz, durch welches Konto. Wie eine telefonische Auskunft kam, steht in einem kurzen Satz ohne Namen.",
        retention="Drei Jahre; danach löscht die nächtliche Aufgabe die Zeile. Mit dem Angebot geht auch seine Geschichte.",
        erasure="Das Konto wird beim Löschen der Person entfernt; der Satz bleibt ohne Bezug zu ihr.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
}
