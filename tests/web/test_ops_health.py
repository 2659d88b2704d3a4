from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.accounts import make_person
from umsicht import search
from umsicht.core import heartbeat
from umsicht.web.ops import health

pytestmark = pytest.mark.django_db


FRESH = search.Status("1", {"offer": 7}, behind=0)


@pytest.fixture
def _worker_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "is_alive", lambda: True)
    monkeypatch.setattr(search, "status", lambda: FRESH)


@pytest.mark.usefixtures("_worker_lives")
@pytest.mark.store
def test_well_instance_answers_200_without_signing_in(client: Client) -> None:
    response = client.get("/gesundheit")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert set(response.json()["checks"].items()) == {
        (part, "ok") for part in ("database", "storage", "worker", "index", "log", "outbox")
    }
    assert "no-store" in response["Cache-Control"]


def test_silent_worker_turns_it_red(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeat, "is_alive", lambda: False)
    response = client.get("/gesundheit")
    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == "silent"


@pytest.mark.usefixtures("_worker_lives")
def test_broken_part_is_named_and_its_reason_kept_secret(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("postgres://user:password@host")

    monkeypatch.setitem(health._checks, "index", broken)
    response = client.get("/gesundheit")
    assert response.status_code == 503
    assert response.json()["checks"]["index"] == "failed"
    assert "password" not in response.content.decode()


@pytest.mark.usefixtures("_worker_lives")
def test_full_disk_is_told_before_it_is_full(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 1 << 62)
    assert client.get("/gesundheit").json()["checks"]["storage"] == "nearly full"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (search.Status(""), "missing"),
        (search.Status("1", {"offer": 7}, behind=None), "behind"),
        (search.Status("1", {"offer": 7}, behind=5_000), "behind"),
    ],
)
@pytest.mark.usefixtures("_worker_lives")
def test_state_of_the_index_is_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, status: search.Status, word: str
) -> None:
    monkeypatch.setattr(search, "status", lambda: status)
    assert client.get("/gesundheit").json()["checks"]["index"] == word


def test_figures_for_a_call_on_the_machine_itself(client: Client) -> None:
    client.get("/gesundheit")
    page = client.get("/metrics").content.decode()
    assert 'umsicht_up{part="database"} 1.0' in page
    assert 'umsicht_response_seconds_count{route="ops:health",status=' in page


@pytest.mark.parametrize(
    ("address", "headers"),
    [("10.1.2.3", {}), ("127.0.0.1", {"X-Forwarded-For": "10.1.2.3"})],
    ids=["far", "proxy"],
)
def test_figures_are_closed_to_others(client: Client, address: str, headers: dict[str, str]) -> None:
    assert client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == 403


def test_being_local_counts_for_nothing_behind_https(client: Client, settings: object) -> None:
    settings.HTTPS = True  # type: ignore[attr-defined]
    assert client.get("/metrics").status_code == 403


def test_token_opens_the_figures_and_a_wrong_one_does_not(client: Client, settings: object) -> None:
    settings.METRICS_TOKEN = "geheim-und-lang"  # type: ignore[attr-defined]
    right = {"Authorization": "Bearer geheim-und-lang"}
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers=right).status_code == 200
    wrong = {"Authorization": "Bearer geheim"}
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers=wrong).status_code == 403


def test_empty_token_is_no_token(client: Client, settings: object) -> None:
    settings.METRICS_TOKEN = ""  # type: ignore[attr-defined]
    assert (
        client.get("/metrics", REMOTE_ADDR="10.1.2.3", headers={"Authorization": "Bearer "}).status_code
        == 403
    )


def test_figures_for_operators_only(client: Client) -> None:
    client.force_login(make_person())
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 403
    client.force_login(make_person(is_operator=True))
    assert client.get("/metrics", REMOTE_ADDR="10.1.2.3").status_code == 200
