"""An offer about which everything is known."""

from __future__ import annotations

import datetime as dt
from typing import Any

DAY = dt.datetime(2026, 12, 1, 17, 0)  # noqa: DTZ001 - wall clock
FULL: dict[str, Any] = {
    "title": "Mut zum Nein",
    "summary": "Ein Abend über Grenzen.",
    "description": "Erster Absatz.\nZweiter Absatz.",
    "what_happens": ["Ankommen", "Üben"],
    "good_to_know": ["Getränke gibt es."],
    "eligibility": "Eltern aus dem Ort.",
    "preparation": "Bitte Fragen mitbringen.",
    "factors": ["s-mut"],
    "accessibility": ["stufenlos"],
    "languages": ["de", "en"],
    "age_from": 30,
    "age_to": 60,
    "duration_minutes": 90,
    "group_min": 5,
    "group_max": 20,
    "venue": "Haus am Markt",
    "area_name": "Nordstadt",
    "costs": [
        {"format": "beratung", "amount_cents": 5000, "per": "gruppe", "payer": "schule", "note": "mit Fahrt"}
    ],
    "cost_from_cents": 5000,
    "curriculum": [
        {
            "subject": "ethik",
            "grade_from": 8,
            "grade_to": 9,
            "learning_area": "Zusammenleben",
            "wording": "kein Zitat",
        }
    ],
    "availability": "wenige",
    "availability_as_of": dt.date(2026, 11, 10),
    "confirmed_on": dt.date(2026, 11, 2),
    "reviewed_on": dt.date(2026, 10, 3),
    "real_background": "Ein Fall aus der Zeitung.",
    "is_demo": True,
}
