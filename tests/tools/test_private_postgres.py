from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tools import apt, private_postgres


def test_missing_server_is_told_when_it_may_not_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_postgres, "_installed", lambda: None)
    monkeypatch.setattr(apt, "_prefix", lambda: None)
    with pytest.raises(private_postgres.NoPostgres, match="sudo apt-get install postgresql"):
        private_postgres.programs()


def test_root_never_runs_the_server_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    account = private_postgres._account()
    assert account["user"] > 0
    assert account["extra_groups"] == []
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert private_postgres._account() == {}


@pytest.mark.skipif(
    private_postgres._installed() is None, reason="no PostgreSQL here; `make test` installs it"
)
def test_cluster_answers_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    # Not pytest's own folder: another account must be able to walk there.
    folder = Path(tempfile.mkdtemp(prefix="umsicht-test-postgres-"))
    folder.chmod(0o711)
    monkeypatch.setattr(private_postgres.tempfile, "tempdir", str(folder))
    ask = "import psycopg, os; print(psycopg.connect(os.environ['DATABASE_URL']).execute('show fsync').fetchone())"
    with private_postgres.cluster() as url:
        folders = [path.name for path in folder.iterdir()]
        done = subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=True,
        )
    assert (len(folders), done.stdout) == (1, "('off',)\n")
    folder.rmdir()  # fails unless it is empty again


def test_command_line_passes_on_the_exit_code_and_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr(private_postgres, "cluster", lambda: nullcontext("postgres://here"))
    check = "import os, sys; sys.exit(7 if os.environ['DATABASE_URL'] == 'postgres://here' else 1)"
    assert private_postgres.main(["--", sys.executable, "-c", check]) == 7
    assert private_postgres.main([]) == 2
