// The layer box: what is shown, with counts. Real buttons, so that the keyboard and a reader reach them.

import { LAYERS } from "./messages.js";

const COUNTED = new Set(["units", "incidents", "cameras", "sensors", "closures"]);

export class LayerBox {
  constructor(element, onSwitched) {
    this.element = element;
    this.onSwitched = onSwitched;
    this.visible = {};
    this.rows = new Map();
    this.head = document.createElement("button");
    this.head.className = "head";
    this.head.addEventListener("click", () => element.classList.toggle("collapsed"));
    const list = document.createElement("div");
    list.className = "rows";
    for (const name of LAYERS) list.append(this.makeRow(name));
    element.replaceChildren(this.head, list);
    element.hidden = false;
  }

  makeRow(name) {
    const row = document.createElement("button");
    row.setAttribute("role", "checkbox");
    row.dataset.layer = name;
    const box = document.createElement("span");
    box.className = "box";
    const word = document.createElement("span");
    const count = document.createElement("span");
    count.className = "count";
    row.append(box, word, count);
    row.addEventListener("click", () => this.onSwitched(name, !this.visible[name]));
    this.rows.set(name, { row, word, count });
    return row;
  }

  setWords(words) {
    this.head.textContent = words.layers ?? "";
    for (const [name, { word }] of this.rows) word.textContent = words[name] ?? name;
  }

  setVisible(visible) {
    this.visible = { ...visible };
    for (const [name, { row }] of this.rows) {
      row.classList.toggle("on", visible[name]);
      row.setAttribute("aria-checked", String(visible[name]));
    }
  }

  setCount(name, number) {
    if (COUNTED.has(name)) this.rows.get(name).count.textContent = String(number);
  }

  // Open where there is room for it; in between the user decides.
  fit(height) {
    const tight = height < 300;
    if (tight !== this.tight) this.element.classList.toggle("collapsed", tight);
    this.tight = tight;
  }
}
