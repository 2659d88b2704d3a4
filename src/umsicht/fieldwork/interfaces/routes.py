"""The route of an inspection for maps: its line, and a numbered point for each stop."""

from __future__ import annotations

from typing import Any

from umsicht.fieldwork.models import Inspection


def route_geojson(inspection: Inspection) -> dict[str, Any]:
    points = inspection.route.get("coordinates", [])
    features: list[dict[str, Any]] = []
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
    return {"type": "FeatureCollection", "features": features}
