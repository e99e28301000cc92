// The map page: takes messages from the console, draws, and says what the user does. See messages.js for what it hears.

import * as maplibre from "/lib/maplibre-gl.mjs";
import { baseStyle, LABEL_LAYERS, LAYERS_OF, ringFeatures, textField, townFile } from "./base_style.js";
import { Fleet } from "./fleet.js";
import { LayerBox } from "./layer_box.js";
import { parse } from "./messages.js";
import { Overlay } from "./overlay.js";
import { listen } from "./pointer.js";
import { mercatorX, mercatorY, TILE, View } from "./projection.js";
import { ringAnchor, toWorld } from "./routes.js";

const view = new View();
const fleet = new Fleet();
const overlay = new Overlay(document.getElementById("overlay"), view, fleet);
const state = { lang: "zh", words: {}, visible: {}, rings: [], software: true, town: 0, styled: false };
let map = null;
let port = null;
let box = null;

const placed = (lon, lat) => ({ mx: mercatorX(lon), my: mercatorY(lat) });

function look() {
  const { lng, lat } = map.getCenter();
  const canvas = map.getContainer();
  view.set(lng, lat, map.getZoom(), canvas.clientWidth, canvas.clientHeight);
}

// A town opens filling the page rather than framed by emptiness; `fit` shows all of it.
function openingView({ bbox: [w, s, e, n], centre }) {
  const { clientWidth, clientHeight } = document.getElementById("map");
  const across = clientWidth / (mercatorX(e * 1e7) - mercatorX(w * 1e7));
  const down = clientHeight / (mercatorY(s * 1e7) - mercatorY(n * 1e7));
  const zoomOf = (scale) => Math.log2(scale / TILE);
  return [...centre, Math.min(zoomOf(Math.max(across, down)), zoomOf(Math.min(across, down)) + 1)];
}

function makeMap(message) {
  const [lon, lat, zoom] = message.view ?? openingView(message);
  map = new maplibre.Map({
    container: "map",
    style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": "#10171d" } }] },
    center: [lon, lat],
    zoom,
    maxZoom: 19,
    minZoom: 8,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    attributionControl: false,
    fadeDuration: 0,
    localIdeographFontFamily: '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif',
    pixelRatio: state.software ? 1 : undefined,
    canvasContextAttributes: { antialias: !state.software },
    maxTileCacheSize: 60,
    // By its bare path MapLibre's worker fetches a file itself; by its full address it would ask this thread for it.
    transformRequest: (url) => ({ url: url.startsWith(location.origin) ? url.slice(location.origin.length) : url }),
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  look();
  map.on("move", () => {
    look();
    overlay.moved = true;
  });
  map.on("render", () => {
    if (overlay.moved) overlay.draw();
    overlay.moved = false;
  });
  map.on("resize", () => {
    look();
    overlay.resize(view.width, view.height);
    box.fit(view.height);
  });
  map.on("moveend", tellView);
  map.on("error", (event) => port.error("town", String(event.error?.message ?? event.error)));
  listen(map, overlay, view, port);
  overlay.resize(view.width, view.height);
  box.fit(view.height);
}

function tellView() {
  const { lng, lat } = map.getCenter();
  port.view_changed(Math.round(lng * 1e7), Math.round(lat * 1e7), Math.round(map.getZoom() * 1000));
}

async function fetchGrids(message) {
  if (!message.layers.includes("grids")) return null;
  try {
    const answer = await fetch(`/town/grids.geojson?town=${message.number}`);
    return await answer.json();
  } catch (error) {
    port.error("town", `grids: ${error.message}`);
    return null;
  }
}

async function showTown(message) {
  state.town = message.number;
  state.styled = false;
  const grids = await fetchGrids(message);
  if (state.town !== message.number) return;
  map.setStyle(baseStyle(message.number, message.layers, grids, state.lang), { diff: false });
  map.once("style.load", () => {
    if (state.town !== message.number) return;
    state.styled = true;
    applyLayers();
    applyRings();
    map.once("idle", () => {
      overlay.touch();
      tellView();
      port.drawn();
      // Buildings are most of a town's bytes: they come once the map can be used.
      if (message.layers.includes("buildings")) map.getSource("buildings").setData(townFile("buildings", message.number));
    });
  });
}

function applyLayers() {
  overlay.visible = state.visible;
  box.setVisible(state.visible);
  overlay.touch();
  if (!state.styled) return;
  for (const [name, ids] of Object.entries(LAYERS_OF)) {
    for (const id of ids) map.setLayoutProperty(id, "visibility", state.visible[name] ? "visible" : "none");
  }
}

function applyRings() {
  const words = state.words.minutes ?? "{0} min";
  overlay.ringLabels = state.rings
    .map(([minutes, geometry]) => ({ anchor: ringAnchor(geometry), text: words.replace("{0}", minutes) }))
    .filter((ring) => ring.anchor !== null);
  if (state.styled) map.getSource("rings").setData(ringFeatures(state.rings));
  overlay.touch();
}

const HANDLERS = {
  options(m) {
    overlay.hz = m.hz;
    state.software = m.software;
  },
  words(m) {
    const changed = m.lang !== state.lang;
    state.lang = m.lang;
    state.words = m.words;
    overlay.words = m.words;
    document.documentElement.lang = m.lang === "zh" ? "zh-CN" : "en";
    box.setWords(m.words);
    if (changed && state.styled) for (const id of LABEL_LAYERS) map.setLayoutProperty(id, "text-field", textField(m.lang));
    applyRings();
  },
  layers(m) {
    state.visible = m.visible;
    applyLayers();
  },
  town(m) {
    if (!map) makeMap(m);
    else {
      const [lon, lat, zoom] = openingView(m);
      map.jumpTo({ center: [lon, lat], zoom });
    }
    showTown(m);
  },
  units(m) {
    fleet.update(m.full, m.set, m.drop);
    box.setCount("units", fleet.units.size);
  },
  move(m) {
    fleet.move(m, performance.now());
  },
  incidents(m) {
    overlay.incidents = m.items.map(([id, lon, lat, level, blink, label]) => ({ id, ...placed(lon, lat), level, blink, label }));
    // The gravest is painted last, on top.
    overlay.incidents.sort((a, b) => b.level - a.level);
    box.setCount("incidents", m.items.length);
  },
  cameras(m) {
    overlay.cameras = m.items.map(([id, lon, lat, bearing, fov, range, near, label]) => (
      { id, ...placed(lon, lat), bearing, fov, range, near, label }));
    box.setCount("cameras", m.items.length);
  },
  sensors(m) {
    overlay.sensors = m.items.map(([id, lon, lat, alarming, label]) => ({ id, ...placed(lon, lat), alarming, label }));
    box.setCount("sensors", m.items.length);
  },
  closures(m) {
    overlay.closures = m.items.filter((row) => row[1].length > 1).map(([id, path, label]) => ({ id, path: toWorld(path), label }));
    box.setCount("closures", m.items.length);
  },
  rings(m) {
    state.rings = m.items;
    applyRings();
  },
  routes(m) {
    overlay.routes = m.items.map(([id, path]) => ({ id, path: toWorld(path) }));
  },
  rally(m) {
    overlay.rally = m.item && { id: m.item[0], ...placed(m.item[1], m.item[2]), radius: m.item[3], label: m.item[4] };
  },
  scene(m) {
    overlay.area = toWorld(m.area);
    overlay.posts = m.posts.map(([id, lon, lat, filled, label]) => ({ id, ...placed(lon, lat), filled, label }));
  },
  proposals(m) {
    overlay.proposals = m.items.map(([id, lon, lat, number, chosen, radius, label]) => (
      { id, ...placed(lon, lat), number, chosen, radius, label }));
  },
  wind(m) {
    overlay.wind = m.item && { from: m.item[0], label: m.item[1] };
  },
  select(m) {
    overlay.selected = { kind: m.kind, id: m.id };
  },
  stale(m) {
    fleet.allStale = m.on;
  },
  fly(m) {
    map?.easeTo({ center: [m.lon, m.lat], zoom: m.zoom ?? Math.max(map.getZoom(), 14), duration: state.software ? 0 : 350 });
  },
  fit() {
    if (state.bbox) map?.fitBounds(state.bbox, { animate: false, padding: 12 });
  },
  ping(m) {
    port.answered(m.n);
  },
};
const QUIET = new Set(["ping", "options", "fly", "fit"]);

function hear(text) {
  const message = parse(text);
  if (typeof message === "string") {
    port.error("message", message);
    return;
  }
  try {
    if (message.t === "town") state.bbox = [message.bbox.slice(0, 2), message.bbox.slice(2)];
    HANDLERS[message.t](message);
    // Moving units wait for the next frame that is due anyway.
    if (message.t === "move") overlay.news();
    else if (!QUIET.has(message.t)) overlay.touch();
  } catch (error) {
    const fatal = message.t === "town" && (!map || !map.painter);
    port.error(fatal ? "fatal" : "script", `${message.t}: ${error.message}`);
  }
}

// For tests and measurements; the console itself speaks only through the port.
window.musterMap = { overlay, fleet, view, map: () => map };

window.addEventListener("error", (event) => port?.error("script", String(event.message)));
window.addEventListener("unhandledrejection", (event) => port?.error("script", String(event.reason)));

new QWebChannel(window.qt.webChannelTransport, (channel) => {
  port = channel.objects.port;
  box = new LayerBox(document.getElementById("layers"), (name, on) => {
    state.visible = { ...state.visible, [name]: on };
    applyLayers();
    port.layer_switched(name, on);
  });
  overlay.reserved = document.getElementById("layers");
  maplibre.setWorkerUrl("/lib/maplibre-gl-worker.mjs");
  port.post.connect(hear);
  port.ready();
});
