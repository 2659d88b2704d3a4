"""The way from the file to a figure."""

from __future__ import annotations

import pytest

from umsicht.situation.domain.catalogue import DATA
from umsicht.situation.domain.crime import import_crime
from umsicht.situation.queries.reference import reference
from umsicht.situation.queries.series import series

pytestmark = pytest.mark.django_db


def test_the_violent_crime_of_chemnitz_reads_as_published():
    report = import_crime(path=DATA / "pks_kreise_sachsen_2015_2022.csv", actor=None)
    known = reference()
    found = series(known.by_code("pks/892000"), known.regions["14511"])
    assert report.summary() == "4303 neu, 0 geändert, 0 unverändert, 0 abgelehnt"
    assert [(point.year, point.cases, round(point.rate)) for point in found.points[-2:]] == [
        (2021, 681, 279),
        (2022, 688, 283),
    ]
