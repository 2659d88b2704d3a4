"""The search engine alone, without a database: builds an index of synthetic offers and times single calls.

python -m bench.engine [--size 1000000] [--folder DIR] [--cpu]

--cpu counts the processor time of the calling thread instead of the clock, for a machine that others use too.
Cold: every call another query, nothing cached. Warm: the same query again, from the cache of the commit. One thread, milliseconds. An
index in DIR is kept and used again.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
os.environ.setdefault("DEMO", "1")

TOWNS = 418
FIVE = ("problem_field", "audience", "grade", "format", "cost_class")
POOLS = {
    "problem_field": (18, 2),
    "topic": (11, 1),
    "audience": (23, 2),
    "format": (20, 1),
    "language": (5, 1),
    "age": (8, 2),
}
BATCH = 5_000


def kind() -> Any:
    from umsicht.search.registry import Facet, Kind

    return Kind(
        "bench",
        ids=lambda: (),
        fetch=lambda ids: (),
        facets=(
            *(Facet(name, size) for name, (size, _most) in POOLS.items()),
            Facet("grade", 13),
            Facet("cost_class", 8, many=False),
            Facet("level", 4, many=False),
            Facet("district", 400, many=False),
            Facet("availability", 8, many=False),
        ),
        numbers=("cost", "age_from", "age_to", "confirmed", "next_date"),
        suggest=True,
    )


def documents(size: int) -> Iterator[Any]:
    """Offers like those of bench.fill, spread over the towns unevenly; town 0 is the state's portal, which shows all."""
    import numpy as np

    from bench.synth import SEED, Texts
    from umsicht.search.registry import Document

    texts, rng = Texts(), np.random.default_rng(SEED + 2)
    for start in range(0, size, BATCH):
        number = min(BATCH, size - start)
        town = np.minimum(rng.zipf(1.4, number), TOWNS)
        picks = {name: rng.integers(0, pool, (number, most)) for name, (pool, most) in POOLS.items()}
        plain = rng.integers(0, 1_000, (number, 6))
        shift = rng.normal(0, 0.05, (number, 2))
        for i, text in enumerate(texts.batch(number)):
            grade, age = int(plain[i][0]) % 10 + 1, int(plain[i][1]) % 60
            yield Document(
                id=start + i + 1,
                tenants=(0, int(town[i])),
                title=f"{text.title} {start + i}",
                summary=text.summary,
                body=text.body,
                concepts=[f"c{picks['problem_field'][i][0]}"],
                facets={
                    **{
                        name: [f"x{code}" for code in set(chosen[i].tolist())]
                        for name, chosen in picks.items()
                    },
                    "grade": [str(grade), str(grade + 1), str(grade + 2)],
                    "cost_class": [f"k{plain[i][2] % 5}"],
                    "level": [f"l{plain[i][3] % 3}"],
                    "district": [f"d{plain[i][4] % 300}"],
                    "availability": [f"a{plain[i][5] % 3}"],
                },
                numbers={
                    "cost": int(plain[i][2]) % 6 * 4_000,
                    "age_from": age,
                    "age_to": age + 6,
                    "confirmed": int(plain[i][3]),
                    "next_date": int(plain[i][4]),
                },
                point=(
                    50.3 + town[i] % 20 * 0.06 + float(shift[i][0]),
                    12.0 + town[i] % 21 * 0.14 + float(shift[i][1]),
                ),
                quality=0.8 + int(plain[i][5]) % 20 / 100,
            )


def build(size: int) -> None:
    from umsicht.search import registry
    from umsicht.search.engine import store
    from umsicht.search.engine.build import GenerationWriter

    registry.register(kind())
    if store.current():
        return
    started = time.perf_counter()
    name = store.new_generation()
    writer = GenerationWriter(store.generation(name), registry.kinds(), large=True)
    made = 0.0
    batch: list[Any] = []
    source = documents(size)
    while True:
        begun = time.perf_counter()
        batch = [document for _, document in zip(range(BATCH), source, strict=False)]
        made += time.perf_counter() - begun
        if not batch:
            break
        writer.kinds["bench"].add(batch)
    writer.finish()
    store.switch(name)
    took = time.perf_counter() - started
    used = sum(path.stat().st_size for path in store.generation(name).rglob("*") if path.is_file())
    print(f"built {size:,} in {took - made:.1f} s (and {made:.1f} s to invent them), {used / 1e6:.0f} MB")


def timed(clock: Callable[[], float], name: str, calls: Sequence[Callable[[], Any]]) -> None:
    """Each call once (cold), then once more (warm)."""
    from umsicht.search import registry
    from umsicht.search.engine.reader import Cache, reader

    found = registry.kind("bench")
    assert found is not None
    reader.kind(found).cache = Cache()
    rounds = []
    hits = 0
    for _ in range(2):
        taken = []
        for call in calls:
            begun = clock()
            result = call()
            taken.append((clock() - begun) * 1000)
            hits = max(hits, getattr(result, "total", 0))
        rounds.append(sorted(taken))
    cold, warm = rounds
    p95 = cold[max(0, int(len(cold) * 0.95) - 1)]
    print(
        f"{name:34} {len(calls):4} calls   cold {statistics.median(cold):7.2f}  p95 {p95:7.2f}   warm {statistics.median(warm):6.2f}"
        f"   up to {hits:,} hits"
    )


def measure(clock: Callable[[], float]) -> None:
    from bench.synth import vocabulary
    from umsicht.search import Request, search, suggest

    rng, words = random.Random(5), vocabulary()
    heads, common, middling, rare = words[1:60:2], words[60:160], words[300:1500], words[15_000:40_000]

    def find(text: str, **more: Any) -> Callable[[], Any]:
        return lambda: search(Request("bench", text, **{"facets": FIVE, **more}))

    def typo(word: str) -> str:
        at = rng.randrange(1, len(word) - 1)
        return word[:at] + word[at + 1 :]

    show = partial(timed, clock)
    search(Request("bench", "Beratung"))
    long_words = [word for word in common + middling if len(word) >= 7]
    state = frozenset({0})
    show("no word", [find("", tenants=state, offset=20 * page) for page in range(20)])
    show("rare word", [find(word) for word in rng.sample(rare, 60)])
    show("middling word", [find(word) for word in rng.sample(middling, 60)])
    show("common word", [find(word) for word in common[:60]])
    show("head word", [find(word) for word in heads])
    show(
        "common word, 11 groups",
        [
            find(word, facets=(*FIVE, "topic", "language", "age", "level", "district", "availability"))
            for word in common[:60]
        ],
    )
    show("two words", [find(f"{rng.choice(heads)} {rng.choice(common)}") for _ in range(60)])
    show("three words", [find(" ".join(rng.sample(common, 3))) for _ in range(60)])
    show("typing error", [find(typo(rng.choice(long_words))) for _ in range(60)])
    filters(show, find, common)
    begun = [rng.choice(long_words)[: rng.randint(2, 6)] for _ in range(100)]
    show("suggestions", [partial(suggest, typed) for typed in begun])


def filters(show: Callable[..., None], find: Callable[..., Callable[[], Any]], common: Sequence[str]) -> None:
    from umsicht.search import Near

    state = frozenset({0})
    show("common word, state's portal", [find(word, tenants=state) for word in common[:60]])
    show("common word, largest town", [find(word, tenants={1}) for word in common[:60]])
    show("common word, small town", [find(word, tenants={200}) for word in common[:60]])
    show("common word, one filter", [find(word, filters={"audience": ["x3"]}) for word in common[:60]])
    show(
        "common word, two groups",
        [find(word, filters={"audience": ["x3", "x4"], "grade": ["8"]}) for word in common[:60]],
    )
    show(
        "filters only",
        [find("", filters={"audience": [f"x{n % 23}"], "grade": [str(n % 12 + 1)]}) for n in range(60)],
    )
    show("common word, cost below 50", [find(word, ranges={"cost": (None, 5_000)}) for word in common[:60]])
    show(
        "common word, 5 km, nearest",
        [find(word, near=Near(50.6, 12.7, 5), sort="distance") for word in common[:60]],
    )
    show("common word, by next date", [find(word, sort="next_date") for word in common[:60]])


def memory() -> str:
    """Of this process now: private memory, and with the mapped index pages it touched (Linux)."""
    rows = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line
    )
    private, mapped = (int(rows[name].split()[0]) / 1024 for name in ("RssAnon", "RssFile"))
    return f"memory: {private:.0f} MB own, {mapped:.0f} MB mapped files"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    import django
    from django.conf import settings

    django.setup()
    from umsicht.search import registry

    for other in registry.kinds():
        registry.unregister(other.name)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="umsicht-engine-"))
    settings.SEARCH_INDEX_DIR = folder
    build(options.size)
    measure(time.thread_time if options.cpu else time.perf_counter)
    print(memory(), f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
