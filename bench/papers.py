"""A body with 100,000 papers, a fifth of them behind closed doors: list, filters, search, page and feed on the portal.

python -m bench.papers [--papers 100000] [--seconds 3] [--rounds 3]

On a store of its own (SQLite unless BENCH_POSTGRES_URL is set), each page against the constant page of the same round.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from urllib.parse import quote

import django

from bench.pages import Page
from bench.run import HEAD, HOME, Case, command, measure, served, umsicht
from bench.synth import SEED, Texts, vocabulary

TOWN, CODE = "chemnitz", "bench-rat"
BATCH = 2_000
BASE = f"/{TOWN}/praeventionsrat"


def fill(size: int) -> float:
    """Insert so many papers of one body; returns the seconds it took. The index is built afterwards."""
    from django.db import transaction  # reason: app ready
    from django_scopes import scope  # reason: app ready

    from umsicht.council.domain.bodies import create_body  # reason: app ready
    from umsicht.council.models import Paper, Referral  # reason: app ready
    from umsicht.tenancy.models import Tenant  # reason: app ready

    began = time.perf_counter()
    town = Tenant.objects.get(slug=TOWN)
    with scope(tenant=town), transaction.atomic():
        body = create_body(
            tenant=town, actor=None, code=CODE, name="Rat der Messung", kind="council", is_public=True
        )
        for rows in _batches(size):
            made = Paper.objects.bulk_create(Paper(tenant=town, state="released", **row) for row in rows)
            Referral.objects.bulk_create(
                Referral(
                    tenant=town, paper=paper, position=1, body=body, planned_on=paper.dated,
                    visibility="closed" if number % 5 == 0 else "public",
                )
                for number, paper in enumerate(made)
            )  # fmt: skip
    return time.perf_counter() - began


def _batches(size: int) -> Iterator[list[dict[str, object]]]:
    texts, first, kinds = Texts(SEED), dt.date(1990, 1, 1), ("information", "decision", "motion", "inquiry")
    for start in range(0, size, BATCH):
        yield [
            {
                "number": f"M-{number}",
                "slug": f"m-{number}",
                "kind": kinds[number % 4],
                "subject": text.title[:300],
                "dated": first + dt.timedelta(days=number * 13_000 // size),
                "text": f"{text.summary}\n\n{text.body}",
            }
            for number, text in enumerate(texts.batch(min(BATCH, size - start)), start=start)
        ]


def pages(size: int) -> list[Page]:
    rng = random.Random(size)
    words = vocabulary()
    common, rare = words[60:160], words[15_000:40_000]
    shown = [f"{BASE}/vorlagen/m-{number}" for number in range(1, size, max(size // 200, 1)) if number % 5]
    kinds = ("information", "decision", "motion", "inquiry")
    leafed = [f"{BASE}/vorlagen?gremium={CODE}&seite={n}" for n in (1, 2, 3, 10, 100, 400)]
    return [
        Page("papers: the newest", [f"{BASE}/vorlagen?gremium={CODE}"], 25, sql_limit=6),
        Page("papers: leafing to page 400", leafed, 25, sql_limit=6),
        Page("papers: kind and year", _filtered(kinds), 25, sql_limit=6),
        Page("papers: common word", _searches(rng, common), 25, sql_limit=6),
        Page("papers: rare word", _searches(rng, rare), 25, sql_limit=6),
        Page(
            "papers: number",
            [f"{BASE}/vorlagen?q=M-{rng.randrange(size)}" for _ in range(100)],
            25,
            sql_limit=6,
        ),
        Page("one paper", shown, 25, sql_limit=12),
        Page("page of the body", [f"{BASE}/gremien/{CODE}"], 25, sql_limit=25),
        Page("feed of the body", [f"{BASE}/vorlagen.atom?gremium={CODE}"], 25, sql_limit=6),
    ]


def _filtered(kinds: tuple[str, ...]) -> list[str]:
    return [f"{BASE}/vorlagen?art={kind}&jahr={year}" for kind in kinds for year in range(1990, 2025)]


def _searches(rng: random.Random, words: list[str]) -> list[str]:
    return [f"{BASE}/vorlagen?q={quote(rng.choice(words))}" for _ in range(200)]


def prepare(case: Case, size: int) -> None:
    stamp = case.folder / "filled.json"
    if stamp.exists():
        return
    umsicht(case, "migrate", "--verbosity", "0")
    umsicht(case, "demo")
    umsicht(case, "collectstatic", "--noinput", "--verbosity", "0")
    seconds = command(case, "bench.papers", "--fill", str(size))
    began = time.perf_counter()
    umsicht(case, "search", "rebuild")
    stamp.write_text(json.dumps({"fill_s": float(seconds), "index_s": time.perf_counter() - began}))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fill", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
        django.setup()
        print(f"{fill(options.fill):.1f}")
        return
    postgres = os.environ.get("BENCH_POSTGRES_URL", "")
    store = "papers-postgres" if postgres else "papers"
    folder = HOME / f"{store}-{options.papers}"
    folder.mkdir(parents=True, exist_ok=True)
    if postgres:
        (folder / "filled.json").unlink(missing_ok=True)  # the cluster is new each time
    url = postgres or f"sqlite:///{folder / 'umsicht.sqlite3'}"
    own = {"DATABASE_URL": url, "DATA_DIR": str(folder), "DEMO": "1", "LOG_LEVEL": "WARNING"}
    case = Case(store, str(options.papers), {**os.environ, **own})
    prepare(case, options.papers)
    everything = pages(options.papers)
    counted = json.loads(
        command(case, "bench.probe", "sql", json.dumps([[p.name, p.paths[0]] for p in everything]))
    )
    print(f"{options.papers:,} papers of one body, {case.folder.name}\n{HEAD}")
    missed = False
    with served(case, cache=False) as (port, pid):
        for page in everything:
            got = measure(port, pid, page, options.seconds, options.rounds)
            good = got["ratio"] <= page.limit and not got["failed"] and counted[page.name] <= page.sql_limit
            missed |= not good or got["kb"] > 60
            print(
                f"{page.name:34} {got['ratio']:6.1f} {page.limit:5.0f} {'ok ' if good else 'MISS':4}{got['rps']:6.0f} "
                f"{got['p50']:6.1f} {got['p95']:6.1f} {got['p99']:6.1f} {got['one']:8.1f} {got['one95']:6.1f} "
                f"{got['cpu']:6.1f} {got['kb']:5.0f} {counted[page.name]:4}",
                flush=True,
            )
    sys.exit(missed)


if __name__ == "__main__":
    main()
