"""The pages that are measured, with many addresses each so that nothing but the page itself is repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import quote

from bench.synth import vocabulary


@dataclass(frozen=True)
class Page:
    """`limit`: the largest permitted ratio constant page ÷ this page. `cached`: measured with the page cache on."""

    name: str
    paths: list[str]
    limit: float
    cached: bool = False
    sql_limit: int = 5


def pages(towns: list[str], offers: list[tuple[str, str]], size: int) -> list[Page]:
    """`towns`: slugs; `offers`: (town, offer slug) of existing offers."""
    rng = random.Random(size)
    words = vocabulary()
    very_common, common, middling, rare = words[1:60:2], words[60:160], words[300:1500], words[15_000:40_000]

    def search(*terms: str, more: str = "") -> str:
        return f"/angebote?q={quote(' '.join(terms))}{more}"

    def typo(word: str) -> str:
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    audience = ["eltern", "kinder", "jugendliche", "lehrkraefte", "erwachsene"]
    long_words = [word for word in common + middling if len(word) >= 7]
    return [
        Page("municipality home", [f"/{town}" for town in towns], 3, cached=True),
        Page("municipality home, no page cache", [f"/{town}" for town in towns], 25),
        Page("search: rare word", [search(rng.choice(rare)) for _ in range(200)], 25),
        Page("search: common word", [search(rng.choice(common)) for _ in range(200)], 25),
        Page("search: very common word", [search(word) for word in very_common], 25),
        Page(
            "search: two words", [search(rng.choice(very_common), rng.choice(common)) for _ in range(200)], 25
        ),
        Page("search: typing error", [search(typo(rng.choice(long_words))) for _ in range(200)], 25),
        Page(
            "search: filters only",
            [f"/angebote?fuer={a}&klasse={g}" for a in audience for g in range(1, 13)],
            25,
        ),
        Page(
            "search: word and filters",
            [search(rng.choice(common), more="&fuer=eltern") for _ in range(200)],
            25,
        ),
        Page(
            "search in one town",
            [f"/{rng.choice(towns)}/angebote?q={quote(rng.choice(common))}" for _ in range(200)],
            25,
        ),
        Page("directory without a word", ["/angebote", *[f"/angebote?seite={n}" for n in range(2, 40)]], 25),
        Page("offer page", [f"/{town}/angebote/{slug}" for town, slug in offers], 6, sql_limit=4),
        Page(
            "suggestion",
            [f"/vorschlaege?q={quote(rng.choice(long_words)[: rng.randint(2, 6)])}" for _ in range(200)],
            5,
        ),
        Page(
            "HSDS list of 50",
            [f"/api/hsds/services?per_page=50&page={n}" for n in range(1, 60)],
            15,
            sql_limit=3,
        ),
        Page(
            "HSDS service",
            [f"/api/hsds/services?per_page=1&full=true&page={n}" for n in range(1, 60)],
            15,
            sql_limit=3,
        ),
        Page("search from the page cache", [search(word) for word in very_common], 2, cached=True),
    ]
