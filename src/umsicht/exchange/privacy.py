from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

_ROWS = Declaration(
    personal=True,
    purpose="Zeigen, was eine eingelesene Liste ändern würde, und einen ganzen Import zurücknehmen können. Zeilen fremder "
    "Listen können Namen, Telefonnummern und E-Mail-Adressen enthalten.",
    retention="180 Tage nach dem Abschluss des Imports, verworfene und gescheiterte 30 Tage; danach löscht die nächtliche "
    "Aufgabe Zeilen und Datei. Was übernommen wurde, steht im Angebot und folgt dessen Regeln.",
    erasure="Die Geschäftsstelle verwirft den Import oder löscht die Angabe im Angebot; die Zeilen gehen mit der Frist.",
    legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
)

PRIVACY: dict[str, Declaration] = {
    "exchange.Source": NO_PERSONAL_DATA,
    "exchange.TermMapping": NO_PERSONAL_DATA,
    "exchange.Import": _ROWS,
    "exchange.ImportRow": _ROWS,
    "exchange.Link": Declaration(
        personal=True,
        purpose="Nachweisen, woher ein Eintrag stammt, und hier Geändertes von dort Geändertem unterscheiden.",
        retention="Solange der Eintrag aus der Quelle gepflegt wird.",
        erasure="Mit dem Eintrag; eine Angabe, die dort gelöscht wird, fällt beim nächsten Abgleich auch hier weg.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "exchange.Question": Declaration(
        personal=True,
        purpose="Entscheiden, ob zwei Einträge dasselbe Angebot sind oder welche Fassung gilt.",
        retention="Offen bis zur Entscheidung, danach 180 Tage; eine Ablehnung bleibt als Sperre ohne Inhalte.",
        erasure="Mit der Entscheidung, sonst mit der Frist.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
}
