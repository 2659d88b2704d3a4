from umsicht.core.privacy import Declaration

_FILE = Declaration(
    personal=True,
    purpose="Unterlagen und Bilder zu Angeboten, Sitzungen und Vorgängen; wer sie hochgeladen hat.",
    retention="Solange der Vorgang besteht, zu dem die Datei gehört; abgelehnte Dateien werden sofort entfernt.",
    erasure="Inhalt und alle Größen werden beim Löschen entfernt; mit dem Konto entfällt der Bezug zur Person.",
    legal_basis="Art. 6 Abs. 1 Buchst. e DSGVO",
)
PRIVACY = {"files.StoredFile": _FILE, "files.Rendition": _FILE}
