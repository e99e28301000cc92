// The canvas over the map: everything that moves or can be picked. Draws only when something has changed on the page.
//
// Units glide, so a frame is due whenever the fastest unit in sight has gone three quarters of a pixel: the farther
// out the view, the fewer frames. Never more than `hz` a second, except while the user drags.

import { Placer } from "./labels.js";
import * as glyphs from "./glyphs.js";
import { ahead } from "./routes.js";
import * as scene from "./scene.js";

const { COLOUR, SANS, MONO } = glyphs;
const STEP_PX = 0.75;
const BLINK_MS = 500;
const LABEL_FONT = `10.5px ${MONO}`;
const TEXT_FONT = `11.5px ${SANS}`;
// Call signs of free units appear from these zooms: patrol tiers first, grid officers and crews near by.
const UNIT_LABEL_ZOOM = 12.8;
const CREW_LABEL_ZOOM = 14.5;
const POST_LABEL_ZOOM = 14.2;

export class Overlay {
  constructor(canvas, view, fleet) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.view = view;
    this.fleet = fleet;
    this.placer = new Placer();
    this.widths = new Map();
    this.incidents = [];
    this.cameras = [];
    this.sensors = [];
    this.closures = [];
    this.routes = [];
    this.ringLabels = [];
    this.rally = null;
    this.area = [];
    this.posts = [];
    this.proposals = [];
    this.wind = null;
    this.reserved = null;
    this.selected = { kind: "", id: "" };
    this.hovered = { kind: "", id: "" };
    this.visible = {};
    this.words = {};
    this.hz = 5;
    this.targets = [];
    this.timer = 0;
    this.asked = 0;
    document.addEventListener("visibilitychange", () => this.touch());
  }

  resize(width, height) {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.ratio = ratio;
    this.draw();
  }

  // Something changed: draw with the page's next frame.
  touch() {
    if (this.asked || document.hidden) return;
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      this.draw();
    });
  }

  // New fixes: when they make a difference and no frame is due soon, draw one.
  news() {
    if (!this.fleet.hasNews(performance.now(), this.view.scale, STEP_PX / 3)) return;
    if (!this.timer || this.wakesAt > performance.now() + 1000 / this.hz) this.touch();
  }

  is(pair, kind, id) {
    return pair.id === id && pair.kind === kind;
  }

  draw() {
    if (this.ratio !== undefined && this.ratio !== (window.devicePixelRatio || 1)) {
      // The window has gone to another monitor; this comes back here.
      this.resize(this.view.width, this.view.height);
      return;
    }
    const now = performance.now();
    const c = this.context;
    c.setTransform(this.ratio ?? 1, 0, 0, this.ratio ?? 1, 0, 0);
    c.clearRect(0, 0, this.view.width, this.view.height);
    this.targets = [];
    this.labels = [];
    this.placer.begin();
    // Nothing is written under the layer box.
    const box = this.reserved?.getBoundingClientRect();
    if (box) this.placer.block(box.left - 4, box.top, box.width + 8, box.height);
    this.fleet.advance(now);
    scene.drawWorkArea(c, this.area.map(([mx, my]) => [this.view.x(mx), this.view.y(my)]));
    if (this.visible.closures) this.drawClosures(c);
    if (this.visible.units) this.drawRoutes(c);
    if (this.visible.cameras) this.drawCameras(c);
    if (this.visible.sensors) this.drawSensors(c);
    this.drawRally(c);
    this.drawPosts(c);
    this.drawProposals(c);
    const fastest = this.visible.units ? this.drawUnits(c, now) : 0;
    const blinking = this.visible.incidents ? this.drawIncidents(c, now) : false;
    if (this.visible.rings) for (const ring of this.ringLabels) this.addRingLabel(ring);
    this.drawLabels(c);
    glyphs.drawScaleBar(c, this.view);
    if (this.wind) scene.drawWind(c, this.view, this.wind);
    if (this.fleet.allStale && this.words.stale) glyphs.drawNotice(c, this.view, this.words.stale);
    this.canvas.frames = (this.canvas.frames ?? 0) + 1;
    this.schedule(now, fastest * this.view.scale, blinking);
  }

  schedule(now, pixelsPerMs, blinking) {
    clearTimeout(this.timer);
    this.timer = 0;
    if (document.hidden) return;
    let wait = pixelsPerMs > 0 ? Math.max(1000 / this.hz, STEP_PX / pixelsPerMs) : Infinity;
    if (blinking) wait = Math.min(wait, BLINK_MS - (now % BLINK_MS) + 1);
    wait = Math.min(wait, this.fleet.nextStaleIn(now) + 1);
    if (wait === Infinity) return;
    this.wakesAt = now + wait;
    this.timer = setTimeout(() => {
      this.timer = 0;
      this.touch();
    }, wait);
  }

  add(kind, id, x, y, radius, rank) {
    this.targets.push({ kind, id, x, y, radius, rank });
  }

  drawClosures(c) {
    for (const closure of this.closures) {
      const points = closure.path.map(([mx, my]) => [this.view.x(mx), this.view.y(my)]);
      glyphs.drawClosure(c, points);
      const [x, y] = points[Math.floor(points.length / 2)];
      this.add("closure", closure.id, x, y, 9, 1);
      this.placer.block(x - 8, y - 8, 16, 16);
      if (this.is(this.hovered, "closure", closure.id)) this.label(closure.id, closure.label, x, y, 11, 3, COLOUR.text);
    }
  }

  drawRoutes(c) {
    c.lineWidth = 2.4;
    c.lineJoin = "round";
    c.lineCap = "round";
    c.strokeStyle = COLOUR.accent;
    c.globalAlpha = 0.55;
    for (const { id, path } of this.routes) {
      const unit = this.fleet.units.get(id);
      const line = unit?.placed ? ahead(path, unit.mx, unit.my) : path;
      c.beginPath();
      line.forEach(([mx, my], i) => {
        const x = this.view.x(mx);
        const y = this.view.y(my);
        if (i === 0) c.moveTo(x, y);
        else c.lineTo(x, y);
      });
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  drawCameras(c) {
    const far = this.view.zoom < 13;
    const shown = [];
    for (const camera of this.cameras) {
      const x = this.view.x(camera.mx);
      const y = this.view.y(camera.my);
      if (!this.view.sees(x, y, 120)) continue;
      const strong = camera.near || this.is(this.selected, "camera", camera.id);
      if (far && !strong && this.view.zoom < 11.5) continue;
      shown.push([camera, x, y, strong]);
      if (strong || this.view.zoom >= 15.5 || this.is(this.hovered, "camera", camera.id)) {
        const length = Math.min(160, Math.max(26, camera.range / this.view.metresPerPixel));
        glyphs.drawWedge(c, camera, x, y, length, strong);
      }
    }
    for (const [camera, x, y, strong] of shown) {
      glyphs.drawCamera(c, camera, x, y, strong, far && !strong);
      this.add("camera", camera.id, x, y, far ? 5 : 9, 2);
      if (strong) this.placer.block(x - 6, y - 5, 12, 10);
      const named = this.is(this.selected, "camera", camera.id) || this.is(this.hovered, "camera", camera.id);
      if (named || (camera.near && this.view.zoom >= 15)) {
        this.label(camera.id, camera.label || camera.id, x, y, 8, named ? 1 : 6, COLOUR.accentText);
      }
    }
  }

  drawSensors(c) {
    for (const sensor of this.sensors) {
      const x = this.view.x(sensor.mx);
      const y = this.view.y(sensor.my);
      if (!this.view.sees(x, y, 20) || (this.view.zoom < 12 && !sensor.alarming)) continue;
      const selected = this.is(this.selected, "sensor", sensor.id);
      glyphs.drawSensor(c, sensor, x, y, selected);
      this.add("sensor", sensor.id, x, y, 8, 2);
      if (selected || sensor.alarming || this.is(this.hovered, "sensor", sensor.id)) {
        this.label(sensor.id, sensor.label || sensor.id, x, y, 8, 4, COLOUR.label);
      }
    }
  }

  drawRally(c) {
    if (!this.rally) return;
    const x = this.view.x(this.rally.mx);
    const y = this.view.y(this.rally.my);
    if (!this.view.sees(x, y, 200)) return;
    const radius = this.rally.radius / this.view.metresPerPixel;
    glyphs.drawRally(c, x, y, radius);
    this.add("rally", this.rally.id, x, y, 14, 1);
    this.placer.block(x - 3, y - 18, 24, 32);
    this.label("rally", this.rally.label, x + 2, y - 20, 24, 0, COLOUR.accentText, TEXT_FONT, true);
  }

  drawPosts(c) {
    for (const post of this.posts) {
      const x = this.view.x(post.mx);
      const y = this.view.y(post.my);
      if (!this.view.sees(x, y, 30)) continue;
      scene.drawPost(c, post, x, y, this.is(this.selected, "post", post.id));
      this.add("post", post.id, x, y, 9, 2);
      this.placer.block(x - 8, y - 8, 16, 16);
      const named = this.is(this.hovered, "post", post.id);
      if (named || this.view.zoom >= POST_LABEL_ZOOM) {
        this.label(`post ${post.id}`, post.label, x, y, 11, named ? 0 : 3, COLOUR.accentText, TEXT_FONT);
      }
    }
  }

  drawProposals(c) {
    for (const proposal of this.proposals) {
      const x = this.view.x(proposal.mx);
      const y = this.view.y(proposal.my);
      if (!this.view.sees(x, y, 200)) continue;
      const hovered = this.is(this.hovered, "proposal", proposal.id);
      scene.drawProposal(c, proposal, x, y, proposal.radius / this.view.metresPerPixel, hovered);
      this.add("proposal", proposal.id, x, y, 13, 3);
      this.placer.block(x - 12, y - 12, 24, 24);
      const rank = hovered || proposal.chosen ? 0 : 3;
      this.label(`proposal ${proposal.id}`, proposal.label, x, y, 15, rank, COLOUR.accentText, TEXT_FONT);
    }
  }

  // Returns the speed of the fastest unit in sight, in unit squares per ms.
  drawUnits(c, now) {
    let fastest = 0;
    const own = [];
    const others = [];
    for (const unit of this.fleet.units.values()) {
      if (!unit.placed) continue;
      const x = this.view.x(unit.mx);
      const y = this.view.y(unit.my);
      unit.drawnStale = this.fleet.isStale(unit, now);
      if (!this.view.sees(x, y, 20)) continue;
      if (unit.rate > fastest) fastest = unit.rate;
      const chosen = this.is(this.selected, "unit", unit.id) || this.is(this.hovered, "unit", unit.id);
      (unit.accent || chosen ? own : others).push([unit, x, y]);
    }
    for (const [unit, x, y] of [...others, ...own]) this.drawUnit(c, unit, x, y);
    return fastest;
  }

  drawUnit(c, unit, x, y) {
    const selected = this.is(this.selected, "unit", unit.id);
    const hovered = this.is(this.hovered, "unit", unit.id);
    const stale = unit.drawnStale;
    glyphs.drawUnit(c, unit, x, y, stale, selected);
    this.add("unit", unit.id, x, y, 10, 3);
    this.placer.block(x - 6, y - 6, 12, 12);
    const from = unit.tier ? UNIT_LABEL_ZOOM : CREW_LABEL_ZOOM;
    if (!unit.accent && !selected && !hovered && this.view.zoom < from) return;
    const text = unit.mark === "lost_contact" ? `${unit.callsign} ${this.words.lost ?? "?"}` : unit.callsign;
    const colour = stale || unit.mark === "out_of_service" ? COLOUR.faint : selected ? COLOUR.text : COLOUR.label;
    this.label(unit.id, text, x, y, 10, selected || hovered ? 0 : unit.accent ? 2 : unit.tier ? 7 : 8, colour, LABEL_FONT);
  }

  drawIncidents(c, now) {
    let blinking = false;
    const blinkOn = Math.floor(now / BLINK_MS) % 2 === 0;
    for (const incident of this.incidents) {
      const x = this.view.x(incident.mx);
      const y = this.view.y(incident.my);
      if (!this.view.sees(x, y, 30)) continue;
      const selected = this.is(this.selected, "incident", incident.id);
      glyphs.drawIncident(c, incident, x, y, selected, blinkOn);
      blinking ||= incident.blink;
      this.add("incident", incident.id, x, y, selected ? 14 : 12, 4);
      this.placer.block(x - 12, y - 12, 24, 24);
      if (incident.label && this.is(this.hovered, "incident", incident.id)) {
        this.label(incident.id, incident.label, x, y, selected ? 27 : 14, 0, COLOUR.text, TEXT_FONT);
      }
    }
    return blinking;
  }

  addRingLabel({ anchor, text }) {
    const x = this.view.x(anchor[0]);
    const y = this.view.y(anchor[1]);
    if (this.view.sees(x, y, 0)) this.label(`ring ${text}`, text, x - 12, y + 10, 2, 5, COLOUR.accentText, `10px ${SANS}`);
  }

  label(key, text, x, y, distance, rank, colour, font = TEXT_FONT, must = false) {
    if (text) this.labels.push({ key, text, x, y, distance, rank, colour, font, must });
  }

  width(c, text, font) {
    const key = `${font}|${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 4000) this.widths.clear();
      c.font = font;
      width = c.measureText(text).width;
      this.widths.set(key, width);
    }
    return width;
  }

  drawLabels(c) {
    this.labels.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
    c.textAlign = "left";
    c.textBaseline = "middle";
    c.lineJoin = "round";
    let font = "";
    for (const label of this.labels) {
      const width = this.width(c, label.text, label.font);
      let place = this.placer.place(label.key, label.x, label.y, width, 13, label.distance);
      const cut = !place || place[0] < 4 || place[0] + width > this.view.width - 4;
      if (label.must && cut) place = this.crowdedPlace(label, width);
      if (!place) continue;
      if (font !== label.font) {
        font = label.font;
        c.font = font;
      }
      c.fillStyle = label.colour;
      c.fillText(label.text, place[0], place[1] + 7);
    }
  }

  // What must be read is written all the same where everything is full: over others, on the side that is in sight.
  crowdedPlace(label, width) {
    const left = label.x - label.distance - width;
    const x = left > 8 ? left : Math.min(label.x + label.distance, this.view.width - width - 8);
    this.context.fillStyle = COLOUR.window;
    this.context.globalAlpha = 0.75;
    this.context.fillRect(x - 3, label.y - 8, width + 6, 17);
    this.context.globalAlpha = 1;
    return [x, label.y - 7];
  }

  // What lies under a point of the page: the highest rank within reach, then the nearest.
  hit(x, y) {
    let best = null;
    let bestScore = Infinity;
    for (const target of this.targets) {
      const away = Math.hypot(target.x - x, target.y - y);
      const score = away - target.rank * 3;
      if (away <= target.radius + 3 && score < bestScore) {
        best = target;
        bestScore = score;
      }
    }
    return best;
  }
}
