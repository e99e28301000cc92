// Where the units are between two fixes. Pure: the time comes in, in milliseconds of any steady clock.
//
// A fix starts a straight glide from where the unit is shown to where it was fixed, as long as fixes are apart; a unit
// is thus shown at most one interval late and never beside its track. When the next fix is late it goes on at the
// reported speed, for 1.5 s at most: it is never shown where nobody has been for long.

import { mercatorX, mercatorY, worldMetres } from "./projection.js";

export const STALE_MS = 15000;
const EXTRAPOLATE_MS = 1500;
const JUMP_M = 400;

export class Fleet {
  constructor() {
    this.units = new Map();
    this.allStale = false;
  }

  update(full, rows, dropped) {
    if (full) {
      const named = new Set(rows.map((row) => row[0]));
      for (const id of this.units.keys()) if (!named.has(id)) this.units.delete(id);
    }
    for (const id of dropped) this.units.delete(id);
    for (const [id, tier, mark, accent, callsign] of rows) {
      const unit = this.units.get(id) ?? { id, placed: false };
      Object.assign(unit, { tier, mark, accent, callsign });
      this.units.set(id, unit);
    }
  }

  move(message, now) {
    for (let i = 0; i < message.ids.length; i += 1) {
      const unit = this.units.get(message.ids[i]);
      if (unit) this.fix(unit, message.lon[i], message.lat[i], message.brg[i], message.spd[i] / 100, message.age[i], now);
    }
  }

  // Whether any unit glides or looks otherwise than at its last frame.
  hasNews(now, scale, stepPx) {
    for (const unit of this.units.values()) {
      if (!unit.placed) continue;
      const way = Math.hypot(unit.toX - unit.mx, unit.toY - unit.my) * scale;
      if (way > stepPx || unit.drawnStale !== this.isStale(unit, now)) return true;
    }
    return false;
  }

  fix(unit, lon, lat, bearingDeg, speedMps, ageMs, now) {
    const mx = mercatorX(lon);
    const my = mercatorY(lat);
    const world = worldMetres(my);
    const first = !unit.placed || Math.hypot(mx - unit.mx, my - unit.my) * world > JUMP_M;
    const interval = Math.min(2500, Math.max(500, first ? 1000 : now - unit.heardAt));
    unit.fromX = first ? mx : unit.mx;
    unit.fromY = first ? my : unit.my;
    unit.toX = mx;
    unit.toY = my;
    unit.startedAt = now;
    unit.arrivesAt = first ? now : now + interval;
    const angle = (bearingDeg * Math.PI) / 180;
    const perMs = speedMps > 0.5 ? speedMps / 1000 / world : 0;
    unit.vx = Math.sin(angle) * perMs;
    unit.vy = -Math.cos(angle) * perMs;
    if (speedMps > 0.5 || unit.heading === undefined) unit.heading = speedMps > 0.5 ? angle : 0;
    unit.speed = speedMps;
    unit.heardAt = now;
    unit.fixedAt = now - ageMs;
    unit.placed = true;
    if (first) {
      unit.mx = mx;
      unit.my = my;
    }
  }

  // Moves every unit to its place at `now` and notes its `rate`, in unit squares per ms; 0: it stands.
  advance(now) {
    for (const unit of this.units.values()) {
      if (!unit.placed) continue;
      unit.rate = 0;
      if (now < unit.arrivesAt) {
        const part = (now - unit.startedAt) / (unit.arrivesAt - unit.startedAt);
        unit.mx = unit.fromX + (unit.toX - unit.fromX) * part;
        unit.my = unit.fromY + (unit.toY - unit.fromY) * part;
        unit.rate = Math.hypot(unit.toX - unit.fromX, unit.toY - unit.fromY) / (unit.arrivesAt - unit.startedAt);
      } else {
        const beyond = this.allStale ? 0 : Math.min(now - unit.arrivesAt, EXTRAPOLATE_MS);
        unit.mx = unit.toX + unit.vx * beyond;
        unit.my = unit.toY + unit.vy * beyond;
        if (beyond < EXTRAPOLATE_MS && !this.allStale) unit.rate = Math.hypot(unit.vx, unit.vy);
      }
    }
  }

  isStale(unit, now) {
    return this.allStale || unit.mark === "lost_contact" || now - unit.fixedAt > STALE_MS;
  }

  // Milliseconds until the next unit turns stale; Infinity when none will.
  nextStaleIn(now) {
    let soonest = Infinity;
    if (this.allStale) return soonest;
    for (const unit of this.units.values()) {
      if (!unit.placed || unit.mark === "lost_contact") continue;
      const left = unit.fixedAt + STALE_MS - now;
      if (left > 0 && left < soonest) soonest = left;
    }
    return soonest;
  }
}
