"""German-like offers by the million: fixed seed, Zipf-distributed words, the vocabulary's codes, Saxony's towns.

The words are real (function words, prevention words and compounds at the head, nouns and verbs in the tail), their
order is not; enough for an index to be as large and as uneven as a real one. About 75 words and 700 bytes per text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

SEED = 20_201_216
WORDS = 60_000
SKEW = 1.07
LENGTH = 75
DATA = Path(__file__).resolve().parent.parent / "src/umsicht/search/data"

# The head of the distribution: what every text of this field is full of.
FUNCTION = (
    "und die der für mit in den von zu das auf ist sie im bei an wie aus nach oder sich auch ein eine werden können "
    "ihre ihr wir nicht es so über zum zur als durch wenn nur mehr alle kann noch gegen ohne unter vor bis"
).split()
FIELD = (
    "Kinder Beratung Jugendliche Schule Eltern Prävention Gewalt Hilfe Klasse Familie Angebot Projekttag Sucht Mobbing "
    "Workshop Lehrkräfte Training Sicherheit Internet Polizei Stadtteil Demokratie Medien Drogen Alkohol Konflikte "
    "Opfer Schutz Gruppe Gespräch Gewaltprävention Schulsozialarbeit Suchtberatung Cybermobbing Zivilcourage "
    "Kriminalprävention Einbruchschutz Jugendhilfe Elternabend Fortbildung Opferhilfe Rassismus Extremismus "
    "Medienkompetenz Streitschlichtung Suchtprävention Selbstbehauptung Nachbarschaft Senioren Betrug"
).split()


def _lines(name: str) -> list[str]:
    rows = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [row for row in rows if row and not row.startswith("#")]


def vocabulary() -> list[str]:
    """60,000 different words, the commonest first."""
    rng = np.random.default_rng(SEED)
    nouns = [word.capitalize() for word in _lines("nouns.txt")]
    verbs = _lines("verbs.txt")
    parts = [word for word in _lines("parts_dictionary.txt") if 4 <= len(word) <= 9]
    left, right = rng.integers(0, len(parts), (2, WORDS))
    compounds = [(parts[a] + parts[b]).capitalize() for a, b in zip(left, right, strict=True)]
    mixed = [word for group in zip(nouns, verbs, strict=False) for word in group] + compounds
    head = [word for pair in zip(FUNCTION, FIELD, strict=False) for word in pair]
    return list(dict.fromkeys([*head, *FUNCTION, *FIELD, *mixed]))[:WORDS]


@dataclass(frozen=True)
class Text:
    title: str
    summary: str
    body: str


class Texts:
    """An endless source of texts; the same for the same start."""

    def __init__(self, seed: int = SEED) -> None:
        self._words = np.array(vocabulary(), dtype=object)
        ranks = np.arange(1, len(self._words) + 1, dtype=np.float64) ** -SKEW
        self._steps = np.cumsum(ranks / ranks.sum())
        self._rng = np.random.default_rng(seed)

    def batch(self, size: int) -> Iterator[Text]:
        draws = np.searchsorted(self._steps, self._rng.random((size, LENGTH + 12)))
        words = self._words[np.minimum(draws, len(self._words) - 1)]
        # Titles are made of content words: a rank beyond the function words.
        titles = self._rng.integers(len(FUNCTION) * 2, 4_000, (size, 4))
        for row, title in zip(words, self._words[titles], strict=True):
            yield Text(" ".join(title), " ".join(row[:12]) + ".", " ".join(row[12:]) + ".")
