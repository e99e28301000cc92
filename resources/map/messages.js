// What the console may say to the page: one check per topic. Pure. A message that fails its check changes nothing.

export const VERSION = 1;

const isInt = Number.isInteger;
const isNumber = Number.isFinite;
const isText = (value, max = 200) => typeof value === "string" && value.length <= max;
const isId = (value) => isText(value, 64) && value.length > 0;
const isFlag = (value) => typeof value === "boolean";
const isPlace = (lon, lat) => isInt(lon) && isInt(lat) && Math.abs(lon) <= 1.8e9 && Math.abs(lat) <= 8.5e8;
const isList = (value, check, max) => Array.isArray(value) && value.length <= max && value.every(check);
const isLine = (value) => isList(value, (p) => Array.isArray(p) && p.length === 2 && isPlace(p[0], p[1]), 50000);
const isDegrees = (lon, lat) => isNumber(lon) && isNumber(lat) && Math.abs(lon) <= 180 && Math.abs(lat) <= 85;

const MARKS = new Set(["available", "committed", "at_place", "out_of_service", "lost_contact"]);
export const LAYERS = ["units", "incidents", "cameras", "rings", "grids", "sensors", "closures"];
export const KINDS = new Set(["", "unit", "incident", "camera", "sensor", "closure", "rally", "proposal", "post"]);
const BASE = new Set(["water", "green", "buildings", "roads", "places", "grids"]);

const isUnit = (r) => Array.isArray(r) && isId(r[0]) && [0, 1, 2, 3].includes(r[1]) && MARKS.has(r[2])
  && isFlag(r[3]) && isText(r[4], 40);
const isIncident = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isInt(r[3]) && r[3] >= 1
  && r[3] <= 4 && isFlag(r[4]) && isText(r[5]);
const isCamera = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isNumber(r[3]) && isNumber(r[4])
  && isNumber(r[5]) && isFlag(r[6]) && isText(r[7]);
const isSensor = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isFlag(r[3]) && isText(r[4]);
const isClosure = (r) => Array.isArray(r) && isId(r[0]) && isLine(r[1]) && isText(r[2]);
const isRing = (r) => Array.isArray(r) && isInt(r[0]) && r[1] !== null && typeof r[1] === "object"
  && (r[1].type === "Polygon" || r[1].type === "MultiPolygon") && Array.isArray(r[1].coordinates);
const isRoute = (r) => Array.isArray(r) && isId(r[0]) && isLine(r[1]);
const isRally = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isNumber(r[3]) && isText(r[4]);
const isProposal = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isInt(r[3]) && r[3] >= 0 && r[3] < 100
  && isFlag(r[4]) && isNumber(r[5]) && isText(r[6]);
const isPost = (r) => Array.isArray(r) && isId(r[0]) && isPlace(r[1], r[2]) && isFlag(r[3]) && isText(r[4]);
const isWind = (r) => Array.isArray(r) && isNumber(r[0]) && r[0] >= 0 && r[0] < 360 && isText(r[1]);

function isMove(m) {
  if (!isList(m.ids, isId, 20000)) return false;
  const n = m.ids.length;
  return ["lon", "lat", "brg", "spd", "age"].every((key) => isList(m[key], isInt, 20000) && m[key].length === n)
    && m.ids.every((_, i) => isPlace(m.lon[i], m.lat[i]));
}

function isTown(m) {
  return isInt(m.number) && isList(m.bbox, isNumber, 4) && m.bbox.length === 4 && isDegrees(m.bbox[0], m.bbox[1])
    && isDegrees(m.bbox[2], m.bbox[3]) && isList(m.centre, isNumber, 2) && isDegrees(m.centre[0], m.centre[1])
    && isList(m.layers, (name) => BASE.has(name), 6)
    && (m.view === undefined || (isList(m.view, isNumber, 3) && m.view.length === 3 && isDegrees(m.view[0], m.view[1])));
}

const CHECKS = {
  options: (m) => isNumber(m.hz) && m.hz >= 1 && m.hz <= 60 && isFlag(m.software),
  words: (m) => (m.lang === "zh" || m.lang === "en") && m.words !== null && typeof m.words === "object"
    && Object.values(m.words).every((word) => isText(word)),
  layers: (m) => m.visible !== null && typeof m.visible === "object" && LAYERS.every((name) => isFlag(m.visible[name])),
  town: isTown,
  units: (m) => isFlag(m.full) && isList(m.set, isUnit, 20000) && isList(m.drop, isId, 20000),
  move: isMove,
  incidents: (m) => isList(m.items, isIncident, 5000),
  cameras: (m) => isList(m.items, isCamera, 20000),
  sensors: (m) => isList(m.items, isSensor, 20000),
  closures: (m) => isList(m.items, isClosure, 1000),
  rings: (m) => isText(m.incident, 64) && isList(m.items, isRing, 12),
  routes: (m) => isList(m.items, isRoute, 500),
  rally: (m) => m.item === null || isRally(m.item),
  scene: (m) => isLine(m.area) && isList(m.posts, isPost, 60),
  proposals: (m) => isList(m.items, isProposal, 20),
  wind: (m) => m.item === null || isWind(m.item),
  select: (m) => KINDS.has(m.kind) && isText(m.id, 64),
  stale: (m) => isFlag(m.on),
  fly: (m) => isDegrees(m.lon, m.lat) && (m.zoom === null || (isNumber(m.zoom) && m.zoom >= 0 && m.zoom <= 22)),
  fit: () => true,
  ping: (m) => isInt(m.n),
};

// The message, or a text that says why it is refused.
export function parse(text) {
  let message;
  try {
    message = JSON.parse(text);
  } catch {
    return "not JSON";
  }
  if (message === null || typeof message !== "object" || message.v !== VERSION) return "not version 1";
  if (!Object.hasOwn(CHECKS, message.t)) return `unknown topic ${String(message.t).slice(0, 40)}`;
  try {
    return CHECKS[message.t](message) ? message : `malformed ${message.t}`;
  } catch {
    return `malformed ${message.t}`;
  }
}
