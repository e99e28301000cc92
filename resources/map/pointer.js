// Mouse: click, menu, hover. A click on a thing picks it; a click on the ground tells the place.

export function listen(map, overlay, view, port) {
  const cursor = map.getCanvasContainer();

  map.on("click", (event) => {
    const target = overlay.hit(event.point.x, event.point.y);
    if (target) port.picked(target.kind, target.id);
    else port.map_clicked(...view.place(event.point.x, event.point.y), 0);
  });

  map.on("contextmenu", (event) => {
    event.preventDefault();
    const { x, y } = event.point;
    const target = overlay.hit(x, y);
    port.context(target?.kind ?? "", target?.id ?? "", ...view.place(x, y), Math.round(x), Math.round(y));
  });

  const hover = (target) => {
    const pair = { kind: target?.kind ?? "", id: target?.id ?? "" };
    if (pair.kind === overlay.hovered.kind && pair.id === overlay.hovered.id) return;
    overlay.hovered = pair;
    cursor.style.cursor = target ? "pointer" : "";
    overlay.touch();
  };
  map.on("mousemove", (event) => hover(overlay.hit(event.point.x, event.point.y)));
  map.on("mouseout", () => hover(null));
}
