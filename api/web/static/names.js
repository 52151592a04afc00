// Names on the canvas. However far away one looks, those with the most deals can be read, as many as have room; in a
// heavy picture the others get theirs when one comes so near that it is drawn, since measuring letters takes time.
"use strict";
window.names = (network, nodes, stage) => {
  const WIDE = 9.5, LETTER = .56; // of a name at most, of a letter on average, in sizes of the letters
  const MOST = 18, LOOKED = 150, NEAR = 9 / 16;
  const PLAIN = { font: { size: 16, strokeWidth: 4 }, widthConstraint: { maximum: 150 } };
  let foremost = [], places = {}, heavy = false, size = 16, large = new Set(), lit = new Set();

  const whole = (name, beyond) => name + (beyond ? ` +${beyond}` : "");
  const usual = (n) => (heavy && !lit.has(n.id) ? "" : whole(n.name, n.beyond));
  const sized = (scale) => Math.round(Math.max(16, 12.5 / scale));

  // The large names at a scale, by entity: of those with the most deals first, each that does not cover another.
  function lettered(scale) {
    const taken = [], found = new Map();
    size = sized(scale);
    for (const n of size > 16 ? foremost : []) {
      const label = whole(n.name.length > 22 ? `${n.name.slice(0, 21).trimEnd()}…` : n.name, n.beyond);
      const width = label.length * size * LETTER, half = Math.min(width, WIDE * size) / 2 + size / 4;
      const { x, y } = places[n.id], top = y + n.size, low = top + size * 1.3 * Math.ceil(width / (WIDE * size));
      if (taken.some((t) => x + half > t.left && x - half < t.right && low > t.top && top < t.low)) continue;
      taken.push({ left: x - half, right: x + half, top, low });
      found.set(n.id, { label, font: { size, strokeWidth: size / 4 }, widthConstraint: { maximum: WIDE * size } });
      if (found.size === MOST) break;
    }
    large = new Set(found.keys());
    return found;
  }

  // Names anew, if the scale asks for others.
  function fit() {
    if (sized(network.getScale()) === size) return;
    const before = large, found = lettered(network.getScale());
    for (const id of before) {
      const n = found.has(id) ? null : nodes.get(id);
      if (n) found.set(id, { label: usual(n), ...PLAIN });
    }
    nodes.update([...found].map(([id, how]) => ({ id, ...how })));
  }

  function light() {
    const s = network.getScale(), at = network.getViewPosition();
    const wide = stage.clientWidth / 2 / s + 100, high = stage.clientHeight / 2 / s + 100;
    const near = ([id, p]) => !lit.has(id) && Math.abs(p.x - at.x) < wide && Math.abs(p.y - at.y) < high;
    const dark = Object.entries(places).filter(near).map(([id]) => id);
    for (const id of dark) lit.add(id);
    const unnamed = nodes.get(dark.filter((id) => !large.has(id)));
    if (unnamed.length) nodes.update(unnamed.map((n) => ({ id: n.id, label: usual(n) })));
  }
  network.on("zoom", () => requestAnimationFrame(fit));
  network.on("afterDrawing", () => { if (heavy && network.getScale() >= NEAR) requestAnimationFrame(light); });

  // How entities that are about to be shown are named at a scale: what goes into each. Of fresh ones only what is unusual.
  function named(shown, where, many, scale, fresh) {
    [places, heavy, lit] = [where, many, new Set()];
    foremost = shown.toSorted((a, b) => b.events - a.events).slice(0, LOOKED);
    const found = lettered(scale);
    return shown.map((n) => ({ ...n, label: usual(n), ...(fresh ? null : PLAIN), ...found.get(n.id) }));
  }
  return { named, fit };
};
