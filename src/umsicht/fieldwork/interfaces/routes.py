"""The route of an inspection for maps: its line and a numbered point for each stop, on the shapes of the districts."""

from __future__ import annotations

from typing import Any

from umsicht.fieldwork.models import Inspection
from umsicht.places.queries.maps import district_features


def route_features(inspection: Inspection) -> list[dict[str, Any]]:
    points = inspection.route.get("coordinates", [])
    features = district_features(inspection.tenant)
    for shape in features:
        if shape["properties"]["key"] == inspection.district:
            shape["properties"]["on"] = True
    if len(points) > 1:
        line = {"type": "LineString", "coordinates": points}
        features.append({"type": "Feature", "geometry": line, "properties": {"line": True}})
    for number, (point, name) in enumerate(zip(points, inspection.stops, strict=False), start=1):
        features.append(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": point},
                "properties": {"name": name, "number": number, "id": f"halt-{number}"},
            }
        )
    return features
