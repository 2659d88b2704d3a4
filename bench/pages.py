"""The pages that are measured, with many addresses each so that nothing but the page itself is repeated."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import quote

from bench.synth import vocabulary

AUDIENCES = ("eltern", "kinder", "jugendliche", "lehrkraefte", "erwachsene")


@dataclass(frozen=True)
class Page:
    """`limit`: the largest permitted ratio constant page ÷ this page. `cached`: measured with the page cache on."""

    name: str
    paths: list[str]
    limit: float
    cached: bool = False
    sql_limit: int = 5


def _searches(size: int) -> dict[str, list[str]]:
    """Many addresses for each kind of search: rare to very common words, two words, typing errors, filters."""
    rng = random.Random(size)
    words = vocabulary()
    very_common, common, middling, rare = words[1:60:2], words[60:160], words[300:1500], words[15_000:40_000]
    long_words = [word for word in common + middling if len(word) >= 7]

    def search(*terms: str, more: str = "") -> str:
        return f"/angebote?q={quote(' '.join(terms))}{more}"

    def typo(word: str) -> str:
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    return {
        "rare": [search(rng.choice(rare)) for _ in range(200)],
        "common": [search(rng.choice(common)) for _ in range(200)],
        "very common": [search(word) for word in very_common],
        "two": [search(rng.choice(very_common), rng.choice(common)) for _ in range(200)],
        "typo": [search(typo(rng.choice(long_words))) for _ in range(200)],
        "filters": [f"/angebote?fuer={who}&klasse={grade}" for who in AUDIENCES for grade in range(1, 13)],
        "both": [search(rng.choice(common), more="&fuer=eltern") for _ in range(200)],
        "suggest": [
            f"/vorschlaege?q={quote(rng.choice(long_words)[: rng.randint(2, 6)])}" for _ in range(200)
        ],
    }


def pages(towns: list[str], offers: list[tuple[str, str]], size: int) -> list[Page]:
    """`towns`: slugs; `offers`: (town, offer slug) of existing offers."""
    found = _searches(size)
    homes = [f"/{town}" for town in towns]
    numbers = range(1, 60)
    hsds = "/api/hsds/services?"
    offer_pages = [f"/{town}/angebote/{slug}" for town, slug in offers]
    return [
        Page("municipality home", homes, 3, cached=True),
        Page("municipality home, no page cache", homes, 25),
        Page("search: rare word", found["rare"], 25),
        Page("search: common word", found["common"], 25),
        Page("search: very common word", found["very common"], 25),
        Page("search: two words", found["two"], 25),
        Page("search: typing error", found["typo"], 25),
        Page("search: filters only", found["filters"], 25),
        Page("search: word and filters", found["both"], 25),
        Page("search in one town", [f"/{towns[0]}{path}" for path in found["common"]], 25),
        Page("directory without a word", ["/angebote", *(f"/angebote?seite={n}" for n in numbers)], 25),
        Page("offer page, first visit", offer_pages, 6, sql_limit=4),
        Page("offer page", offer_pages, 6, cached=True),
        Page("suggestion", found["suggest"], 5),
        Page("HSDS list of 50", [f"{hsds}per_page=50&page={n}" for n in numbers], 15, sql_limit=3),
        Page("HSDS service", [f"{hsds}per_page=1&full=true&page={n}" for n in numbers], 15),
        Page("search from the page cache", found["very common"], 2, cached=True),
    ]
