// The page's pure modules, under Node's own test runner; started by test_page_modules.py.

import assert from "node:assert/strict";
import { test } from "node:test";

const page = new URL("../../../resources/map/", import.meta.url);
const { parse } = await import(new URL("messages.js", page));
const { Fleet, STALE_MS } = await import(new URL("fleet.js", page));
const { Placer } = await import(new URL("labels.js", page));
const { View, mercatorX, mercatorY, toE7 } = await import(new URL("projection.js", page));
const { edgesOf, namesOf } = await import(new URL("grid_lines.js", page));
const { ahead, ringAnchor } = await import(new URL("routes.js", page));

const LON = 1180500000;
const LAT = 368100000;
const unit = (id, mark = "available") => [id, 1, mark, false, id];
const move = (ids, lon, lat, { brg = 0, spd = 0, age = 0 } = {}) => ({
  ids, lon, lat, brg: ids.map(() => brg), spd: ids.map(() => spd), age: ids.map(() => age),
});

test("a place survives projection and back", () => {
  const [lon, lat] = toE7(mercatorX(LON), mercatorY(LAT));
  assert.ok(Math.abs(lon - LON) <= 1 && Math.abs(lat - LAT) <= 1);
  const view = new View();
  view.set(118.05, 36.81, 13, 1056, 590);
  assert.deepEqual(view.place(528, 295), [LON, LAT]);
  assert.ok(Math.abs(view.metresPerPixel - 7.65) < 0.05);
});

test("refuses what is malformed and says why", () => {
  const refused = [
    ['{"v":1,"t":"wind","item":[360,"N"]}', "malformed wind"], ['{"v":1,"t":"scene","area":[[0]],"posts":[]}', "malformed scene"],
    ['{"v":1,"t":"proposals","items":[["1,2",1,2,1,"yes",0,""]]}', "malformed proposals"],
    ["{", "not JSON"], ["null", "not version 1"], ['{"v":9,"t":"fit"}', "not version 1"],
    ['{"v":1,"t":"toString"}', "unknown topic toString"], ['{"v":1,"t":"units","full":true,"set":[["P",9]],"drop":[]}', "malformed units"],
    ['{"v":1,"t":"incidents","items":[["I",0,0,5,false,""]]}', "malformed incidents"],
    ['{"v":1,"t":"town","number":1,"bbox":[0,0,1,1],"centre":[0,0],"layers":["passwd"]}', "malformed town"],
    ['{"v":1,"t":"layers","visible":null}', "malformed layers"], ['{"v":1,"t":"rings","incident":"I","items":[[3,null]]}', "malformed rings"],
  ];
  for (const [text, why] of refused) assert.equal(parse(text), why);
  assert.equal(parse('{"v":1,"t":"ping","n":4}').n, 4);
  assert.equal(parse('{"v":1,"t":"scene","area":[],"posts":[["POST-1",1,2,true,"6/6"]]}').t, "scene");
  assert.equal(parse('{"v":1,"t":"proposals","items":[["1,2",1,2,1,true,150,"a"]]}').t, "proposals");
  assert.equal(parse('{"v":1,"t":"wind","item":null}').item, null);
  assert.equal(parse('{"v":1,"t":"units","full":true,"set":[["G-12",0,"available",false,"G-12"]],"drop":[]}').t, "units");
});

test("a unit glides straight from fix to fix", () => {
  const fleet = new Fleet();
  fleet.update(true, [unit("P-1")], []);
  fleet.move(move(["P-1"], [LON], [LAT], { spd: 1000 }), 0);
  const it = fleet.units.get("P-1");
  fleet.move(move(["P-1"], [LON + 1000], [LAT + 1000], { spd: 1000 }), 1000);
  const start = it.mx;
  fleet.advance(1500);
  assert.ok(Math.abs(it.mx - (start + (mercatorX(LON + 1000) - start) / 2)) < 1e-12);
  fleet.advance(2000);
  assert.ok(Math.abs(it.mx - mercatorX(LON + 1000)) < 1e-12);
  assert.ok(it.rate > 0);
});

test("a unit without news goes on for a little and then stands", () => {
  const fleet = new Fleet();
  fleet.update(true, [unit("P-1")], []);
  fleet.move(move(["P-1"], [LON], [LAT], { brg: 90, spd: 1000 }), 0);
  const it = fleet.units.get("P-1");
  fleet.advance(1000);
  const afterOne = it.mx;
  assert.ok(afterOne > mercatorX(LON));
  fleet.advance(5000);
  const afterFive = it.mx;
  fleet.advance(50000);
  assert.equal(it.mx, afterFive);
  assert.equal(it.rate, 0);
  assert.ok(afterFive - mercatorX(LON) < 1.6 * (afterOne - mercatorX(LON)));
});

test("a far jump is not glided through", () => {
  const fleet = new Fleet();
  fleet.update(true, [unit("P-1")], []);
  fleet.move(move(["P-1"], [LON], [LAT]), 0);
  fleet.move(move(["P-1"], [LON + 1000000], [LAT]), 1000);
  assert.equal(fleet.units.get("P-1").mx, mercatorX(LON + 1000000));
});

test("positions grow old, lost units are old at once, and a dead link ages all", () => {
  const fleet = new Fleet();
  fleet.update(true, [unit("P-1"), unit("P-2", "lost_contact")], []);
  fleet.move(move(["P-1", "P-2"], [LON, LON], [LAT, LAT], { age: 5000 }), 0);
  const [one, two] = [fleet.units.get("P-1"), fleet.units.get("P-2")];
  assert.equal(fleet.isStale(one, 0), false);
  assert.equal(fleet.isStale(two, 0), true);
  assert.equal(fleet.nextStaleIn(0), STALE_MS - 5000);
  assert.equal(fleet.isStale(one, STALE_MS - 4999), true);
  fleet.allStale = true;
  assert.equal(fleet.isStale(one, 0), true);
});

test("a full list of units drops the rest", () => {
  const fleet = new Fleet();
  fleet.update(true, [unit("P-1"), unit("P-2")], []);
  fleet.update(false, [unit("P-3")], ["P-1"]);
  assert.deepEqual([...fleet.units.keys()], ["P-2", "P-3"]);
  fleet.update(true, [unit("P-9")], []);
  assert.deepEqual([...fleet.units.keys()], ["P-9"]);
});

test("labels never overlap and keep their side", () => {
  const placer = new Placer();
  const draw = () => {
    placer.begin();
    const places = [];
    for (let i = 0; i < 40; i += 1) {
      const at = placer.place(`u${i}`, 100 + (i % 8) * 30, 100 + Math.floor(i / 8) * 12, 40, 13, 10);
      if (at) places.push([...at, i]);
    }
    return places;
  };
  const first = draw();
  assert.ok(first.length > 3 && first.length < 40);
  for (const a of first) for (const b of first) {
    if (a !== b) assert.ok(a[0] >= b[0] + 40 || b[0] >= a[0] + 40 || a[1] >= b[1] + 13 || b[1] >= a[1] + 13);
  }
  assert.deepEqual(draw(), first);
});

test("a shared grid border is drawn once", () => {
  const square = (x, y) => [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]];
  const features = [[0, 0], [1, 0]].map(([x, y]) => (
    { type: "Feature", properties: { name_zh: `${x}` }, geometry: { type: "Polygon", coordinates: square(x, y) } }));
  const lines = edgesOf({ features }).features;
  const edges = lines.reduce((sum, line) => sum + line.geometry.coordinates.length - 1, 0);
  assert.equal(edges, 7);
  const names = namesOf({ features }).features;
  assert.deepEqual(names.map((name) => name.geometry.coordinates), [[0, 1], [1, 1]]);
  assert.deepEqual(edgesOf({}).features, []);
});

test("of a route only what lies ahead remains", () => {
  const path = [[0, 0], [10, 0], [10, 10]];
  assert.deepEqual(ahead(path, 4, 1), [[4, 1], [4, 0], [10, 0], [10, 10]]);
  assert.deepEqual(ahead(path, 10, 5), [[10, 5], [10, 5], [10, 10]]);
});

test("a ring's minutes stand at its north-east", () => {
  const ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]];
  const [x, y] = ringAnchor({ type: "Polygon", coordinates: [ring] });
  assert.ok(Math.abs(x - mercatorX(1e7)) < 1e-12 && Math.abs(y - mercatorY(1e7)) < 1e-12);
  assert.equal(ringAnchor({ type: "MultiPolygon", coordinates: [] }), null);
});
