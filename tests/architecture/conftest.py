"""The world that every address is asked in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.architecture import world as worlds
from tests.architecture.persons import World
from tests.conftest import forget_everything


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for all tests of a file; what a request writes is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        forget_everything()
        yield worlds.build()
        transaction.set_rollback(True)
