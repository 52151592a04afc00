// The canvas of the explorer. Its state is the page's address; every step is an address of its own, so that the
// browser's back and forward are undo and redo, and each picture is a link. Positions come from the server.
"use strict";
(() => {
  const root = document.getElementById("explorer");
  const $ = (id) => document.getElementById(id);
  const form = $("filters");
  if (form) form.addEventListener("submit", (e) => { // Empty fields ask for nothing and need not be in the address.
    for (const field of form.elements) if (field.name && field.value === "") field.disabled = true;
    setTimeout(() => { for (const field of form.elements) field.disabled = false; });
  });
  const side = root.querySelector(".side");
  if (side && matchMedia("(max-width: 70rem)").matches) side.open = false; // the picture first
  const time = root.querySelector('[data-view="timeline"] .figure-box'), beside = time && time.querySelector(".beside");
  if (beside) { // where it is wider than the window: what is latest first, the names stay in sight
    const drawn = time.querySelector("svg");
    const follow = () => beside.setAttribute("transform", `translate(${time.scrollLeft * drawn.viewBox.baseVal.width / drawn.getBoundingClientRect().width})`);
    time.addEventListener("scroll", follow);
    time.scrollLeft = time.scrollWidth;
  }
  const map = root.querySelector('[data-view="map"] .figure-box'), largest = map && map.querySelector(".mark");
  if (largest) map.scrollLeft += largest.getBoundingClientRect().left - map.getBoundingClientRect().left - map.clientWidth / 2;
  const stage = $("canvas");
  if (!stage || !window.vis) return;

  const LARGE = 1500; // With more entities, lines are plain.
  const HEAVY = 300; // With more, the picture is moved as it is drawn, and drawn anew when it is let go.
  const CURVED = { enabled: true, type: "curvedCW", roundness: .1 };
  const marks = JSON.parse($("marks").textContent);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const inks = (opacity) => ({ color: colour("--dim"), opacity, highlight: colour("--link"), hover: colour("--link") });
  const font = (size, color) => ({ color, size, face: "system-ui, Segoe UI, Roboto, sans-serif", strokeWidth: 4, strokeColor: colour("--card") });
  const network = new vis.Network(stage, { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 0, multiselect: true, keyboard: false, selectConnectedEdges: false },
    nodes: { font: font(16, colour("--ink")), widthConstraint: { maximum: 150 }, borderWidth: 0, borderWidthSelected: 3, scaling: { label: { drawThreshold: 9 } } },
    edges: {
      color: inks(.7), hoverWidth: .5, selectionWidth: 1,
      font: font(12, colour("--dim")), scaling: { label: { drawThreshold: 9 } }, smooth: CURVED,
    },
  });
  const names = window.names(network, nodes, stage);
  window.held(network, stage, () => heavy);
  const hush = window.tips(network, nodes, edges, stage, $("tip"));
  window.explorer = { network, nodes, edges };
  let query = location.search.slice(1), large = false, heavy = false, depth = 0, deepest = 0, places = {}, asked = 0, dressed = "", whole = 0;

  // --- State ---------------------------------------------------------------------------------------------------
  const address = (path, more = "") => `${path}?${[query, more].filter(Boolean).join("&")}`;

  async function step(more, { push = true, anew = false, anchor = null } = {}) {
    const turn = ++asked;
    say("Loading …");
    let answer, data;
    try {
      answer = await fetch(address("/explore.json", more));
      data = await answer.json();
    } catch { return say("The server does not answer. Is it running?"); }
    if (turn !== asked) return; // a later step is on its way
    if (!answer.ok) return say(data.error ? data.error.message : `Error ${answer.status}`);
    show(data, anew, anchor);
    if (push && data.query !== query) {
      history.pushState({ depth: depth + 1 }, "", data.query ? `/explore?${data.query}` : "/explore");
      deepest = ++depth;
    }
    query = data.query;
    follow();
    return data;
  }
  const go = (wanted, options) => { query = wanted; return step("", options); };

  addEventListener("popstate", (e) => {
    if (location.hash) return; // a way within the page, as to its content, is no step
    depth = e.state ? e.state.depth : 0;
    go(location.search.slice(1), { push: false });
  });

  // All links and hidden fields that carry the state.
  function follow() {
    for (const a of document.querySelectorAll("a[data-view]")) {
      const q = new URLSearchParams(query);
      if (a.dataset.view === "graph") q.delete("view"); else q.set("view", a.dataset.view);
      a.href = `/explore?${q}`;
    }
    $("all").href = address("/explore", "links=all");
    for (const a of document.querySelectorAll("a[data-as]")) a.href = address(`/explore/as/${a.dataset.as}`);
    const q = new URLSearchParams(query);
    for (const name of ["of", "whole", "with", "without", "pin", "links"]) {
      let field = form.elements[name];
      if (!field && q.get(name)) {
        field = Object.assign(document.createElement("input"), { type: "hidden", name });
        form.prepend(field);
      }
      if (field) field.value = q.get(name) || "";
    }
    $("undo").disabled = depth < 1;
    $("redo").disabled = depth >= deepest;
    window.saved.changed();
    picked();
  }

  // --- Picture -------------------------------------------------------------------------------------------------
  const ENDS = { acquisition: "diamond", partnership: "circle", training: "vee", facility: "box" };

  const looks = Object.fromEntries(Object.entries(marks).map(([type, { shape, colour: background }]) => {
    const ringed = { background, border: colour("--ink") };
    return [type, { shape, color: { background, border: background, highlight: ringed, hover: ringed } }];
  }));
  const BARE = { label: "", dashes: false, arrows: { to: { enabled: false }, from: { enabled: false } } };

  function node(n) {
    const { x, y } = places[n.key];
    return {
      id: n.key, name: n.name, type: n.type, ...looks[n.type],
      size: 12 + 2 * Math.min(n.events, 8), x, y, events: n.events, beyond: n.hidden,
    };
  }

  function line(l, labelled) {
    const end = large ? "" : ENDS[l.kind] || (l.kind ? "arrow" : "");
    const made = { id: `${l.source}>${l.target}`, from: l.source, to: l.target, told: l.told, width: large ? 1 : l.width };
    if (labelled) made.label = l.label;
    if (l.unsure || !l.kind) made.dashes = l.unsure ? [6, 5] : [2, 4];
    if (end) {
      const arrow = { enabled: true, type: end, scaleFactor: .55 };
      made.arrows = l.kind === "partnership" ? { to: arrow, from: arrow } : { to: arrow };
    }
    return made;
  }

  function place(data, anew, anchor) { // gives how many are new
    const known = anew ? {} : Object.fromEntries(nodes.getIds().map((id) => [id, places[id]]));
    // What one knows stays where it is, unless more comes than there was.
    const stayed = data.nodes.filter((n) => known[n.key]), grown = data.nodes.length - stayed.length;
    if (grown > stayed.length) for (const id of Object.keys(known)) delete known[id];
    const shift = drift(stayed.filter((n) => known[n.key]), known, anchor);
    places = {};
    for (const n of data.nodes) places[n.key] = known[n.key] || { x: n.x + shift.x, y: n.y + shift.y };
    for (const pin of (new URLSearchParams(data.query).get("pin") || "").split(",").filter(Boolean)) {
      const [key, x, y] = pin.split(":");
      if (places[key]) places[key] = { x: Number(x), y: Number(y) };
    }
    return grown;
  }

  function dress(data) { // what of the options is to be another: many lines are faint
    heavy = data.nodes.length > HEAVY;
    large = data.nodes.length > LARGE;
    const wanted = {
      interaction: { dragView: !heavy, hideEdgesOnZoom: heavy, hover: !large },
      edges: { color: inks(Math.max(.12, Math.min(.7, 250 / data.lines.length))), smooth: large ? false : CURVED },
    };
    const known = dressed;
    dressed = JSON.stringify(wanted);
    return dressed === known ? null : wanted;
  }

  function show(data, anew, anchor) {
    const first = anew || !nodes.length, kept = network.getSelectedNodes();
    if (first) { // all at once: what comes bit by bit is reckoned through again with each bit
      network.setData({});
      nodes.clear();
      edges.clear();
    }
    const grown = place(data, anew, anchor), options = dress(data);
    if (options && !first) network.setOptions(options);
    const view = first || grown ? fitting() : null;
    const points = names.named(data.nodes.map(node), places, heavy, view ? view.scale : network.getScale(), first);
    const lines = data.lines.map((l) => ({ ...(first ? null : BARE), ...line(l, data.lines.length <= 80) }));
    window.labels(lines, points);
    replace(nodes, points);
    replace(edges, lines);
    if (first) {
      network.setData({ nodes, edges, options }); // options by themselves would have it all drawn twice
      network.selectNodes(kept.filter((key) => places[key]));
    }
    if (view) network.moveTo(view);
    $("told").textContent = data.told;
    whole = data.whole;
    $("all").hidden = !data.undrawn;
    $("all").textContent = `Draw all ${data.undrawn.toLocaleString("en")} links`;
    document.title = `${data.title} – investgraph`;
    const bare = !data.lines.length && narrowed(data.query) ? "No link fits the filters. Leave one out." : "";
    const nothing = data.unknown ? "" : "Nothing fits. Leave out a filter, or start anew from a search.";
    say([data.unknown, data.nodes.length ? bare : nothing].filter(Boolean).join(" "));
    list(data.nodes);
    brush(data.months);
    network.once("afterDrawing", () => { root.dataset.ready = "yes"; });
  }

  const CHOSEN = ["of", "whole", "with", "without", "pin", "links", "view", "by"]; // all else in an address is a filter
  const narrowed = (q) => [...new URLSearchParams(q).keys()].some((name) => !CHOSEN.includes(name));

  // --- What is in view -----------------------------------------------------------------------------------------
  const AIR = { x: 110, y: 60 }; // around what stands outermost, for its name
  function fitting(keys = Object.keys(places)) { // beside the panel, if it is open
    const all = keys.map((key) => places[key]).filter(Boolean), xs = all.map((p) => p.x), ys = all.map((p) => p.y);
    if (!all.length) return { scale: 1, position: { x: 0, y: 0 } };
    const [left, right, top, low] = [Math.min(...xs) - AIR.x, Math.max(...xs) + AIR.x, Math.min(...ys) - AIR.y, Math.max(...ys) + AIR.y];
    const wide = stage.clientWidth, panel = $("panel").hidden ? 0 : $("panel").offsetWidth, covered = wide > 2 * panel ? panel : 0;
    const scale = Math.min(1.3, (wide - covered) / (right - left), stage.clientHeight / (low - top));
    return { scale, position: { x: (left + right + covered / scale) / 2, y: (top + low) / 2 } };
  }
  function fit(keys) {
    network.moveTo(fitting(keys));
    names.fit();
  }

  // How far what is new is moved, so that it stands to what was opened, else to all that stays, as it was laid out.
  function drift(stayed, known, anchor) {
    const by = stayed.some((n) => n.key === anchor) ? stayed.filter((n) => n.key === anchor) : stayed;
    if (!by.length) return { x: 0, y: 0 };
    const mean = (f) => by.reduce((sum, n) => sum + f(n), 0) / by.length;
    return { x: mean((n) => known[n.key].x - n.x), y: mean((n) => known[n.key].y - n.y) };
  }

  function replace(set, items) {
    const kept = new Set(items.map((i) => i.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(items);
  }

  function say(text) {
    $("note").textContent = text;
    $("note").hidden = !text;
  }

  function list(shown) {
    const held = document.activeElement.dataset.key;
    $("list").replaceChildren(...shown.slice(0, 200).map((n) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.dataset.key = n.key;
      button.textContent = `${n.name} (${n.type}, ${n.events})`;
      button.addEventListener("click", (e) => {
        network.selectNodes([n.key]);
        network.focus(n.key, { scale: Math.max(network.getScale(), .6) });
        picked();
        about(n.key, !e.detail);
      });
      item.append(button);
      return item;
    }));
    if (held) $("list").querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  // --- What is picked ------------------------------------------------------------------------------------------
  function picked() {
    const keys = network.getSelectedNodes();
    $("remove").disabled = !keys.length;
    $("join").disabled = keys.length !== 2;
    return keys;
  }

  let opener = null; // what has the panel's focus when it closes
  async function tell(path, byKey = false) {
    const answer = await fetch(path).catch(() => null);
    if (!answer || !answer.ok) return say(answer ? `Error ${answer.status}` : "The server does not answer. Is it running?");
    say("");
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    $("details").replaceChildren(...parsed.body.childNodes);
    $("panel").hidden = false;
    $("panel").scrollTop = 0;
    if (!byKey) return;
    if (!$("panel").contains(document.activeElement)) opener = document.activeElement;
    $("panel").focus();
  }
  function shut() {
    if ($("panel").contains(document.activeElement)) (opener && opener.isConnected ? opener : stage).focus();
    $("panel").hidden = true;
  }
  function close() {
    shut();
    network.unselectAll();
    picked();
  }
  $("close").addEventListener("click", shut);
  const about = (key, byKey) => tell(address(`/explore/entity/${encodeURIComponent(key)}`), byKey);
  const behind = (l, byKey) => tell(address("/explore/link", `source=${encodeURIComponent(l.from)}&target=${encodeURIComponent(l.to)}`), byKey);

  network.on("click", (e) => {
    hush();
    picked();
    if (!e.nodes.length && !e.edges.length) close();
    if (e.nodes.length === 1) about(e.nodes[0]);
    else if (!e.nodes.length && e.edges.length === 1) behind(edges.get(e.edges[0]));
  });
  const open = (key) => step(`expand=${encodeURIComponent(key)}`, { anchor: key });
  network.on("doubleClick", (e) => { if (e.nodes.length) open(e.nodes[0]); });
  network.on("dragEnd", (e) => { // what is put somewhere stays there
    if (!e.nodes.length) return;
    const q = new URLSearchParams(query), at = network.getPositions(e.nodes);
    const pins = new Map((q.get("pin") || "").split(",").filter(Boolean).map((p) => [p.split(":")[0], p]));
    for (const key of e.nodes) pins.set(key, `${key}:${Math.round(at[key].x)}:${Math.round(at[key].y)}`);
    for (const key of e.nodes) places[key] = at[key];
    q.set("pin", [...pins.values()].slice(-60).join(","));
    go(q.toString());
  });

  $("panel").addEventListener("click", (e) => {
    const link = e.target.closest("a[data-step]");
    if (!link || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    const [was, now] = [query, link.search.slice(1)].map((q) => new URLSearchParams(q));
    query = link.search.slice(1);
    step("", { anew: !now.has("expand") && now.get("of") !== was.get("of"), anchor: now.get("expand") });
  });

  const remove = () => { const keys = picked(); if (keys.length) step(`remove=${keys.map(encodeURIComponent).join(",")}`); };
  async function join() { // what is shown stays, and the ways between the two are picked
    const ends = picked(), q = new URLSearchParams(query);
    if (ends.length !== 2) return;
    const all = ["of", "with", "whole"].some((name) => q.has(name)) ? "" : `whole=${whole}&`;
    const data = await step(`${all}join=${ends.map(encodeURIComponent).join(",")}`);
    if (!data) return;
    const on = new Set(data.joined), between = data.joined.filter((key) => !ends.includes(key));
    const lines = edges.getIds({ filter: (l) => on.has(l.from) && on.has(l.to) });
    network.setSelection({ nodes: data.joined, edges: lines }, { highlightEdges: false });
    fit(data.joined);
    picked();
    const named = (keys, and) => keys.map((key) => nodes.get(key)?.name ?? key).join(and);
    const over = between.length ? `over ${named(between.slice(0, 5), ", ")}${between.length > 5 ? " and others" : ""}` : "directly";
    say(`${named(ends, " and ")} are linked ${over}.${lines.length < on.size - 1 ? " The filters hide some of the links." : ""}`);
  }
  const tidy = () => { const q = new URLSearchParams(query); q.delete("pin"); go(q.toString(), { anew: true }); };

  $("remove").addEventListener("click", remove);
  $("join").addEventListener("click", join);
  $("tidy").addEventListener("click", tidy);
  $("fit").addEventListener("click", () => fit());
  $("undo").addEventListener("click", () => history.back());
  $("redo").addEventListener("click", () => history.forward());
  $("help").addEventListener("click", () => $("keys").showModal());
  $("png").addEventListener("click", () => {
    const drawn = stage.querySelector("canvas"), copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
    const ink = copy.getContext("2d");
    ink.fillStyle = colour("--card");
    ink.fillRect(0, 0, copy.width, copy.height);
    ink.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: "investgraph.png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  });

  // --- Keys ----------------------------------------------------------------------------------------------------
  const move = (x, y) => { const at = network.getViewPosition(), s = network.getScale(); network.moveTo({ position: { x: at.x + x / s, y: at.y + y / s } }); };
  const zoom = (by) => { network.moveTo({ scale: network.getScale() * by }); names.fit(); };
  const acts = {
    ArrowLeft: () => move(-60, 0), ArrowRight: () => move(60, 0), ArrowUp: () => move(0, -60), ArrowDown: () => move(0, 60),
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(.8), 0: () => fit(), t: tidy, p: join, Delete: remove, Backspace: remove,
    e: () => { const [key] = picked(); if (key) open(key); },
    s: () => { const [key] = picked(); if (key) go(`of=${encodeURIComponent(key)}`, { anew: true }); },
    Escape: () => ($("panel").contains(document.activeElement) ? shut() : close()),
    "?": () => $("keys").showModal(),
    ...window.picking(network, nodes, edges, { stage, say, picked, about: (key) => about(key, true), behind: (l) => behind(l, true) }),
  };
  const ON_CANVAS = ["Arrow", "Shift+", "Enter", " "]; // elsewhere these keys do what they always do
  document.querySelector('.skip[href="#canvas"]').addEventListener("click", (e) => { // its address would be a step
    e.preventDefault();
    stage.focus();
  });
  addEventListener("keydown", (e) => {
    if (e.target.closest("input, select, textarea, dialog")) return;
    if ((e.ctrlKey || e.metaKey) && (e.key === "z" || e.key === "y")) {
      e.preventDefault();
      if (e.key === "z" && depth > 0) history.back();
      if (e.key === "y" && depth < deepest) history.forward();
      return;
    }
    const name = e.shiftKey && e.key.startsWith("Arrow") ? `Shift+${e.key}` : e.key, act = !e.ctrlKey && !e.metaKey && !e.altKey && acts[name];
    if (!act || (e.target !== stage && ON_CANVAS.some((begin) => name.startsWith(begin)))) return;
    e.preventDefault();
    act();
  });

  // --- Filters: each change is a step --------------------------------------------------------------------------------
  function filtered() {
    const q = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== "") q.append(name, value);
    go(q.toString());
  }
  const brush = window.brush($("brush"), form, filtered);
  form.addEventListener("submit", (e) => { e.preventDefault(); filtered(); });
  form.addEventListener("change", (e) => { if (e.target.type !== "range" && form.checkValidity()) filtered(); });

  say("Loading …");
  step("", { push: false, anew: true });
})();
