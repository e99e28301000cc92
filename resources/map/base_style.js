// The base map as a MapLibre style: dark, calm, without glyph files (labels are drawn from local fonts).

import { edgesOf, namesOf } from "./grid_lines.js";

const EMPTY = { type: "FeatureCollection", features: [] };
const FONT = ["Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC"];
const zoomed = (...stops) => ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];
// Class 0 and 1 carry the town, 2 the quarter, 3 to 5 only the near view.
const CLASS = ["case", ["has", "class"], ["to-number", ["get", "class"], 4], 9];
const roadWidth = (major, middle, minor) => ["match", CLASS, [0, 1], major, 2, middle, minor];
const ROAD_WIDTH = zoomed(
  10, roadWidth(1.4, 0.8, 0.3),
  13, roadWidth(3.6, 1.8, 0.8),
  15, roadWidth(6.5, 4, 2.2),
  18, roadWidth(20, 14, 9),
);

// Near by, the whole view lies in a ring: its tint steps back.
const RING_FILL = ["interpolate", ["linear"], ["zoom"], 13, ["get", "soft"], 16, ["*", 0.3, ["get", "soft"]]];

export function textField(lang) {
  const [first, second] = lang === "zh" ? ["name_zh", "name_en"] : ["name_en", "name_zh"];
  return ["coalesce", ["get", first], ["get", second], ""];
}

const line = (id, source, paint, extra = {}) => ({ id, type: "line", source, paint, ...extra });
const fill = (id, source, paint, extra = {}) => ({ id, type: "fill", source, paint, ...extra });
const label = (id, source, lang, layout, paint, extra = {}) => ({
  id, type: "symbol", source,
  layout: { "text-field": textField(lang), "text-font": FONT, "text-padding": 6, ...layout },
  paint: { "text-halo-color": "#10171d", "text-halo-width": 1.2, ...paint },
  ...extra,
});

function layers(lang) {
  return [
    { id: "ground", type: "background", paint: { "background-color": "#10171d" } },
    fill("water", "water", { "fill-color": "#13242f" }),
    fill("green", "green", { "fill-color": "#14241f" }),
    fill("buildings", "buildings", { "fill-color": "#182129", "fill-antialias": false }, { minzoom: 12 }),
    line("minor-roads", "roads", { "line-color": "#202b34", "line-width": ROAD_WIDTH },
      { minzoom: 12, filter: ["all", [">=", CLASS, 3], ["<", CLASS, 9]], layout: { "line-cap": "round" } }),
    line("major-roads", "roads", { "line-color": "#25313b", "line-width": ROAD_WIDTH },
      { filter: ["<", CLASS, 3], layout: { "line-cap": "round", "line-join": "round" } }),
    line("railway", "roads", { "line-color": "#2a3742", "line-width": 1.2, "line-dasharray": [5, 3] },
      { minzoom: 11, filter: ["==", ["get", "kind"], "railway"] }),
    fill("rings", "rings", { "fill-color": "#2bb8c3", "fill-opacity": RING_FILL, "fill-antialias": false }),
    line("ring-lines", "rings", { "line-color": "#2bb8c3", "line-opacity": 0.45, "line-width": 1 },
      { layout: { "line-join": "round" } }),
    line("grid-lines", "grid-lines", { "line-color": "#3a5161", "line-dasharray": [6, 5], "line-width": 1 },
      { minzoom: 11 }),
    label("road-names", "roads", lang,
      { "symbol-placement": "line", "text-size": 11, "symbol-spacing": 420 }, { "text-color": "#5b6a77" },
      { minzoom: 14, filter: ["all", ["has", "name_zh"], ["<", CLASS, 4]] }),
    label("grid-names", "grid-names", lang,
      { "text-size": 11, "text-anchor": "top-left", "text-justify": "left", "text-offset": [0.9, 0.6] },
      { "text-color": "#4f6675" }, { minzoom: 12.2 }),
    label("water-names", "water", lang, { "text-size": 11 }, { "text-color": "#35525f" }, { minzoom: 13 }),
    label("communities", "places", lang, { "text-size": 11 }, { "text-color": "#4f6675" },
      { minzoom: 14, filter: ["!=", ["get", "kind"], "subdistrict"] }),
    label("subdistricts", "places", lang, { "text-size": 14, "text-letter-spacing": 0.1 }, { "text-color": "#5b6a77" },
      { maxzoom: 13.5, filter: ["==", ["get", "kind"], "subdistrict"] }),
  ];
}

// The address of a town's file; its number keeps towns apart.
export function townFile(name, number) {
  return new URL(`/town/${name}.geojson?town=${number}`, location.href).href;
}

// The style of a town; `grids` is its grids' GeoJSON or null, `has` names the layers it brings.
export function baseStyle(number, has, grids, lang) {
  const file = (name) => (has.includes(name) ? townFile(name, number) : EMPTY);
  const source = (data, more = {}) => ({ type: "geojson", data, tolerance: 0.5, ...more });
  return {
    version: 8,
    sources: {
      water: source(file("water")),
      green: source(file("green")),
      // Filled when all else is drawn.
      buildings: source(EMPTY, { maxzoom: 15, buffer: 8 }),
      roads: source(file("roads"), { maxzoom: 15, buffer: 32 }),
      places: source(file("places")),
      rings: source(EMPTY, { maxzoom: 14 }),
      "grid-lines": source(grids ? edgesOf(grids) : EMPTY, { maxzoom: 14, tolerance: 0 }),
      "grid-names": source(grids ? namesOf(grids) : EMPTY),
    },
    layers: layers(lang),
  };
}

export const LABEL_LAYERS = ["road-names", "grid-names", "water-names", "communities", "subdistricts"];
export const LAYERS_OF = { rings: ["rings", "ring-lines"], grids: ["grid-lines", "grid-names"] };

// GeoJSON of travel-time rings: the widest first, the innermost strongest.
export function ringFeatures(rows) {
  const softness = [0.05, 0.07, 0.1];
  const skip = Math.max(0, softness.length - rows.length);
  return {
    type: "FeatureCollection",
    features: rows.map(([minutes, geometry], i) => ({
      type: "Feature", geometry, properties: { minutes, soft: softness[Math.min(i + skip, 2)] },
    })),
  };
}
