"""Typing errors: a small index of all spellings that occur, asked only for words that find nothing or nearly nothing."""

from __future__ import annotations

import tantivy

from umsicht.search.engine.reader import Opened
from umsicht.search.language.analysis import analyse
from umsicht.search.language.lexicon import Lexicon

SHORTEST_ONE, SHORTEST_TWO = 5, 9
CANDIDATES, MOST = 40, 3


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("word", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def worth_keeping(word: str) -> bool:
    """Spellings that a typing error may be mended to."""
    return 4 <= len(word) <= 30 and word.isalpha()


def edits(one: str, other: str) -> int:
    """Damerau-Levenshtein distance (swapped neighbours count once)."""
    rows: list[list[int]] = [list(range(len(other) + 1))]
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, mark in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (sign != mark))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == mark:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def _near(words: tantivy.Searcher | None, folded: str, distance: int) -> list[str]:
    if words is None:
        return []
    found = words.search(
        tantivy.Query.fuzzy_term_query(schema(), "word", folded, distance), limit=CANDIDATES, count=False
    )
    return [words.doc(address)["word"][0] for _, address in found.hits]


def corrections(folded: str, opened: Opened, words: tantivy.Searcher | None, lexicon: Lexicon) -> list[str]:
    """Up to three spellings that may be meant, best first; only such that lead somewhere."""
    if len(folded) < SHORTEST_ONE or not folded.isalpha() or len(folded) > 30:
        return []
    allowed = 2 if len(folded) >= SHORTEST_TWO else 1
    ranked = []
    for word in _near(words, folded, allowed):
        known = opened.frequency(analyse(word).whole)
        if (known or word in lexicon.spellings) and word != folded:
            ranked.append((edits(folded, word), word[0] != folded[0], -known, word))
    ranked.sort()
    best = [word for edit, _, _, word in ranked if edit == ranked[0][0]]
    return best[:MOST]
