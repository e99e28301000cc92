// Grid borders as single lines and grid names as points. Pure.
//
// Neighbours share a border; drawn twice, its two dash patterns would fill each other's gaps.

function ringsOf(geometry) {
  if (geometry?.type === "Polygon") return geometry.coordinates;
  if (geometry?.type === "MultiPolygon") return geometry.coordinates.flat();
  return [];
}

const keyOf = ([lon, lat]) => `${Math.round(lon * 1e6)},${Math.round(lat * 1e6)}`;

// Every border edge once, joined into as few lines as may be.
export function edgesOf(collection) {
  const next = new Map();
  const seen = new Set();
  const points = new Map();
  for (const feature of collection.features ?? []) {
    for (const ring of ringsOf(feature.geometry)) {
      for (let i = 1; i < ring.length; i += 1) {
        const a = keyOf(ring[i - 1]);
        const b = keyOf(ring[i]);
        const edge = a < b ? `${a}|${b}` : `${b}|${a}`;
        if (a === b || seen.has(edge)) continue;
        seen.add(edge);
        points.set(a, ring[i - 1]);
        points.set(b, ring[i]);
        for (const [from, to] of [[a, b], [b, a]]) {
          if (!next.has(from)) next.set(from, new Set());
          next.get(from).add(to);
        }
      }
    }
  }
  const lines = [];
  const walk = (start) => {
    const path = [start];
    for (let at = start; ;) {
      const onward = next.get(at);
      if (!onward || onward.size === 0) break;
      const [to] = onward;
      onward.delete(to);
      next.get(to).delete(at);
      path.push(to);
      at = to;
    }
    if (path.length > 1) lines.push(path.map((key) => points.get(key)));
  };
  for (const [key, onward] of next) while (onward.size % 2 === 1) walk(key);
  for (const [key, onward] of next) while (onward.size > 0) walk(key);
  return {
    type: "FeatureCollection",
    features: lines.map((coordinates) => ({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } })),
  };
}

// The name of each grid at its north-western corner.
export function namesOf(collection) {
  const features = [];
  for (const feature of collection.features ?? []) {
    const ring = ringsOf(feature.geometry)[0];
    if (!ring?.length) continue;
    const corner = ring.reduce((best, point) => (point[1] - point[0] > best[1] - best[0] ? point : best));
    features.push({ type: "Feature", properties: feature.properties ?? {}, geometry: { type: "Point", coordinates: corner } });
  }
  return { type: "FeatureCollection", features };
}
