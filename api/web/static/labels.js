// Labels of lines, so that each can be read: in the middle of its line, else a little above or below; one that would
// cover another, or a name, is left out, and pointing at its line tells it. Those of the widest lines come first.
"use strict";
window.labels = (lines, points) => {
  const labelled = lines.filter((line) => line.label).toSorted((a, b) => b.width - a.width);
  if (!labelled.length) return; // measuring the names of a large picture takes time
  const SIZE = 12, HIGH = 14, FACE = "system-ui, Segoe UI, Roboto, sans-serif", ROW = 1.15;
  const BEND = .55, PLACES = [0, HIGH, -HIGH];
  const at = new Map(points.map((p) => [p.id, p]));
  const ink = document.createElement("canvas").getContext("2d");
  function wide(text, size) {
    ink.font = `${size}px ${FACE}`;
    return ink.measureText(text).width;
  }
  const taken = points.flatMap(({ x, y, size, label = "", font = { size: 16 }, widthConstraint = { maximum: 150 } }) => {
    const width = wide(label, font.size), most = widthConstraint.maximum, half = Math.min(width, most) / 2;
    const rows = Math.ceil(width / (.85 * most)); // words that do not fit go to the next row
    const mark = { left: x - size, right: x + size, top: y - size, low: y + size };
    return [mark, { left: x - half, right: x + half, top: y + size, low: y + size + 8 + font.size * ROW * rows }];
  });
  const free = (box) => !taken.some((t) => box.left < t.right && box.right > t.left && box.top < t.low && box.low > t.top);

  // The middle of a line as vis-network bends it: a quadratic curve, whose handle it finds so.
  function middle({ from, to }) {
    const a = at.get(from), b = at.get(to);
    const far = BEND * Math.hypot(b.x - a.x, b.y - a.y), angle = Math.atan2(a.y - b.y, b.x - a.x) + BEND * Math.PI;
    const handle = { x: a.x + far * Math.sin(angle), y: a.y + far * Math.cos(angle) };
    return { x: (a.x + 2 * handle.x + b.x) / 4, y: (a.y + 2 * handle.y + b.y) / 4 };
  }

  for (const l of labelled) {
    const { x, y } = middle(l), half = wide(l.label, SIZE) / 2 + 3;
    const boxes = PLACES.map((off) => ({ off, left: x - half, right: x + half, top: y + off - HIGH / 2, low: y + off + HIGH / 2 }));
    const box = boxes.find(free);
    if (box) taken.push(box);
    else l.label = "";
    l.font = { vadjust: box ? box.off : 0 };
  }
};
