// Web Mercator, north up: from degrees × 10⁷ to the unit square, and from there to the page. Pure.

export const TILE = 512;

export function mercatorX(lonE7) {
  return lonE7 / 3.6e9 + 0.5;
}

export function mercatorY(latE7) {
  const lat = (latE7 / 1e7) * (Math.PI / 180);
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + lat / 2)) / (2 * Math.PI);
}

export function toE7(mx, my) {
  const lat = 2 * Math.atan(Math.exp((0.5 - my) * 2 * Math.PI)) - Math.PI / 2;
  return [Math.round((mx - 0.5) * 3.6e9), Math.round((lat * 180e7) / Math.PI)];
}

// Length of the unit square's side in metres at a place's latitude.
export function worldMetres(my) {
  const lat = 2 * Math.atan(Math.exp((0.5 - my) * 2 * Math.PI)) - Math.PI / 2;
  return 40075016.7 * Math.cos(lat);
}

// What of the world is on the page. Sizes in CSS pixels.
export class View {
  constructor() {
    this.cx = 0.5;
    this.cy = 0.5;
    this.zoom = 10;
    this.scale = TILE * 2 ** 10;
    this.width = 1;
    this.height = 1;
    this.metresPerPixel = 1;
  }

  set(lonDeg, latDeg, zoom, width, height) {
    this.cx = mercatorX(lonDeg * 1e7);
    this.cy = mercatorY(latDeg * 1e7);
    this.zoom = zoom;
    this.scale = TILE * 2 ** zoom;
    this.width = width;
    this.height = height;
    this.metresPerPixel = worldMetres(this.cy) / this.scale;
  }

  x(mx) {
    return (mx - this.cx) * this.scale + this.width / 2;
  }

  y(my) {
    return (my - this.cy) * this.scale + this.height / 2;
  }

  place(x, y) {
    return toE7((x - this.width / 2) / this.scale + this.cx, (y - this.height / 2) / this.scale + this.cy);
  }

  sees(x, y, margin) {
    return x > -margin && y > -margin && x < this.width + margin && y < this.height + margin;
  }
}
