"""nDCG@10, success@3 and zero-result rate of the judged queries (queries.yaml), on an index built from the demo content.

    python -m bench.relevance.run [--queries] [--held-out] [--database]

--queries lists each tuned query with its score and first hits; --held-out shows those of the set apart too (for a post-mortem, never for tuning).
--database asks the index of an instance instead (DATABASE_URL, DATA_DIR), which must hold the demo.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
os.environ.setdefault("DEMO", "1")
DEPTH = 10


@dataclass(frozen=True)
class Outcome:
    query: dict[str, Any]
    found: list[str]
    total: int
    relaxed: bool
    also: str

    @property
    def ndcg(self) -> float:
        return ndcg(self.found, self.query["relevant"])

    @property
    def success(self) -> bool:
        """Something that helps well (grade 2 and up) among the first three."""
        return any(self.query["relevant"].get(code, 0) >= 2 for code in self.found[:3])


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain with gains 2^grade - 1 (Järvelin and Kekäläinen 2002)."""
    gain = sum(
        (2 ** relevant.get(code, 0) - 1) / math.log2(place + 2) for place, code in enumerate(found[:depth])
    )
    best = sorted(relevant.values(), reverse=True)[:depth]
    ideal = sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(best))
    return gain / ideal if ideal else 0.0


def queries() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("queries.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))["queries"]


def build_index() -> None:
    """An index of the demo offers in settings.SEARCH_INDEX_DIR."""
    from bench.relevance import corpus
    from umsicht.search import registry
    from umsicht.search.engine import store
    from umsicht.search.engine.build import GenerationWriter
    from umsicht.search.language import lexicon

    for kind in registry.kinds():
        registry.unregister(kind.name)
    registry.register(corpus.KIND)
    data = lexicon.compiled(list(corpus.concepts()), list(corpus.filters()))
    store.write_json(store.root() / "lexicon.json", data)
    name = store.new_generation()
    writer = GenerationWriter(store.generation(name), [corpus.KIND])
    writer.kinds["offer"].add(corpus.documents(range(1, len(corpus.offers()) + 1)))
    writer.words.add(data["spellings"])
    writer.finish()
    store.switch(name)


def asked_in_files() -> tuple[dict[int, str], dict[str, int]]:
    """(id → code, municipality key → tenant) of the index made from the files."""
    from bench.relevance import corpus

    codes = {number: offer["code"] for number, offer in enumerate(corpus.offers(), 1)}
    return codes, {key: int(key) for key in corpus.MUNICIPALITIES}


def asked_in_database() -> tuple[dict[int, str], dict[str, int]]:
    """The same for the instance that DATABASE_URL and DATA_DIR mean; its index must be built."""
    from umsicht.offers.models import Offer
    from umsicht.tenancy.models import Tenant

    # unscoped: the judged offers of all towns
    codes = dict(Offer.objects.with_scopes_disabled().values_list("pk", "code"))
    return codes, dict(Tenant.objects.exclude(key="").values_list("key", "pk"))


def outcomes(codes: dict[int, str], tenants: dict[str, int]) -> list[Outcome]:
    from umsicht.search import Request, search

    found = []
    for query in queries():
        municipality = query.get("municipality", "14511000")
        within = {tenants[municipality]} if municipality else None
        result = search(Request("offer", query["text"], tenants=within, limit=DEPTH))
        if result.degraded:
            raise SystemExit("There is no search index. Build one with: umsicht search rebuild")
        marks = [f"[{item.key}{'' if item.applied else '!'}]" for item in result.recognised]
        also = " ".join(marks + [f"{item.word}→{'/'.join(item.also[:4])}" for item in result.expansions])
        hits = [codes[number] for number in result.ids]
        found.append(Outcome(query, hits, result.total, result.relaxed, also))
    return found


def line(name: str, group: Sequence[Outcome]) -> str:
    number = len(group)
    mean = sum(item.ndcg for item in group) / number
    success = sum(item.success for item in group) / number
    empty = sum(not item.found for item in group) / number
    return f"{name:10} {number:4} queries   nDCG@10 {mean:.3f}   success@3 {success:6.1%}   zero results {empty:6.1%}"


def report(found: Sequence[Outcome]) -> list[str]:
    held = [item for item in found if item.query.get("held_out")]
    tuned = [item for item in found if not item.query.get("held_out")]
    return [line("tuned", tuned), line("held out", held), line("all", found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", action="store_true")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--database", action="store_true")
    options = parser.parse_args()
    import django
    from django.conf import settings

    django.setup()
    if options.database:
        found = outcomes(*asked_in_database())
    else:
        folder = tempfile.mkdtemp(prefix="umsicht-relevance-")
        try:
            settings.SEARCH_INDEX_DIR = Path(folder)
            build_index()
            found = outcomes(*asked_in_files())
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    for item in sorted(found, key=lambda outcome: outcome.ndcg):
        if options.queries and (options.held_out or not item.query.get("held_out")):
            print(
                f"{item.ndcg:.2f} {item.query['id']} {item.query['text']!r} n={item.total}{' relaxed' if item.relaxed else ''}"
            )
            marked = " ".join(f"{code}:{item.query['relevant'].get(code, 0)}" for code in item.found)
            print(f"     {marked}   {item.also}")
    print("\n".join(report(found)))


if __name__ == "__main__":
    main()
