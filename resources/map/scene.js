// A muster's own things on the canvas: work area, posts, proposed rally points, wind. Pure drawing, as glyphs.js.

import { COLOUR, SANS } from "./glyphs.js";

export const POST_PX = 7;
export const PROPOSAL_PX = 11;

// The cordon: a dashed ring with a faint fill, so that what lies inside stays readable.
export function drawWorkArea(c, points) {
  if (points.length < 3) return;
  c.beginPath();
  points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
  c.closePath();
  c.globalAlpha = 0.07;
  c.fillStyle = COLOUR.accent;
  c.fill();
  c.globalAlpha = 0.9;
  c.setLineDash([9, 4, 2, 4]);
  c.lineWidth = 1.4;
  c.strokeStyle = COLOUR.accentSoft;
  c.stroke();
  c.setLineDash([]);
  c.globalAlpha = 1;
}

// A post: a hexagon, hollow until it is filled; a filled one has a tick, so that colour is not alone.
export function drawPost(c, post, x, y, selected) {
  c.beginPath();
  for (let i = 0; i < 6; i += 1) {
    const angle = (Math.PI / 3) * i;
    const at = [x + POST_PX * Math.cos(angle), y + POST_PX * Math.sin(angle)];
    if (i === 0) c.moveTo(...at);
    else c.lineTo(...at);
  }
  c.closePath();
  c.lineJoin = "round";
  c.fillStyle = post.filled ? COLOUR.accent : COLOUR.window;
  c.fill();
  c.lineWidth = selected ? 2.4 : 1.5;
  c.strokeStyle = selected ? COLOUR.text : COLOUR.accent;
  c.stroke();
  if (!post.filled) return;
  c.beginPath();
  c.moveTo(x - 3.2, y + 0.2);
  c.lineTo(x - 0.8, y + 2.6);
  c.lineTo(x + 3.4, y - 2.4);
  c.lineWidth = 1.7;
  c.strokeStyle = COLOUR.window;
  c.stroke();
}

// A proposed rally point: its number in a ring; the chosen one is full and has its fence.
export function drawProposal(c, proposal, x, y, radiusPx, hovered) {
  if (proposal.chosen) {
    c.beginPath();
    c.arc(x, y, Math.max(PROPOSAL_PX + 4, radiusPx), 0, 2 * Math.PI);
    c.setLineDash([3, 5]);
    c.lineWidth = 1;
    c.strokeStyle = COLOUR.accentSoft;
    c.stroke();
    c.setLineDash([]);
  }
  c.beginPath();
  c.arc(x, y, PROPOSAL_PX, 0, 2 * Math.PI);
  c.fillStyle = proposal.chosen ? COLOUR.accent : COLOUR.window;
  c.fill();
  c.lineWidth = hovered ? 2.4 : 1.6;
  c.strokeStyle = hovered ? COLOUR.text : COLOUR.accent;
  c.stroke();
  c.fillStyle = proposal.chosen ? COLOUR.window : COLOUR.accentText;
  c.font = `700 12px ${SANS}`;
  c.textAlign = "center";
  c.textBaseline = "alphabetic";
  c.fillText(String(proposal.number), x, y + 4.3);
  c.textAlign = "left";
}

// Where the wind blows to, above the scale bar: an arrow in a disc, with its words.
export function drawWind(c, view, wind) {
  c.font = `11px ${SANS}`;
  const width = 36 + c.measureText(wind.label).width + 8;
  const y = view.height - 66;
  c.globalAlpha = 0.9;
  c.fillStyle = COLOUR.panel;
  c.beginPath();
  c.roundRect(12, y, width, 28, 4);
  c.fill();
  c.globalAlpha = 1;
  c.save();
  c.translate(28, y + 14);
  c.rotate(((wind.from + 180) * Math.PI) / 180);
  c.strokeStyle = COLOUR.text;
  c.fillStyle = COLOUR.text;
  c.lineWidth = 1.8;
  c.beginPath();
  c.moveTo(0, 10);
  c.lineTo(0, -4);
  c.stroke();
  c.beginPath();
  c.moveTo(0, -11);
  c.lineTo(4.5, -2);
  c.lineTo(-4.5, -2);
  c.closePath();
  c.fill();
  c.restore();
  c.fillStyle = COLOUR.dim;
  c.textAlign = "left";
  c.textBaseline = "alphabetic";
  c.fillText(wind.label, 44, y + 18);
}
