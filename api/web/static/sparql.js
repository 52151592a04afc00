"use strict";
// The editor of the query page: colours, line numbers, the line of an error, Ctrl-Enter. Without it the page is a plain form.
(() => {
  const form = document.getElementById("ask"), area = document.getElementById("query");
  const editor = area.parentElement, button = form.querySelector("button");
  const lines = layer("lines"), ink = layer("ink");
  const WORDS = "select|construct|describe|ask|where|from|named|prefix|base|distinct|reduced|as|graph|optional|union|minus|filter|bind|values|undef|group|by|having|order|asc|desc|limit|offset|not|exists|in|a|true|false";
  const TOKEN = new RegExp([
    /(?<comment>#[^\n]*)/, /(?<iri><[^<>"{}|^`\\\s]*>)/, /(?<string>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')/,
    /(?<variable>[?$]\w+)/, /(?<term>[\p{L}\w][\p{L}\w.-]*:[\p{L}\w.%-]*|:[\p{L}\w.%-]+)/, /(?<number>\b\d+(?:\.\d+)?\b)/,
  ].map((r) => r.source).concat(`\\b(?<word>${WORDS})\\b`, "\\b(?<call>[a-z_]\\w*)(?=\\s*\\()").join("|"), "giu");
  const LONGEST = 7000;  // of an address; longer queries are sent in a body
  const wrong = /line (\d+)/.exec(editor.dataset.error || "");

  function layer(name) {
    const made = document.createElement("pre");
    made.className = name;
    made.setAttribute("aria-hidden", "true");
    editor.prepend(made);
    return made;
  }

  function paint() {
    const text = area.value, parts = [];
    let at = 0;
    for (const found of text.matchAll(TOKEN)) {
      const [name] = Object.entries(found.groups).find(([, value]) => value !== undefined);
      const span = document.createElement("span");
      span.className = name;
      span.textContent = found[0];
      parts.push(text.slice(at, found.index), span);
      at = found.index + found[0].length;
    }
    ink.replaceChildren(...parts, text.slice(at) + "\n");
    const count = text.split("\n").length;
    lines.replaceChildren(...Array.from({ length: count }, (_, n) => {
      const number = document.createElement("span");
      number.textContent = n + 1 + "\n";
      if (wrong && Number(wrong[1]) === n + 1) number.className = "at";
      return number;
    }));
    area.rows = Math.min(26, Math.max(8, count));
    follow();
  }

  function follow() {
    ink.scrollTop = lines.scrollTop = area.scrollTop;
    ink.scrollLeft = area.scrollLeft;
  }

  let waiting = 0;
  area.addEventListener("input", () => {  // many may come at once: painted is once before the next picture
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(paint);
  });
  area.addEventListener("scroll", follow);
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    form.method = encodeURIComponent(area.value).length > LONGEST ? "post" : "get";
    button.textContent = "Running …";
    button.classList.add("busy");
  });
  addEventListener("pageshow", () => {  // also when the page comes back from the browser's memory
    button.textContent = "Run";
    button.classList.remove("busy");
    paint();
  });
  editor.classList.add("live");
  document.getElementById("keys").hidden = false;
})();
