// A map without tiles: areas and points from one GeoJSON address of ours. The list beside it says the same in words.
let leaflet;

function load(url) {
  leaflet ||= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.L);
    script.onerror = reject;
    document.head.append(script);
  });
  return leaflet;
}

const APART = { x: 48, y: 30 }; // pixels a pin needs for itself: 28 of its own, "1 +12" is 44 wide

// Points that would lie on each other share a pin. The first one's number stands on it, so order is the list's.
function groups(map, points) {
  const found = [];
  for (const point of points) {
    const at = map.latLngToLayerPoint(point.at);
    const near = found.find((group) => Math.abs(group.px.x - at.x) < APART.x && Math.abs(group.px.y - at.y) < APART.y);
    if (near) near.points.push(point);
    else found.push({ px: at, points: [point] });
  }
  return found;
}

function pin(L, map, { points }) {
  const [first] = points;
  const many = points.length > 1;
  const names = points.map(({ properties: { name = "", number = "" } }) => `${number} ${name}`.trim());
  const shown = many ? `${first.properties.number ?? ""} +${points.length - 1}`.trim() : first.properties.number ?? "";
  const said = many ? `${shown}: ${names.join("; ")}` : names[0]; // what is seen is part of what is heard
  const icon = L.divIcon({ className: `um-map__pin${many ? " um-map__pin--many" : ""}`, html: "", iconSize: null });
  const marker = L.marker(first.at, { icon, alt: said, keyboard: true });
  marker.on("add", () => {
    const dot = marker.getElement();
    dot.textContent = shown;
    dot.setAttribute("aria-label", said);
  });
  if (names[0]) marker.bindTooltip(words(...names.slice(0, 5), ...(names.length > 5 ? ["…"] : [])));
  const go = () => {
    const bounds = L.latLngBounds(points.map((point) => point.at));
    const closer = Math.min(map.getBoundsZoom(bounds, false, [40, 40]), map.getMaxZoom());
    if (many && !bounds.getNorthEast().equals(bounds.getSouthWest()) && closer > map.getZoom()) {
      map.setView(bounds.getCenter(), closer);
      map.getContainer().focus();
    } else visit(first.properties);
  };
  marker.on("click", go);
  marker.on("keypress", (event) => event.originalEvent.key === "Enter" && go());
  return marker;
}

function words(...lines) {
  const box = document.createElement("div");
  for (const line of lines) box.appendChild(document.createElement("div")).textContent = line;
  return box;
}

// Going to a point means going to its entry in the list, or to its page.
function visit(properties) {
  const entry = properties.id && document.getElementById(properties.id);
  if (entry) {
    location.hash = properties.id;
    entry.tabIndex = -1;
    entry.focus();
  } else if (properties.url) {
    location.href = properties.url;
  }
}

export async function draw(box) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const plain = { zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm };
  try {
    const [L, response] = await Promise.all([load(box.dataset.leaflet), fetch(box.dataset.src)]);
    if (!response.ok) throw new Error(String(response.status));
    const data = await response.json();
    const map = L.map(box, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 17, ...plain,
    });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    const areas = L.geoJSON(data, {
      filter: (feature) => feature.geometry.type !== "Point",
      style: (feature) => ({ className: feature.properties.line ? "um-map__line" : `um-map__area${feature.properties.on ? " um-map__area--on" : ""}`, fill: !feature.properties.line }),
      onEachFeature: (feature, part) => {
        if (feature.properties.name) part.bindTooltip(words(feature.properties.name));
        part.on("click", () => visit(feature.properties));
        part.on("keypress", (event) => event.originalEvent.key === "Enter" && visit(feature.properties));
      },
    }).addTo(map);
    const points = (data.features ?? [])
      .filter((feature) => feature.geometry.type === "Point")
      .map(({ geometry, properties }) => ({ at: L.latLng(geometry.coordinates[1], geometry.coordinates[0]), properties }));
    // Several points are what the reader compares; a single one is found more easily on the whole map.
    const bounds = points.length > 1 ? L.latLngBounds(points.map((point) => point.at)) : areas.getBounds();
    for (const point of points) bounds.extend(point.at);
    if (!bounds.isValid()) throw new Error("empty");
    const closest = (data.features ?? []).some((feature) => feature.properties.line) ? 15.25 : 15; // a way on foot is short
    map.fitBounds(bounds, { paddingTopLeft: [72, 24], paddingBottomRight: [28, 24], maxZoom: closest, animate: false }); // beside the buttons
    const pins = L.layerGroup().addTo(map);
    const place = () => {
      pins.clearLayers();
      for (const group of groups(map, points)) pins.addLayer(pin(L, map, group));
    };
    place();
    map.on("zoomend", place);
  } catch {
    const said = document.createElement("p");
    said.className = "um-meta um-map__failed";
    said.textContent = box.dataset.failed;
    box.replaceChildren(said);
    box.classList.add("um-map__canvas--failed");
  }
}
