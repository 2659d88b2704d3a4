from umsicht.core.privacy import Declaration

PRIVACY = {
    "notify.Mail": Declaration(
        personal=True,
        purpose="Mails zustellen, Zustellfehler erkennen, Postfächer vor Überflutung schützen.",
        retention="Inhalt: bis zum Versand, verschlüsselt. Versandnachweis 90 Tage, gescheiterte Mails 180 Tage.",
        erasure="Mit dem Konto werden alle Mails an die Person gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. b und e DSGVO",
    ),
    "notify.InboxMessage": Declaration(
        personal=True,
        purpose="Nachrichten an eine Person im Postfach ihres Arbeitsplatzes.",
        retention="Gelesen: ein Jahr, ungelesen: zwei Jahre.",
        erasure="Wird mit dem Konto gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. b und e DSGVO",
    ),
    "notify.Preference": Declaration(
        personal=True,
        purpose="Merkt sich, wie oft eine Person Mails haben möchte.",
        retention="Bis die Person es ändert.",
        erasure="Wird mit dem Konto gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. b DSGVO",
    ),
    "notify.MailLink": Declaration(
        personal=False,
        purpose="Links in Mails, mit denen jemand ohne Konto handelt: wofür, bis wann, schon benutzt. Adressen stehen nicht dabei.",
        retention="Bis einen Monat nach Ablauf.",
        erasure="Enthält keine Personendaten.",
        legal_basis="",
    ),
    "notify.Assignment": Declaration(
        personal=True,
        purpose="Zeigt den anderen im Team, wer eine wartende Aufgabe übernommen hat.",
        retention="Bis die Aufgabe zurückgegeben wird, höchstens ein Jahr.",
        erasure="Wird mit dem Konto gelöscht.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
    ),
    "notify.TextLook": Declaration(
        personal=False,
        purpose="Merkt sich, welche Texte aus der Öffentlichkeit schon jemand angesehen hat.",
        retention="Zwei Jahre.",
        erasure="Enthält keine Personendaten.",
        legal_basis="",
    ),
    "notify.MailWording": Declaration(
        personal=False,
        purpose="Eigene Worte einer Stelle für ihre Mails, mit allen früheren Fassungen.",
        retention="Solange die Stelle dabei ist.",
        erasure="Enthält keine Personendaten; wer eine Fassung schrieb, steht im Protokoll.",
        legal_basis="",
    ),
    "notify.Suppression": Declaration(
        personal=True,
        purpose="Sorgt dafür, dass eine abbestellte Adresse nichts mehr bekommt; gespeichert ist nur eine Prüfsumme.",
        retention="Dauerhaft, weil sonst wieder Mails kämen.",
        erasure="Auf Wunsch; danach können wieder Mails kommen.",
        legal_basis="Art. 6 Abs. 1 Buchst. f DSGVO",
    ),
}
