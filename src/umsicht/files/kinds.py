"""Which files are taken: by extension, then by what is inside. No Django here: the cleaning process reads it too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Accepted:
    """`cleaner` names the module function that checks and rewrites; `mime` is what the cleaned file is served as."""

    kind: str
    cleaner: str
    mime: str


ACCEPTED: dict[str, Accepted] = {
    "jpg": Accepted("image", "image", "image/jpeg"),
    "jpeg": Accepted("image", "image", "image/jpeg"),
    "png": Accepted("image", "image", "image/png"),
    "webp": Accepted("image", "image", "image/webp"),
    "gif": Accepted("image", "image", "image/png"),
    "pdf": Accepted("pdf", "pdf", "application/pdf"),
    "docx": Accepted(
        "document", "office", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "xlsx": Accepted("sheet", "office", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": Accepted("table", "text", "text/csv; charset=utf-8"),
    "ics": Accepted("calendar", "text", "text/calendar; charset=utf-8"),
    "txt": Accepted("text", "text", "text/plain; charset=utf-8"),
}
PICTURES = ("jpg", "jpeg", "png", "webp", "gif")
WIDTHS = {"small": 480, "medium": 960, "large": 1600}


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
