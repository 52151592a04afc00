// Notes on the canvas where one points; gives what hides them.
"use strict";
window.tips = (network, nodes, edges, stage, tip) => {
  function note(lines, at) {
    tip.replaceChildren(...lines.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
    tip.hidden = false;
    tip.style.left = `${Math.max(4, Math.min(at.x + 14, stage.clientWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${Math.max(4, Math.min(at.y + 14, stage.clientHeight - tip.offsetHeight - 8))}px`;
  }
  const hush = () => { tip.hidden = true; };
  network.on("hoverNode", (e) => {
    const n = nodes.get(e.node);
    note([n.name, `${n.type}, ${n.events} deals`, n.beyond ? `linked with ${n.beyond} more that are not shown: double-click` : "all its links are shown"], e.pointer.DOM);
  });
  network.on("hoverEdge", (e) => note([edges.get(e.edge).told, "click for the sentences"], e.pointer.DOM));
  for (const end of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(end, hush);
  return hush;
};
