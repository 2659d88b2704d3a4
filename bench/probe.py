"""Looks into a filled instance from inside: which towns and offers to ask for, SQL per page, the search's lag."""

from __future__ import annotations

import json
import os
import sys
import threading
import time

import django


def choose() -> dict[str, list[object]]:
    """The ten largest towns, and 400 offers spread over all."""
    from umsicht.offers.models import Offer  # reason: app ready
    from umsicht.tenancy.models import Tenant  # reason: app ready

    towns = Tenant.objects.filter(kind="municipality", is_active=True).order_by("-population")[:10]
    offers = Offer.objects.with_scopes_disabled().filter(
        code__startswith="bench-"
    )  # unscoped: measures all towns
    step = max(1, offers.count() // 400)
    codes = [f"bench-{number}" for number in range(0, step * 400, step)]
    pairs = offers.filter(code__in=codes).values_list("tenant__slug", "slug")
    return {"towns": [town.slug for town in towns], "offers": [list(pair) for pair in pairs]}


def sql(paths: list[list[str]]) -> dict[str, int]:
    """Queries per page after a warm-up, the page cache emptied before the one that counts."""
    from django.db import connection  # reason: app ready
    from django.test import Client  # reason: app ready
    from django.test.utils import CaptureQueriesContext  # reason: app ready

    from umsicht.web import pagecache  # reason: app ready

    counted = {}
    client = Client(SERVER_NAME="127.0.0.1")
    for name, path in paths:
        for _ in range(2):
            pagecache.store.clear()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                response = client.get(path)
            if response.status_code != 200:
                raise SystemExit(f"{path} answered {response.status_code}")
        counted[name] = len(queries)
    return counted


def lag() -> float:
    """Seconds from the commit of a published change until the search finds it, the writer running beside."""
    from django_scopes import scopes_disabled  # reason: app ready

    from umsicht.offers.models import Offer  # reason: app ready
    from umsicht.search import Request, search  # reason: app ready
    from umsicht.search.domain import changed  # reason: app ready
    from umsicht.search.writer import run  # reason: app ready

    stop = threading.Event()
    writer = threading.Thread(target=run, args=(stop,), daemon=True)
    writer.start()
    time.sleep(3)
    word = f"probe{time.time_ns():x}"
    with scopes_disabled():  # unscoped: one offer of any town
        offer = Offer.objects.filter(code="bench-7").get()
        old = offer.title
        Offer.objects.filter(pk=offer.pk).update(title=f"{old[:120]} {word}")
        changed(kind="offer", ids=[offer.pk], tenant_id=offer.tenant_id)
        began = time.perf_counter()
        while search(Request(kind="offer", text=word, expand=False)).total == 0:
            if time.perf_counter() - began > 30:
                break
            time.sleep(0.01)
        took = time.perf_counter() - began
        Offer.objects.filter(pk=offer.pk).update(title=old)
        changed(kind="offer", ids=[offer.pk], tenant_id=offer.tenant_id)
    time.sleep(1)
    stop.set()
    writer.join(10)
    return round(took, 2)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umsicht.config.settings")
    django.setup()
    verb, *rest = sys.argv[1:]
    print(json.dumps({"choose": choose, "lag": lag}[verb]() if verb != "sql" else sql(json.loads(rest[0]))))
