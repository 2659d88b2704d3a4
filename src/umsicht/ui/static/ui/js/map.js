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

function pin(L, feature, at) {
  const { name = "", number = "" } = feature.properties;
  const icon = L.divIcon({ className: "um-map__pin", html: "", iconSize: null });
  const marker = L.marker(at, { icon, title: name, alt: name, keyboard: true });
  marker.on("add", () => {
    const dot = marker.getElement();
    dot.textContent = number;
    dot.setAttribute("aria-label", `${number} ${name}`.trim());
  });
  return marker;
}

function words(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
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
    const layer = L.geoJSON(data, {
      style: (feature) => ({ className: `um-map__area${feature.properties.on ? " um-map__area--on" : ""}`, fill: true }),
      pointToLayer: (feature, at) => pin(L, feature, at),
      onEachFeature: (feature, part) => {
        if (feature.properties.name) part.bindTooltip(words(feature.properties.name));
        part.on("click", () => visit(feature.properties));
        part.on("keypress", (event) => event.originalEvent.key === "Enter" && visit(feature.properties));
      },
    }).addTo(map);
    const bounds = layer.getBounds();
    if (!bounds.isValid()) throw new Error("empty");
    map.fitBounds(bounds, { padding: [12, 12], maxZoom: 15, animate: false });
  } catch {
    const said = document.createElement("p");
    said.className = "um-meta um-map__failed";
    said.textContent = box.dataset.failed;
    box.replaceChildren(said);
    box.classList.add("um-map__canvas--failed");
  }
}
