"""Pages of the HSDS lists: counts, and the same rows in whatever order pages are asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.directory import make_organisation
from tests.factories.offers import make_offer, make_terms
from umsicht.offers.models import Offer
from umsicht.tenancy.domain.content import bump_content_version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words() -> None:
    make_terms()


def get(path: str, **query: Any) -> dict[str, Any]:
    response = Client().get(f"/api/hsds{path}", query)
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def test_paging_counts_and_says_where_it_is() -> None:
    owner = make_organisation()
    for _ in range(5):
        make_offer(owner)
    page = get("/services", page=2, per_page=2)
    assert {key: page[key] for key in page if key != "contents"} == {
        "total_items": 5,
        "total_pages": 3,
        "page_number": 2,
        "size": 2,
        "first_page": False,
        "last_page": False,
        "empty": False,
    }
    seen = [
        row["id"] for number in (1, 2, 3) for row in get("/services", page=number, per_page=2)["contents"]
    ]
    assert len(set(seen)) == 5
    assert get("/services", page=9, per_page=2)["empty"] is True


def test_pages_hold_the_same_rows_in_whatever_order_they_are_asked_for() -> None:
    owner = make_organisation()
    made = [str(make_offer(owner).public_id) for _ in range(7)]

    def pages(*numbers: int) -> dict[int, list[str]]:
        return {
            number: [row["id"] for row in get("/services", page=number, per_page=2)["contents"]]
            for number in numbers
        }

    expected = {1: made[:2], 2: made[2:4], 3: made[4:6], 4: made[6:]}
    assert pages(3, 1, 2, 4) == expected  # page 3 by counting rows, page 2 after page 1, page 4 after page 3
    hide = Offer.objects.with_scope(tenant=owner.tenant).get(public_id=made[1])
    hide.state = "paused"
    hide.save()
    bump_content_version(owner.tenant)
    assert pages(2, 3, 1) == {1: [made[0], made[2]], 2: made[3:5], 3: made[5:]}
