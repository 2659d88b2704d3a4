"""The judged queries keep their score; see bench/relevance. Held-out queries are only watched, never tuned on."""

from __future__ import annotations

import pytest

from bench.relevance import run


@pytest.fixture
def outcomes() -> list[run.Outcome]:
    run.build_index()
    return run.outcomes(*run.asked_in_files())


def _mean(found: list[run.Outcome]) -> float:
    return sum(item.ndcg for item in found) / len(found)


def test_judged_queries_find_what_helps(outcomes: list[run.Outcome]) -> None:
    held = [item for item in outcomes if item.query.get("held_out")]
    assert (len(outcomes), len(held)) == (96, 32)
    assert _mean(outcomes) >= 0.87
    assert _mean(held) >= 0.85
    assert [item.query["id"] for item in outcomes if not item.found] == []


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "b", "c"], 1.0),
        (["x", "a"], 0.47),
        (["c", "b", "a"], 0.68),
        (["x", "y"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg_rewards_the_right_order(found: list[str], expected: float) -> None:
    assert run.ndcg(found, {"a": 3, "b": 2, "c": 1}) == pytest.approx(expected, abs=0.02)
