// A stretch of time is taken from the columns of deals by month: by the sliders below them, or one month by a click on
// its column. Gives what draws them anew, from pairs of month and number.
"use strict";
window.brush = (box, form, filtered) => {
  let spread = null; // all months, as they were before a stretch was taken
  const number = (m) => Number(m.slice(0, 4)) * 12 + Number(m.slice(5, 7) || 1) - 1;
  const month = (n) => `${Math.floor(n / 12)}-${String(n % 12 + 1).padStart(2, "0")}`;
  const made = (name, about) => {
    const part = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [k, v] of Object.entries(about)) part.setAttribute(k, v);
    return part;
  };

  function columns(low, high, from, to) {
    const most = Math.max(...spread.map(([, n]) => n)), [first, last] = [spread[0][0], spread.at(-1)[0]];
    const svg = made("svg", { viewBox: `0 0 ${high - low + 1} 20`, preserveAspectRatio: "none", role: "img", "aria-label": `Deals by month from ${first} to ${last}` });
    svg.append(...spread.map(([m, n]) => {
      const at = number(m), tall = 18 * n / most + 1;
      return made("rect", { x: at - low, y: 20 - tall, width: 1, height: tall, class: at < from || at > to ? "out" : "in" });
    }));
    svg.addEventListener("click", (e) => { // anywhere above a column is on it
      const at = svg.getBoundingClientRect(), taken = low + Math.floor((e.clientX - at.left) / at.width * (high - low + 1));
      form.elements.since.value = form.elements.until.value = month(Math.max(low, Math.min(high, taken)));
      filtered();
    });
    return svg;
  }

  return (months) => {
    const since = form.elements.since.value, until = form.elements.until.value;
    if (!spread || (!since && !until)) spread = months;
    box.hidden = spread.length < 2;
    if (box.hidden) return;
    const low = number(spread[0][0]), high = number(spread.at(-1)[0]);
    const from = since ? Math.max(low, number(since)) : low, to = until ? Math.min(high, number(until.length === 4 ? `${until}-12` : until)) : high;
    const slider = (name, value) => {
      const input = Object.assign(document.createElement("input"), { type: "range", min: low, max: high, value });
      input.setAttribute("aria-label", name === "since" ? "First month" : "Last month");
      input.addEventListener("input", () => { form.elements[name].value = month(Number(input.value)); });
      input.addEventListener("change", filtered);
      return input;
    };
    box.replaceChildren(columns(low, high, from, to), slider("since", from), slider("until", to));
  };
};
