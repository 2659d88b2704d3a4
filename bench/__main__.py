"""python -m bench: search quality, imports, then papers, OParl, reports and the speed of pages on both stores.

PostgreSQL is a private cluster with production-like memory settings; it is empty at first and gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg

from bench import run
from tools import private_postgres

MEMORY = {
    "shared_buffers": "1GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_wal_size": "8GB",
}


def databases(url: str) -> None:
    """One database per size in the cluster, and no stamp of an earlier cluster's contents."""
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE bench_oparl")
        for label in run.SIZES:
            connection.execute(f'CREATE DATABASE "bench_{label.lower()}"')
            (run.HOME / f"postgres-{label}" / "filled.json").unlink(missing_ok=True)


def main() -> None:
    subprocess.run([sys.executable, "-m", "bench.relevance.run"], check=True)
    subprocess.run([sys.executable, "-m", "bench.imports"], check=True)
    subprocess.run([sys.executable, "-m", "bench.papers"], check=True)
    subprocess.run([sys.executable, "-m", "bench.oparl"], check=True)
    subprocess.run([sys.executable, "-m", "bench.reports"], check=True)
    with private_postgres.cluster(MEMORY) as url:
        databases(url)
        os.environ["BENCH_POSTGRES_URL"] = url
        subprocess.run([sys.executable, "-m", "bench.papers"], check=True)
        oparl = {**os.environ, "DATABASE_URL": url.rsplit("/", 1)[0] + "/bench_oparl"}
        subprocess.run([sys.executable, "-m", "bench.oparl"], env=oparl, check=True)
        run.main()


if __name__ == "__main__":
    main()
