"""The HSDS API: official schemas, filters, paging, errors, openness, and a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.api.hsds_schemas import complaints
from tests.factories.directory import hours, make_contact_point, make_organisation
from tests.factories.offers import make_offer, make_programme, make_session, make_terms
from tests.factories.tenancy import make_tenant
from tests.factories.vocabulary import make_term
from umsicht.api.hsds import ids
from umsicht.vocabulary.queries import catalogue
from umsicht.web import pagecache

pytestmark = pytest.mark.django_db
BASE = "/api/hsds"


@pytest.fixture(autouse=True)
def _words_and_no_kept_answers() -> None:
    make_terms()
    make_term(scheme="fidelity", code="angepasst", label_de="Angepasst")


def get(path: str, status: int = 200, **query: Any) -> dict[str, Any]:
    response = Client().get(f"{BASE}{path}{'?' + urlencode(query) if query else ''}")
    assert response.status_code == status, response.content[:300]
    return json.loads(response.content)


def full_offer(**fields: Any) -> Any:
    """An offer that uses every field the API shows."""
    organisation = make_organisation(
        email="stelle@example.org",
        phone="030 23125 100",
        website="https://übung.example.org/a b",
        about="Wir helfen.",
    )
    point = make_contact_point(
        organisation,
        street="Beispielweg 1",
        postal_code="09111",
        city="Chemnitz",
        lat=50.83,
        lon=12.92,
        role="Beratung",
        phone="030 23125 101",
        languages=["de"],
        accessibility=["stufenlos"],
        opening_hours=hours(("MO TU", "09:00", "12:00")),
    )
    defaults: dict[str, Any] = {
        "contact_point": point,
        "programme": make_programme(evidence_tier="gl-3"),
        "fidelity": "angepasst",
        "costs": [
            {"format": "kurs", "amount_cents": 6000, "per": "klasse", "payer": "schule", "note": "je Termin"},
            {"format": "kurs", "amount_cents": None, "per": "", "payer": "foerderung", "note": ""},
        ],
        "curriculum": [
            {
                "subject": "Ethik",
                "grade_from": 8,
                "grade_to": 9,
                "learning_area": "Verantwortung",
                "wording": "",
            }
        ],
        "age_from": 12,
        "age_to": 17,
        "grade_from": 7,
        "group_min": 8,
        "duration_minutes": 90,
        "place_modes": ["at-provider", "comes-to-you"],
        "radius_km": 30,
    }
    offer = make_offer(organisation, **(defaults | fields))
    make_session(offer, dt.datetime(2026, 12, 8, 17, 30), rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=4")  # noqa: DTZ001 - wall clock
    make_session(offer, dt.datetime(2027, 1, 5, 9, 0), rrule="FREQ=MONTHLY;BYDAY=1TU;UNTIL=20270630T215959Z")  # noqa: DTZ001
    return offer


def test_every_shape_validates_against_the_official_schemas() -> None:
    offer = full_offer()
    make_offer()
    owner = offer.provider
    found = {
        "service": [get(f"/services/{offer.public_id}"), *get("/services", full="true")["contents"]],
        "service_list": [*get("/services")["contents"], *get("/services", minimal="true")["contents"]],
        "organization": [get(f"/organizations/{owner.public_id}", full_service="true")],
        "organization_list": get("/organizations")["contents"],
        "service_at_location": [get(f"/service_at_locations/{ids.at_location(offer.public_id)}")],
        "service_at_location_list": get("/service_at_locations")["contents"],
        "taxonomy": get("/taxonomies")["contents"],
        "taxonomy_term": get("/taxonomy_terms")["contents"],
    }
    assert {name: len(objects) for name, objects in found.items() if not objects} == {}
    assert [
        text for name, objects in found.items() for one in objects for text in complaints(name, one)
    ] == []


def test_a_broken_object_is_noticed_by_the_schemas() -> None:
    service = get(f"/services/{full_offer().public_id}")
    broken = service | {"id": "7", "status": "open", "url": "kein Verweis", "last_modified": "gestern"}
    assert {text.split(":")[0] for text in complaints("service", broken)} == {
        "$.id",
        "$.status",
        "$.url",
        "$.last_modified",
    }


def test_service_says_dates_costs_and_vocabulary() -> None:
    offer = full_offer()
    service = get(f"/services/{offer.public_id}")
    assert [(row["dtstart"], row["opens_at"], row["freq"]) for row in service["schedules"]] == [
        ("2026-12-08", "17:30+01:00", "WEEKLY"),
        ("2027-01-05", "09:00+01:00", "MONTHLY"),
    ]
    assert (service["schedules"][0]["interval"], service["schedules"][0]["count"]) == (2, 4)
    assert service["schedules"][1]["until"] == "2027-06-30"
    assert [row.get("amount") for row in service["cost_options"]] == [60, None]
    values = {row["link_type"]: row["value"] for row in service["attributes"]}
    assert (values["fidelity"], values["evidence_tier"], values["grade_from"]) == ("angepasst", "gl-3", "7")
    assert values["curriculum:0"] == "Ethik, Klasse 8 bis 9: Verantwortung"


def test_contacts_name_roles_and_never_persons() -> None:
    service = get(f"/services/{full_offer(contact_role='Koordination').public_id}")
    assert [row["title"] for row in service["contacts"]] == ["Koordination"]
    assert [row for row in service["contacts"] if "name" in row] == []


@pytest.mark.parametrize("state", ["draft", "submitted", "paused", "archived"])
def test_only_published_offers_leave(state: str) -> None:
    offer = make_offer(state=state)
    assert get("/services")["total_items"] == 0
    get(f"/services/{offer.public_id}", 404)


def test_hidden_providers_sleeping_towns_and_sandboxes_leave_nothing() -> None:
    for organisation in (
        make_organisation(is_public=False),
        make_organisation(make_tenant(is_active=False)),
        make_organisation(make_tenant(is_sandbox=True)),
    ):
        offer = make_offer(organisation)
        get(f"/services/{offer.public_id}", 404)
        get(f"/organizations/{organisation.public_id}", 404)
        get(f"/service_at_locations/{ids.at_location(offer.public_id)}", 404)
    assert [
        get(path)["total_items"] for path in ("/services", "/organizations", "/service_at_locations")
    ] == [0, 0, 0]


def test_a_hidden_contact_point_shows_neither_place_nor_telephone() -> None:
    organisation = make_organisation()
    point = make_contact_point(organisation, phone="030 23125 199", is_public=False)
    service = get(f"/services/{make_offer(organisation, contact_point=point).public_id}")
    assert [key for key in ("service_at_locations", "phones") if key in service] == []


def test_filters_by_owner_town_vocabulary_and_change() -> None:
    first = make_offer(audiences=["eltern"])
    second = make_offer(audiences=["jugendliche"])
    terms = {
        row["code"]: row
        for row in get("/taxonomy_terms", per_page=100)["contents"]
        if row["taxonomy"] == "audience"
    }

    def found(**query: Any) -> list[str]:
        return [row["id"] for row in get("/services", **query)["contents"]]

    assert found(organization_id=first.provider.public_id) == [str(first.public_id)]
    assert found(municipality=second.tenant.key) == [str(second.public_id)]
    assert found(taxonomy_term_id=terms["eltern"]["id"]) == [str(first.public_id)]
    assert found(taxonomy_id=terms["eltern"]["taxonomy_id"]) == [str(first.public_id), str(second.public_id)]
    assert found(modified_after="2099-01-01") == []
    assert found(modified_after="2026-01-01T00:00:00+01:00") == [str(first.public_id), str(second.public_id)]
    assert found(taxonomy_term_id="00000000-0000-4000-8000-000000000000") == []


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("/services", {"page": "0"}, "page"),
        ("/services", {"page": "x"}, "page"),
        ("/services", {"per_page": "101"}, "per_page"),
        ("/services", {"modified_after": "gestern"}, "modified_after"),
        ("/services", {"modified_after": "2026-01-01T10:00:00"}, "modified_after"),
        ("/services", {"taxonomy_id": "1 OR 1=1"}, "taxonomy_id"),
        ("/services", {"municipality": "14511"}, "municipality"),
        ("/services", {"format": "xml"}, "format"),
        ("/organizations", {"search": "x" * 201}, "search"),
        ("/taxonomy_terms", {"parent_id": "-"}, "parent_id"),
    ],
)
def test_bad_parameters_answer_a_problem_that_names_them(
    path: str, query: dict[str, str], named: str
) -> None:
    response = Client().get(f"{BASE}{path}", query)
    body = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (body["status"], body["errors"][0]["pointer"]) == (400, named)


@pytest.mark.parametrize(
    "kind", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
)
def test_unknown_ids_answer_404_as_a_problem(kind: str) -> None:
    body = get(f"/{kind}/00000000-0000-4000-8000-000000000000", 404)
    assert (body["status"], body["code"]) == (404, "not_found")


def test_anybody_may_read_and_ask_first() -> None:
    response = Client().get(f"{BASE}/services")
    assert (response["Access-Control-Allow-Origin"], response.cookies.output()) == ("*", "")
    asked = Client().options(f"{BASE}/services", headers={"Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert Client().get(f"{BASE}/services/7")["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_answer_is_not_sent_twice() -> None:
    make_offer()
    first = Client().get(f"{BASE}/services")
    second = Client().get(f"{BASE}/services", headers={"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")


def test_about_names_version_profile_and_description() -> None:
    about = get("/")
    assert about["version"] == "3.1"
    assert get("/openapi.json")["openapi"] == "3.1.0"
    assert about["openapi_url"].endswith("/api/hsds/openapi.json")


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/services", 3),
        ("/services?full=true", 3),
        ("/service_at_locations?full=true", 3),
        ("/organizations?full=true", 3),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow_with_rows(
    path: str, queries: int, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(rows):
        full_offer()
    catalogue.forget()  # as after the commit that a test never reaches
    Client().get(f"{BASE}{path}")
    pagecache.store.clear()  # what is counted is a page whose vocabulary and total are known
    with django_assert_max_num_queries(queries):
        assert json.loads(Client().get(f"{BASE}{path}").content)["size"] == rows


def test_place_ids_turn_back_into_service_ids() -> None:
    offer = make_offer()
    there = ids.at_location(offer.public_id)
    assert (there == offer.public_id, ids.at_location(there), there.version) == (False, offer.public_id, 4)
