from __future__ import annotations

import json

import pytest

from umsicht.core import context, errors, problem


def test_from_error_tells_status_code_and_words() -> None:
    made = problem.from_error(errors.NotFound("Dieses Angebot gibt es nicht."), instance="/x/angebote/7")
    assert made.as_json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "Dieses Angebot gibt es nicht.",
        "instance": "/x/angebote/7",
        "code": "not_found",
    }


def test_response_is_a_problem_document_nobody_caches() -> None:
    token = context.request_id.set("r-1")
    try:
        answer = problem.response(
            problem.Problem(
                400,
                "bad_input",
                "Bad Request",
                "Ungültig",
                errors=[problem.FieldProblem("umkreis", "zu groß")],
            )
        )
    finally:
        context.request_id.reset(token)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        400,
        "application/problem+json",
        "no-store",
    )
    content = json.loads(answer.content)
    assert (content["errors"], content["request_id"]) == (
        [{"pointer": "umkreis", "detail": "zu groß"}],
        "r-1",
    )
    assert "Ungültig".encode() in answer.content


def test_error_response_says_when_to_come_back() -> None:
    assert problem.error_response(errors.TooMany("Zu viele", retry_after=30))["Retry-After"] == "30"
    assert "Retry-After" not in problem.error_response(errors.TooMany("Zu viele"))


def test_problem_refuses_success_and_hidden_members() -> None:
    with pytest.raises(ValueError, match="status"):
        problem.Problem(200, "x", "OK")
    with pytest.raises(ValueError, match="Extra"):
        problem.Problem(400, "x", "Bad", extra={"status": 1})


def test_every_expected_error_makes_a_problem() -> None:
    kinds = [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.UmsichtError)
    ]
    assert len(kinds) >= 6
    for kind in kinds:
        assert problem.from_error(kind("…")).as_json()["status"] == kind.status
