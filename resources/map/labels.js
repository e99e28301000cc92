// Labels that do not overlap. Pure. Who comes first gets the place; who stood there before keeps it.

const CELL = 64;
// Right, left, above, below: offsets from the anchor for a label of width w, height h at distance d.
const SIDES = [
  (w, h, d) => [d, -h / 2],
  (w, h, d) => [-d - w, -h / 2],
  (w, h, d) => [-w / 2, -d - h],
  (w, h, d) => [-w / 2, d],
];

export class Placer {
  constructor() {
    this.cells = new Map();
    this.sides = new Map();
  }

  begin() {
    this.cells.clear();
  }

  // Keeps a rectangle free of labels.
  block(x, y, w, h) {
    const rect = [x, y, x + w, y + h];
    for (let cx = Math.floor(x / CELL); cx <= Math.floor(rect[2] / CELL); cx += 1) {
      for (let cy = Math.floor(y / CELL); cy <= Math.floor(rect[3] / CELL); cy += 1) {
        const key = cx * 4096 + cy;
        const cell = this.cells.get(key);
        if (cell) cell.push(rect);
        else this.cells.set(key, [rect]);
      }
    }
  }

  isFree(x, y, w, h) {
    for (let cx = Math.floor(x / CELL); cx <= Math.floor((x + w) / CELL); cx += 1) {
      for (let cy = Math.floor(y / CELL); cy <= Math.floor((y + h) / CELL); cy += 1) {
        const cell = this.cells.get(cx * 4096 + cy);
        if (!cell) continue;
        for (const [x0, y0, x1, y1] of cell) if (x < x1 && x + w > x0 && y < y1 && y + h > y0) return false;
      }
    }
    return true;
  }

  // The top left corner of a free place beside (x, y), or null. `key` names the label from frame to frame.
  place(key, x, y, w, h, distance) {
    const before = this.sides.get(key) ?? 0;
    for (let i = 0; i < SIDES.length; i += 1) {
      const side = i === 0 ? before : i <= before ? i - 1 : i;
      const [dx, dy] = SIDES[side](w, h, distance);
      if (this.isFree(x + dx, y + dy, w, h)) {
        this.sides.set(key, side);
        this.block(x + dx, y + dy, w, h);
        return [x + dx, y + dy];
      }
    }
    return null;
  }
}
