// How each thing looks, on a 2-D canvas. Pure drawing: what is where is the overlay's business.

export const COLOUR = {
  window: "#0e1318", panel: "#141b22", line: "#2e3b46", text: "#d7e0e7", dim: "#8b9aa7", faint: "#5b6a77",
  label: "#b9c6cf", accent: "#2bb8c3", accentSoft: "#8fd3da", accentText: "#6ad0d8", idle: "#8b9aa7", off: "#46535e",
  busy: "#c3ced6", level: ["", "#ff5a4f", "#ffa23a", "#e8d44d", "#5b93f5"],
};
export const SANS = '"Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif';
export const MONO = '"Noto Sans Mono CJK SC", "Noto Sans Mono", Consolas, Menlo, monospace';

// Tier by shape: chevron, disc, diamond; grid officers and departments' crews, who have no tier: a small square.
function tracePath(c, tier, x, y, heading, size) {
  c.beginPath();
  if (tier === 1) {
    const sin = Math.sin(heading);
    const cos = Math.cos(heading);
    const at = (px, py) => [x + (px * cos - py * sin) * size, y + (px * sin + py * cos) * size];
    c.moveTo(...at(0, -7));
    c.lineTo(...at(7, 6));
    c.lineTo(...at(0, 2));
    c.lineTo(...at(-7, 6));
  } else if (tier === 2) {
    c.arc(x, y, 5.5 * size, 0, 2 * Math.PI);
  } else if (tier === 0) {
    c.rect(x - 3.5 * size, y - 3.5 * size, 7 * size, 7 * size);
  } else {
    c.moveTo(x, y - 7 * size);
    c.lineTo(x + 7 * size, y);
    c.lineTo(x, y + 7 * size);
    c.lineTo(x - 7 * size, y);
  }
  c.closePath();
}

export function unitColour(unit) {
  if (unit.mark === "out_of_service") return COLOUR.off;
  if (unit.accent) return unit.mark === "at_place" ? COLOUR.accent : COLOUR.accentSoft;
  if (unit.mark === "available" || unit.mark === "lost_contact") return unit.tier ? COLOUR.idle : COLOUR.faint;
  return COLOUR.busy;
}

// State by fill: free is full, committed elsewhere is ringed, at its place has a bar below, old is hollow.
export function drawUnit(c, unit, x, y, stale, selected) {
  const colour = unitColour(unit);
  c.lineJoin = "round";
  if (selected) {
    c.beginPath();
    c.arc(x, y, 13, 0, 2 * Math.PI);
    c.strokeStyle = COLOUR.accent;
    c.lineWidth = 1.5;
    c.stroke();
  }
  tracePath(c, unit.tier, x, y, unit.heading, 1);
  c.lineWidth = 1;
  if (stale) {
    c.globalAlpha = 0.75;
    c.fillStyle = COLOUR.window;
    c.fill();
    c.setLineDash([2, 2]);
    c.lineWidth = 1.3;
    c.strokeStyle = colour;
    c.stroke();
    c.setLineDash([]);
    c.globalAlpha = 1;
    return;
  }
  c.fillStyle = colour;
  c.fill();
  c.strokeStyle = COLOUR.window;
  c.stroke();
  if (!unit.accent && unit.mark === "committed") {
    tracePath(c, unit.tier, x, y, unit.heading, 0.42);
    c.fillStyle = COLOUR.window;
    c.fill();
  } else if (!unit.accent && unit.mark === "at_place") {
    c.fillStyle = COLOUR.busy;
    c.fillRect(x - 5, y + 9, 10, 1.6);
  }
}

export function drawIncident(c, incident, x, y, selected, blinkOn) {
  const colour = COLOUR.level[incident.level];
  const radius = selected ? 11 : 9;
  if (selected || (incident.blink && blinkOn)) {
    c.beginPath();
    c.arc(x, y, selected ? 24 : 15, 0, 2 * Math.PI);
    c.globalAlpha = incident.blink && blinkOn ? 0.9 : 0.5;
    c.strokeStyle = colour;
    c.lineWidth = 2;
    c.stroke();
    c.globalAlpha = 1;
  }
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  c.fillStyle = colour;
  c.fill();
  c.lineWidth = selected ? 1.5 : 1;
  c.strokeStyle = selected ? "#ffffff" : COLOUR.window;
  c.stroke();
  c.fillStyle = incident.level === 1 || incident.level === 4 ? "#ffffff" : COLOUR.window;
  c.font = `700 ${selected ? 12 : 11}px ${SANS}`;
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  c.fillText(String(incident.level), x, y + 4);
  c.textAlign = "left";
}

export function drawWedge(c, camera, x, y, lengthPx, strong) {
  const middle = ((camera.bearing - 90) * Math.PI) / 180;
  const half = (camera.fov * Math.PI) / 360;
  c.beginPath();
  c.moveTo(x, y);
  c.arc(x, y, lengthPx, middle - half, middle + half);
  c.closePath();
  c.globalAlpha = strong ? 0.22 : 0.12;
  c.fillStyle = strong ? COLOUR.accent : COLOUR.faint;
  c.fill();
  c.globalAlpha = 1;
}

export function drawCamera(c, camera, x, y, strong, small) {
  const w = small ? 5 : 10;
  const h = small ? 4 : 8;
  c.fillStyle = strong ? COLOUR.accent : COLOUR.faint;
  if (small) {
    c.fillRect(x - w / 2, y - h / 2, w, h);
    return;
  }
  c.beginPath();
  c.roundRect(x - w / 2, y - h / 2, w, h, 2);
  c.fill();
  c.strokeStyle = COLOUR.window;
  c.lineWidth = 1;
  c.stroke();
}

export function drawSensor(c, sensor, x, y, selected) {
  c.lineWidth = 1.2;
  c.beginPath();
  c.rect(x - 4.5, y - 4.5, 9, 9);
  c.fillStyle = sensor.alarming ? COLOUR.text : COLOUR.window;
  c.fill();
  c.strokeStyle = selected ? COLOUR.accent : sensor.alarming ? COLOUR.text : COLOUR.faint;
  c.stroke();
  if (sensor.alarming) {
    c.fillStyle = COLOUR.window;
    c.fillRect(x - 0.9, y - 3.2, 1.8, 3.8);
    c.fillRect(x - 0.9, y + 1.6, 1.8, 1.8);
  } else {
    c.fillStyle = COLOUR.faint;
    c.fillRect(x - 1.5, y - 1.5, 3, 3);
  }
}

export function drawRally(c, x, y, radiusPx) {
  c.beginPath();
  c.arc(x, y, Math.max(14, radiusPx), 0, 2 * Math.PI);
  c.globalAlpha = 0.1;
  c.fillStyle = COLOUR.accent;
  c.fill();
  c.globalAlpha = 1;
  c.setLineDash([4, 4]);
  c.lineWidth = 1;
  c.strokeStyle = COLOUR.accent;
  c.stroke();
  c.setLineDash([]);
  c.beginPath();
  c.moveTo(x, y + 12);
  c.lineTo(x, y - 16);
  c.lineTo(x + 18, y - 10);
  c.lineTo(x, y - 4);
  c.fillStyle = COLOUR.accent;
  c.fill();
  c.lineWidth = 2;
  c.stroke();
}

export function drawClosure(c, points) {
  c.lineCap = "butt";
  for (const [width, colour, dash] of [[5, COLOUR.window, []], [3, COLOUR.text, [5, 4]]]) {
    c.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
    c.lineWidth = width;
    c.strokeStyle = colour;
    c.setLineDash(dash);
    c.stroke();
  }
  c.setLineDash([]);
  const [x, y] = points[Math.floor(points.length / 2)];
  c.beginPath();
  c.arc(x, y, 7, 0, 2 * Math.PI);
  c.fillStyle = COLOUR.window;
  c.fill();
  c.strokeStyle = COLOUR.text;
  c.lineWidth = 1.6;
  c.stroke();
  c.fillStyle = COLOUR.text;
  c.fillRect(x - 3.5, y - 1, 7, 2);
}

export function drawScaleBar(c, view) {
  const wanted = view.metresPerPixel * 90;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const metres = [5, 2, 1].map((step) => step * power).find((step) => step <= wanted) ?? power;
  const length = metres / view.metresPerPixel;
  const text = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  c.font = `11px ${SANS}`;
  const width = length + c.measureText(text).width + 28;
  const y = view.height - 34;
  c.globalAlpha = 0.9;
  c.fillStyle = COLOUR.panel;
  c.beginPath();
  c.roundRect(12, y, width, 22, 4);
  c.fill();
  c.globalAlpha = 1;
  c.fillStyle = COLOUR.dim;
  c.fillRect(20, y + 13, length, 2);
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  c.fillText(text, 26 + length, y + 17);
}

// A quiet line at the top of the map about the map as a whole.
export function drawNotice(c, view, text) {
  c.font = `12px ${SANS}`;
  const width = c.measureText(text).width + 24;
  const x = Math.round((view.width - width) / 2);
  c.beginPath();
  c.roundRect(x, 12, width, 26, 5);
  c.fillStyle = COLOUR.panel;
  c.fill();
  c.strokeStyle = COLOUR.faint;
  c.lineWidth = 1;
  c.stroke();
  c.fillStyle = COLOUR.text;
  c.textAlign = "left";
  c.textBaseline = "middle";
  c.fillText(text, x + 12, 25.5);
}
