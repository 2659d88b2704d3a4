from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from tests.ui.dom import Element, parse
from umsicht.core import context, errors
from umsicht.web import errors as pages
from umsicht.web.middleware import ErrorMiddleware

TENANT = SimpleNamespace(slug="chemnitz", title="Prävention Chemnitz", is_state=False)


def _request(path: str = "/irgendwo", tenant: object = None, accept: str = "text/html") -> HttpRequest:
    request = RequestFactory().get(path, headers={"Accept": accept})
    if tenant is not None:
        request.tenant = tenant  # type: ignore[attr-defined]
    return request


def _page(response: HttpResponse) -> Element:
    assert response["Content-Type"] == "text/html; charset=utf-8"
    return parse(response.content.decode())


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 429, 500])
def test_page_says_what_and_shows_a_way_on_without_a_database(status: int) -> None:
    token = context.request_id.set("abc123def456")
    try:
        response = pages.answer(_request(), status)
    finally:
        context.request_id.reset(token)
    page = _page(response)
    assert response.status_code == status
    assert page.one("h1").text == str(pages.KINDS[status].title)
    assert "abc123def456" in page.one("main").text
    assert [a.attrs["href"] for a in page.one("aside").all("a")][:2] == ["tel:110", "tel:112"]
    assert page.one("meta", name="robots").attrs["content"] == "noindex"


def test_missing_page_offers_the_search_of_its_municipality() -> None:
    page = _page(pages.answer(_request("/chemnitz/nichts", TENANT), 404))
    assert page.one("form").attrs["action"] == "/chemnitz/angebote"
    assert page.one("a", class_="kern-btn").attrs["href"] == "/chemnitz"


def test_desk_leads_back_to_the_desk() -> None:
    page = _page(pages.answer(_request("/desk/chemnitz/x", TENANT), 404))
    assert page.all("form") == []
    assert (page.one("a", class_="kern-btn").attrs["href"], page.one("a", class_="kern-btn").text) == (
        "/desk/chemnitz",
        "Zu Ihrem Arbeitsplatz",
    )


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.BadInput("Das Datum liegt in der Vergangenheit."), 400, "bad_input"),
        (errors.NotAllowed("Nur die Geschäftsstelle darf das."), 403, "not_allowed"),
        (errors.NotFound("Weg."), 404, "not_found"),
        (errors.Conflict("Zu spät.", code="changed"), 409, "changed"),
        (errors.TooMany("Langsamer."), 429, "too_many"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_expected_error_speaks_to_people_and_to_programs(
    error: errors.UmsichtError, status: int, code: str
) -> None:
    page = pages.from_error(_request(), error)
    assert (page.status_code, _page(page).one(class_="um-lead").text) == (status, error.message)
    answer = pages.from_error(_request("/api/hsds/services"), error)
    body = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["detail"] == error.message


def test_message_is_escaped() -> None:
    page = pages.from_error(_request(), errors.BadInput("<b>fett</b>"))
    assert _page(page).one(class_="um-lead").all("b") == []


def test_whoever_asks_for_json_gets_a_problem_document() -> None:
    assert (
        pages.answer(_request(accept="application/json"), 404)["Content-Type"] == "application/problem+json"
    )
    assert pages.answer(_request(accept="text/html,application/json"), 404)["Content-Type"].startswith(
        "text/html"
    )


def test_expired_form_is_explained() -> None:
    assert _page(pages.csrf_failure(_request())).one("h1").text == "Das Formular ist abgelaufen"


def test_last_page_stands_when_templates_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_kwargs: object) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr(pages, "render_to_string", broken)
    response = pages.server_error(_request())
    assert response.status_code == 500
    assert "Bei uns ist etwas schiefgegangen" in response.content.decode()


def test_middleware_answers_expected_errors_and_lets_others_through() -> None:
    middleware = ErrorMiddleware(lambda _request: HttpResponse())
    answer = middleware.process_exception(_request(), errors.NotFound())
    assert answer is not None
    assert answer.status_code == 404
    assert middleware.process_exception(_request(), KeyError("x")) is None


def test_reloaded_form_target_is_no_blank_page() -> None:
    response = ErrorMiddleware(lambda _request: HttpResponseNotAllowed(["POST"]))(_request())
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert _page(response).one("h1").text == "Das geht hier nicht"  # type: ignore[arg-type]
