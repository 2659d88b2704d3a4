"""OParl at size: ten thousand generated meetings; every object is checked against the official schemas, pages are timed.

python -m bench.oparl [--meetings 10000]                             # on SQLite
python -m tools.private_postgres -- python -m bench.oparl            # on PostgreSQL

Ends with 1 if an object is wrong or a page of a hundred takes longer than the limit (median of all pages of a list).
The time that this process itself worked stands beside it: on a busy machine it says more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from typing import Any
from urllib.parse import urlsplit

from bench.store import prepared

LIMIT_MS = 250
HEAD = "| OParl list (100 a page) | objects | pages | median | slowest | CPU, median | wrong |\n|---|---|---|---|---|---|---|"


def walk(client: Any, address: str) -> tuple[list[dict[str, Any]], list[float], list[float]]:
    """All objects of a list, and the milliseconds of each page by the clock and of this process's own work."""
    objects: list[dict[str, Any]] = []
    took: list[float] = []
    worked: list[float] = []
    while address:
        path = urlsplit(address)._replace(scheme="", netloc="").geturl()
        began, busy = time.perf_counter(), time.process_time()
        page = client.get(path, SERVER_NAME="localhost").json()
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        objects += page["data"]
        address = page["links"].get("next", "")
    return objects, took, worked


def fill(meetings: int) -> float:
    """Seconds that the first comparison of everything took."""
    from django_scopes import scope  # reason: app ready

    from tests.api.test_oparl_many import fill as generate  # reason: app ready
    from tests.factories.council import make_body, make_seat  # reason: app ready
    from tests.factories.tenancy import make_tenant  # reason: app ready
    from umsicht.api.oparl import ledger  # reason: app ready

    tenant = make_tenant()
    with scope(tenant=tenant):
        council, other = make_body(tenant, kind="council"), make_body(tenant)
        make_seat(council)
        generate(council, other, meetings)
    began = time.perf_counter()
    ledger.refresh()
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--meetings", type=int, default=10_000)
    meetings: int = parser.parse_args().meetings
    prepared("oparl")
    seconds = fill(meetings)
    from django.db import connection  # reason: app ready
    from django.test import Client  # reason: app ready

    from tests.api.oparl_schemas import complaints  # reason: app ready
    from tests.factories.oparl import lists  # reason: app ready

    client = Client()
    body = client.get("/api/oparl/v1.1/bodies", SERVER_NAME="localhost").json()["data"][0]
    print(f"{connection.vendor}: {meetings:,} meetings, published in {seconds:.1f} s\n{HEAD}", flush=True)
    failed = False
    for name, address in lists(body).items():
        objects, took, worked = walk(client, address)
        wrong = [text for row in objects for text in complaints(row)]
        middle = statistics.median(took)
        failed |= bool(wrong) or middle > LIMIT_MS
        print(
            f"| {name} | {len(objects):,} | {len(took)} | {middle:.0f} ms | {max(took):.0f} ms "
            f"| {statistics.median(worked):.0f} ms | {len(wrong)} |",
            flush=True,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
