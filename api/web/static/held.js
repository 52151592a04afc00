// A heavy picture is moved as it is drawn, and drawn anew where it is let go.
"use strict";
window.held = (network, stage, heavy) => {
  let held = null;
  const sheet = () => stage.querySelector("canvas");
  stage.addEventListener("pointerdown", (e) => {
    if (!e.isPrimary) return letGo(); // two fingers zoom
    if (!heavy() || e.button !== 0) return;
    const box = stage.getBoundingClientRect();
    if (network.getNodeAt({ x: e.clientX - box.left, y: e.clientY - box.top }) === undefined) held = { x: e.clientX, y: e.clientY, right: 0, down: 0 };
  });
  addEventListener("pointermove", (e) => {
    if (!held || !e.isPrimary) return;
    Object.assign(held, { right: e.clientX - held.x, down: e.clientY - held.y });
    sheet().style.transform = `translate(${held.right}px, ${held.down}px)`;
  });
  function letGo() {
    if (!held) return;
    const s = network.getScale(), at = network.getViewPosition(), { right, down } = held;
    held = null;
    network.once("afterDrawing", () => { sheet().style.transform = ""; });
    network.moveTo({ position: { x: at.x - right / s, y: at.y - down / s } });
  }
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (e) => { if (e.isPrimary) letGo(); });
};
