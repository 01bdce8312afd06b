// The map that can be zoomed: MapLibre GL on the borders that the site serves,
// coloured as the map of the server beside it, whose links stay the way
// through it by keyboard. It asks no other host for anything.
import { Map, setWorkerUrl } from "maplibre-gl";

// open builds the map in a box and gives what the page needs to steer it.
// places are the links of the server's map by code: {tone, faded, label, href}.
export async function open({ box, worker, shapes, places, level, colours, show, marks, view, on }) {
  setWorkerUrl(worker);
  const answer = await fetch(shapes);
  if (!answer.ok) throw new Error("borders");
  const ground = (await answer.json()).content;
  const at = (x, y) => [ground.west + x * ground.lon, ground.north - y * ground.lat];
  const list = level === "district" ? ground.districts : ground.areas;
  const bounds = boundsOf(list.flatMap((s) => s.rings), at);
  const map = new Map({
    container: box,
    style: { version: 8, sources: {}, layers: [{ id: "page", type: "background", paint: { "background-color": colours.page } }] },
    bounds, fitBoundsOptions: { padding: 16 },
    attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, maxZoom: 18, minZoom: 8, fadeDuration: 0,
    maxBounds: [[bounds[0][0] - 0.3, bounds[0][1] - 0.2], [bounds[1][0] + 0.3, bounds[1][1] + 0.2]],
    locale: { "Map.Title": on.title },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  await new Promise((done, failed) => { map.once("load", done); map.once("error", (e) => failed(e.error)); });
  for (const tone of ["suppressed", "missing", "not_applicable"]) map.addImage(tone, pattern(tone, colours));

  const source = (id, shapes, properties) => map.addSource(id, {
    type: "geojson",
    data: { type: "FeatureCollection", features: shapes.map((s, i) => ({ type: "Feature", id: i, properties: properties?.(s) ?? { name: s.name ?? "" }, geometry: { type: "MultiPolygon", coordinates: polygons(s.rings, at) } })) },
  });
  source("areas", list, (s) => ({ code: s.code, tone: places[s.code]?.tone ?? "", faded: places[s.code]?.faded ? 1 : 0 }));
  source("districts", ground.districts);
  source("zones", ground.zones);
  source("water", ground.water);
  source("housing", ground.housing);
  map.addSource("lines", { type: "geojson", data: { type: "FeatureCollection", features: ground.lines.map((s) => ({ type: "Feature", properties: { kind: s.code }, geometry: { type: "MultiLineString", coordinates: s.rings.map((r) => points(r, at)) } })) } });
  map.addSource("marks", { type: "geojson", data: { type: "FeatureCollection", features: marks.map((m) => ({ type: "Feature", properties: { name: m.name, n: m.n }, geometry: { type: "Point", coordinates: at(m.x, m.y) } })) } });

  const plain = ["case", ["==", ["get", "faded"], 1], 0.16, 1];
  const wide = (a, b) => ["interpolate", ["linear"], ["zoom"], 11, a, 16, b];
  map.addLayer({ id: "areas", type: "fill", source: "areas", filter: ["in", ["get", "tone"], ["literal", Object.keys(colours.tones)]], paint: { "fill-color": ["match", ["get", "tone"], ...Object.entries(colours.tones).flat(), colours.page], "fill-opacity": plain } });
  map.addLayer({ id: "without", type: "fill", source: "areas", filter: ["in", ["get", "tone"], ["literal", ["suppressed", "missing", "not_applicable"]]], paint: { "fill-pattern": ["get", "tone"], "fill-opacity": plain } });
  map.addLayer({ id: "water", type: "fill", source: "water", paint: { "fill-color": colours.water } });
  map.addLayer({ id: "edges", type: "line", source: "areas", paint: { "line-color": colours.page, "line-width": wide(0.6, 2) } });
  map.addLayer({ id: "districts", type: "line", source: "districts", paint: { "line-color": colours.page, "line-width": wide(2, 5) } });
  map.addLayer({ id: "lines", type: "line", source: "lines", paint: { "line-color": colours.line, "line-width": wide(1.2, 4) } });
  if (show.zones) {
    map.addLayer({ id: "zone-case", type: "line", source: "zones", paint: { "line-color": colours.page, "line-width": wide(4.5, 8) } });
    map.addLayer({ id: "zones", type: "line", source: "zones", paint: { "line-color": colours.ink, "line-width": wide(1.8, 3.2) } });
  }
  if (show.housing) map.addLayer({ id: "housing", type: "line", source: "housing", paint: { "line-color": colours.here, "line-width": 2, "line-dasharray": [2, 1.5] } });
  map.addLayer({ id: "marks", type: "circle", source: "marks", paint: {
    "circle-radius": ["case", [">", ["get", "n"], 0], 11, 5], "circle-stroke-width": 2,
    "circle-color": ["case", [">", ["get", "n"], 0], colours.here, colours.page], "circle-stroke-color": ["case", [">", ["get", "n"], 0], colours.page, colours.here],
  } });
  map.addLayer({ id: "here", type: "line", source: "areas", filter: ["==", ["get", "code"], ""], paint: { "line-color": colours.here, "line-width": wide(3, 5) } });

  map.addSource("door", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({ id: "door", type: "circle", source: "door", paint: { "circle-radius": 8, "circle-color": colours.here, "circle-stroke-color": colours.page, "circle-stroke-width": 3 } });

  // Names are set as text of the page, so that no font has to be fetched. The
  // first in the list lead: a name that would lie over one of them is left out.
  const near = 12.8;
  const point = (s) => at(s.rings[0][0], s.rings[0][1]);
  const names = [
    ...ground.districts.map((d) => ({ at: centre(d.rings, at), el: named(box, d.name), from: 0 })),
    ...ground.names.map((s) => ({ at: point(s), el: named(box, s.name, "place-name"), from: 12 })),
    ...marks.filter((m) => m.n > 0).map((m) => ({ at: at(m.x, m.y), el: named(box, String(m.n), "count"), from: 0, mark: true })),
  ];
  // Names of small areas come out where there is room for them, the large ones first.
  const small = () => level === "district" ? [] : list.map((s) => ({ at: centre(s.rings, at), el: named(box, s.name, "area-name"), from: near, size: extent(s.rings, at) })).sort((a, b) => b.size - a.size);
  let door = null, all = null;
  const place = () => {
    const zoom = map.getZoom(), inView = map.getBounds(), taken = [];
    if (zoom >= near) all ??= [...names, ...small()];
    for (const n of [...(door ? [door] : []), ...(all ?? names)]) {
      n.el.hidden = zoom < n.from || !inView.contains(n.at);
      if (n.el.hidden) continue;
      const p = map.project(n.at);
      n.wide ??= n.el.offsetWidth;
      n.high ??= n.el.offsetHeight;
      const y = n === door ? p.y - 1.4 * n.high : p.y;
      if (!n.mark && taken.some((t) => Math.abs(t.x - p.x) < (t.wide + n.wide) / 2 + 4 && Math.abs(t.y - y) < (t.high + n.high) / 2)) { n.el.hidden = true; continue; }
      if (!n.mark) taken.push({ x: p.x, y, wide: n.wide, high: n.high });
      n.el.style.left = `${p.x}px`;
      n.el.style.top = `${p.y}px`;
    }
  };
  map.on("move", place);
  place();

  // knock marks a door, or none.
  const knock = (to, name) => {
    door?.el.remove();
    door = to ? { at: to, el: named(box, name, "door-name"), from: 0 } : null;
    map.getSource("door").setData({ type: "FeatureCollection", features: to ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: to } }] : [] });
    place();
  };
  const mark = (code) => map.setFilter("here", ["==", ["get", "code"], code ?? ""]);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const byCode = Object.fromEntries(list.map((s) => [s.code, s]));
  const go = (codes, zoom = 14, to, name) => {
    knock(to, name);
    if (to) {
      map.easeTo({ center: to, zoom: 14.6, animate: !still });
      mark(codes[0]);
      return;
    }
    const rings = codes.flatMap((c) => byCode[c]?.rings ?? []);
    if (rings.length) map.fitBounds(boundsOf(rings, at), { padding: 90, maxZoom: zoom, animate: !still });
    mark(codes[0]);
  };
  for (const layer of ["areas", "without"]) {
    map.on("mousemove", layer, (e) => { const code = e.features[0].properties.code; map.getCanvas().style.cursor = "pointer"; mark(code); on.point(code, e.point.x / box.clientWidth); });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; mark(); on.point(); });
    map.on("click", layer, (e) => on.choose(e.features[0].properties.code));
  }
  map.on("moveend", () => { const c = map.getCenter(); on.moved(`${map.getZoom().toFixed(2)}/${c.lat.toFixed(5)}/${c.lng.toFixed(5)}`); });
  if (view) {
    const [zoom, lat, lon] = view.split("/").map(Number);
    if ([zoom, lat, lon].every(Number.isFinite)) map.jumpTo({ zoom, center: [lon, lat] });
  }
  return {
    go, mark,
    closer: () => map.zoomIn({ animate: !still }),
    farther: () => map.zoomOut({ animate: !still }),
    whole: () => map.fitBounds(bounds, { padding: 16, animate: !still }),
    close: () => { map.remove(); box.replaceChildren(); },
  };
}

// points turns differences on the grid into longitude and latitude.
function points(steps, at) {
  const out = [];
  for (let i = 0, x = 0, y = 0; i < steps.length; i += 2) { x += steps[i]; y += steps[i + 1]; out.push(at(x, y)); }
  return out;
}

// polygons sorts rings into outlines and the holes inside them.
function polygons(rings, at) {
  const all = rings.map((r) => { const p = points(r, at); p.push(p[0]); return p; });
  const outer = [];
  const holes = [];
  all.forEach((r, i) => {
    const around = all.filter((o, j) => j !== i && inside(r[0], o) && inside(r[1], o));
    if (around.length % 2 === 0) outer.push([r]); else holes.push([r, around]);
  });
  for (const [hole, around] of holes) outer.find((p) => around.includes(p[0]))?.push(hole);
  return outer;
}

function inside([x, y], ring) {
  let odd = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i], [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

function boundsOf(rings, at) {
  let w = Infinity, s = Infinity, e = -Infinity, n = -Infinity;
  for (const r of rings) for (const [x, y] of points(r, at)) { w = Math.min(w, x); e = Math.max(e, x); s = Math.min(s, y); n = Math.max(n, y); }
  return [[w, s], [e, n]];
}

function centre(rings, at) {
  const [[w, s], [e, n]] = boundsOf(rings, at);
  return [(w + e) / 2, (s + n) / 2];
}

// extent is the size of the frame around a shape, to order by.
function extent(rings, at) {
  const [[w, s], [e, n]] = boundsOf(rings, at);
  return (e - w) * (n - s);
}

function named(box, text, kind = "") {
  const el = document.createElement("span");
  el.className = `spot-name ${kind}`;
  el.setAttribute("aria-hidden", "true");
  el.textContent = text;
  box.append(el);
  return el;
}

// pattern draws the pattern of a state that has no figure.
function pattern(tone, colours) {
  const size = 16, c = document.createElement("canvas");
  c.width = c.height = size;
  const g = c.getContext("2d");
  g.fillStyle = colours.page;
  g.fillRect(0, 0, size, size);
  g.strokeStyle = g.fillStyle = colours.soft;
  if (tone === "missing") for (const [x, y] of [[4, 4], [12, 12]]) { g.beginPath(); g.arc(x, y, 2.2, 0, 7); g.fill(); }
  else {
    g.lineWidth = tone === "suppressed" ? 3 : 1;
    g.beginPath();
    for (let i = -size; i <= size; i += 8) { g.moveTo(i, size); g.lineTo(i + size, 0); if (tone !== "suppressed") { g.moveTo(i, 0); g.lineTo(i + size, size); } }
    g.stroke();
  }
  return g.getImageData(0, 0, size, size);
}
