// Routes and rings in the unit square. Pure.

import { mercatorX, mercatorY } from "./projection.js";

export function toWorld(path) {
  return path.map(([lon, lat]) => [mercatorX(lon), mercatorY(lat)]);
}

// What of a route lies ahead of a unit at (mx, my): its place, then the rest of the line.
export function ahead(path, mx, my) {
  let best = Infinity;
  let from = 0;
  let footX = mx;
  let footY = my;
  for (let i = 1; i < path.length; i += 1) {
    const [ax, ay] = path[i - 1];
    const dx = path[i][0] - ax;
    const dy = path[i][1] - ay;
    const length = dx * dx + dy * dy;
    const part = length > 0 ? Math.min(1, Math.max(0, ((mx - ax) * dx + (my - ay) * dy) / length)) : 0;
    const fx = ax + dx * part;
    const fy = ay + dy * part;
    const away = (mx - fx) ** 2 + (my - fy) ** 2;
    if (away < best) {
      best = away;
      from = i;
      footX = fx;
      footY = fy;
    }
  }
  return [[mx, my], [footX, footY], ...path.slice(from)];
}

// Where to write a ring's minutes: its vertex farthest to the north-east.
export function ringAnchor(geometry) {
  const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((p) => p[0]);
  let best = null;
  for (const [lon, lat] of rings.flat()) {
    const x = mercatorX(lon * 1e7);
    const y = mercatorY(lat * 1e7);
    if (best === null || x - y * 0.6 > best[0] - best[1] * 0.6) best = [x, y];
  }
  return best;
}
