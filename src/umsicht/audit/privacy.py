from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

PRIVACY = {
    "audit.AuditEvent": Declaration(
        personal=True,
        purpose="Nachweis, wer wann welche Angabe geändert hat und warum; Grundlage für Fehlersuche und Aufsicht.",
        retention="Zehn Jahre (AUDIT_RETENTION_DAYS), danach löscht die Aufbewahrungsroutine.",
        erasure="Beim Löschen eines Kontos werden Name, Bezug zum Konto und alle Inhalte über die Person geleert; "
        "der Vorgang selbst bleibt stehen.",
        legal_basis="Art. 6 Abs. 1 Buchst. c und e DSGVO in Verbindung mit Art. 5 Abs. 2 DSGVO (Rechenschaftspflicht)",
    ),
    "audit.RetentionRun": NO_PERSONAL_DATA,
}
