from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

PRIVACY = {
    "planning.SchoolPlan": Declaration(
        personal=True,
        purpose="Den Jahresplan einer Klasse oder Gruppe unter einer privaten Adresse bereithalten. Es stehen keine Namen von "
        "Personen darin; Schulart, Klasse und Stadtteil können aber auf eine bestimmte Klasse hinweisen. Die Geschäftsstelle "
        "sieht einen Plan nur, wenn er dafür freigegeben wurde.",
        retention="Bis sechs Monate nach dem Ende des Schuljahres (31. Januar); danach löscht die nächtliche Aufgabe den Plan.",
        erasure="Wer die private Adresse hat, löscht den Plan auf dessen Seite sofort und endgültig.",
        legal_basis="Art. 6 Abs. 1 Buchst. a (Freigabe) und e DSGVO",
    ),
    "planning.PlanEntry": NO_PERSONAL_DATA,
}
