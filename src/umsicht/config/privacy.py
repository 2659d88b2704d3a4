"""Tables of the packages that no floor of ours owns."""

from umsicht.core.privacy import Declaration

PRIVACY = {
    "django_tasks_database.DBTaskResult": Declaration(
        personal=True,
        purpose="Aufträge, die im Hintergrund laufen, mit den Nummern der Datensätze, um die es geht, und Fehlermeldungen.",
        retention="Erledigte 14 Tage, gescheiterte 60 Tage.",
        erasure="Enthält nur Nummern; sie verweisen auf nichts mehr, wenn ein Datensatz gelöscht ist. Fehlermeldungen "
        "laufen mit der Frist aus.",
        legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO (Wahrnehmung einer Aufgabe im öffentlichen Interesse)",
    ),
}
