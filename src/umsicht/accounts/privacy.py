"""Accounts and the tables of the sign-in packages (allauth, axes, sessions, Django's own permissions)."""

from umsicht.core.privacy import NO_PERSONAL_DATA, Declaration

_BASIS = "Art. 6 Abs. 1 Buchst. e DSGVO (Wahrnehmung einer Aufgabe im öffentlichen Interesse)"
_SECURITY = "Art. 6 Abs. 1 Buchst. e und Art. 32 DSGVO (Sicherheit der Verarbeitung)"
_WITH_ACCOUNT = "Wird mit dem Konto gelöscht."

PRIVACY = {
    "accounts.User": Declaration(
        personal=True,
        purpose="Anmeldung und Anzeige, wer etwas getan hat: E-Mail-Adresse, Name oder Funktion, Sprache, Passwort als Prüfwert.",
        retention="Solange das Konto besteht.",
        erasure="Die Person löscht ihr Konto selbst unter „Ihre Daten“; im Protokoll wird ihr Name entfernt.",
        legal_basis=_BASIS,
    ),
    "account.EmailAddress": Declaration(
        personal=True,
        purpose="Bestätigte E-Mail-Adresse und die neue, solange eine Änderung läuft.",
        retention="Solange das Konto besteht.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_BASIS,
    ),
    "account.EmailConfirmation": Declaration(
        personal=True,
        purpose="Schlüssel zum Bestätigen einer E-Mail-Adresse; hier ungenutzt, die Schlüssel sind signiert statt gespeichert.",
        retention="Drei Tage.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_BASIS,
    ),
    "mfa.Authenticator": Declaration(
        personal=True,
        purpose="Zweiter Faktor: verschlüsselter Schlüssel der App, öffentlicher Schlüssel und Name eines Passkeys, Notfallcodes.",
        retention="Bis die Person ihn entfernt.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_SECURITY,
    ),
    "usersessions.UserSession": Declaration(
        personal=True,
        purpose="Damit Personen sehen und beenden können, wo sie angemeldet sind: Browser, IP-Adresse, Beginn.",
        retention="Bis die Anmeldung endet, höchstens 12 Stunden; der Rest wird täglich gelöscht.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_SECURITY,
    ),
    "sessions.Session": Declaration(
        personal=True,
        purpose="Laufende Anmeldung; Besucherinnen und Besucher ohne Konto bekommen keine.",
        retention="Bis zur Abmeldung, höchstens 12 Stunden; abgelaufene werden täglich gelöscht.",
        erasure="Alle Anmeldungen enden, wenn das Konto gelöscht wird.",
        legal_basis=_SECURITY,
    ),
    "socialaccount.SocialAccount": Declaration(
        personal=True,
        purpose="Verknüpfung mit der Anmeldung der Dienststelle (OpenID Connect): Kennung und was die Dienststelle dazu mitteilt.",
        retention="Bis die Person die Verknüpfung löst.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_BASIS,
    ),
    "socialaccount.SocialToken": Declaration(
        personal=True,
        purpose="Zugangsschlüssel der Dienststelle; wird nicht gespeichert (SOCIALACCOUNT_STORE_TOKENS ist aus).",
        retention="Entfällt.",
        erasure=_WITH_ACCOUNT,
        legal_basis=_BASIS,
    ),
    "socialaccount.SocialApp": NO_PERSONAL_DATA,
    "axes.AccessAttempt": Declaration(
        personal=True,
        purpose="Zählt fehlgeschlagene Anmeldungen je Adresse und IP-Adresse, um Konten gegen Durchprobieren zu schützen.",
        retention="Bis zur nächsten gelungenen Anmeldung, höchstens 90 Tage.",
        erasure="Einträge zur E-Mail-Adresse werden mit dem Konto gelöscht.",
        legal_basis=_SECURITY,
    ),
    "axes.AccessAttemptExpiration": Declaration(
        personal=True,
        purpose="Ende einer Sperre nach zu vielen Versuchen.",
        retention="Wie der Versuch, zu dem sie gehört.",
        erasure="Wird mit dem Versuch gelöscht.",
        legal_basis=_SECURITY,
    ),
    "axes.AccessLog": Declaration(
        personal=True,
        purpose="Gelungene Anmeldungen und Abmeldungen; hier ausgeschaltet, das Protokoll hält sie fest.",
        retention="90 Tage.",
        erasure="Einträge zur E-Mail-Adresse werden mit dem Konto gelöscht.",
        legal_basis=_SECURITY,
    ),
    "axes.AccessFailureLog": Declaration(
        personal=True,
        purpose="Einzelne Fehlversuche; hier ausgeschaltet.",
        retention="90 Tage.",
        erasure="Einträge zur E-Mail-Adresse werden mit dem Konto gelöscht.",
        legal_basis=_SECURITY,
    ),
    "auth.Group": NO_PERSONAL_DATA,
    "auth.Permission": NO_PERSONAL_DATA,
    "contenttypes.ContentType": NO_PERSONAL_DATA,
}
