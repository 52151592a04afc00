// Entities and lines of the canvas picked by keys: a step from one entity to the next in a direction, a round of the
// lines of one, and what is behind either. What is kept stays picked beside what is picked next.
"use strict";
window.picking = (network, nodes, edges, does) => {
  let kept = [], at = null, line = null;

  function now() { // where one is, also if a click has picked another meanwhile
    const picked = network.getSelectedNodes();
    kept = kept.filter((key) => picked.includes(key));
    if (!picked.includes(at)) [at, line] = [picked.at(-1) ?? null, null];
    if (line && !network.getSelectedEdges().includes(line)) line = null;
    return at;
  }

  function pick(key, lines, told) {
    [at, line] = [key, lines[0] ?? null];
    network.setSelection({ nodes: [...new Set([...kept, key])], edges: lines }, { highlightEdges: false });
    const seen = network.canvasToDOM(network.getPosition(key)), { clientWidth: wide, clientHeight: high } = does.stage;
    if (seen.x < 40 || seen.y < 40 || seen.x > wide - 40 || seen.y > high - 40) network.focus(key, { scale: network.getScale() });
    does.picked();
    does.say(told);
  }

  // The nearest entity in a direction, sideways counting twice; the one nearest to the middle if none is picked.
  function toward(x, y) {
    const from = now(), all = network.getPositions(), here = from ? all[from] : network.getViewPosition();
    let next = null, least = Infinity;
    for (const [key, p] of Object.entries(all)) {
      const along = (p.x - here.x) * x + (p.y - here.y) * y, across = Math.abs((p.x - here.x) * y) + Math.abs((p.y - here.y) * x);
      const far = from ? along + 2 * across : Math.hypot(p.x - here.x, p.y - here.y);
      if (key === from || (from && along <= 0) || far >= least) continue;
      [next, least] = [key, far];
    }
    const n = next && nodes.get(next);
    if (n) pick(next, [], `${n.name}: ${n.type}, ${n.events} ${n.events === 1 ? "deal" : "deals"}`);
    else does.say(from ? "No entity lies that way." : "");
  }

  function round(by) {
    if (!now()) return does.say("Pick an entity first: Shift with an arrow key.");
    const its = edges.get({ filter: (l) => l.from === at || l.to === at }).toSorted((a, b) => b.width - a.width || (a.id < b.id ? -1 : 1));
    if (!its.length) return does.say(`${nodes.get(at).name} has no lines here.`);
    const place = its.findIndex((l) => l.id === line), next = its.at(place < 0 && by < 0 ? -1 : (place + by) % its.length);
    pick(at, [next.id], `${its.indexOf(next) + 1} of ${its.length}: ${next.told}`);
  }

  function keep() {
    if (now()) kept = [...new Set([...kept, at])];
    does.say(kept.length ? `Kept: ${kept.map((key) => nodes.get(key).name).join(", ")}. Pick another.` : "Pick an entity first: Shift with an arrow key.");
  }

  function tell() {
    if (!now()) return does.say("Pick an entity first: Shift with an arrow key.");
    return line ? does.behind(edges.get(line)) : does.about(at);
  }

  return {
    "Shift+ArrowLeft": () => toward(-1, 0), "Shift+ArrowRight": () => toward(1, 0),
    "Shift+ArrowUp": () => toward(0, -1), "Shift+ArrowDown": () => toward(0, 1),
    l: () => round(1), L: () => round(-1), " ": keep, Enter: tell,
  };
};
