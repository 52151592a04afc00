// Questions that somebody saves: names for addresses of this site. They are kept in this browser and sent nowhere.
"use strict";
window.saved = (() => {
  const PLACE = "investgraph.questions", NAME = 100, ADDRESS = 8000, MOST = 500;
  const dialog = document.getElementById("saving"), button = document.getElementById("save"), mine = document.getElementById("mine");
  const here = () => location.pathname + location.search;

  // What comes from a file or from storage may be anything: only names and addresses of this site are taken.
  function clean(item) {
    if (!item || typeof item.name !== "string" || typeof item.address !== "string") return null;
    const name = item.name.trim().replace(/\s+/g, " ").slice(0, NAME);
    if (!name || !item.address.startsWith("/") || item.address.length > ADDRESS) return null;
    const url = new URL(item.address, location.origin);
    return url.origin === location.origin ? { name, address: url.pathname + url.search } : null;
  }

  function all() {
    try {
      const told = JSON.parse(localStorage.getItem(PLACE) || "[]");
      return Array.isArray(told) ? told.map(clean).filter(Boolean) : [];
    } catch {
      return [];
    }
  }

  function keep(items) { // false if the browser refuses
    try {
      localStorage.setItem(PLACE, JSON.stringify(items));
    } catch {
      return false;
    }
    changed();
    return true;
  }
  const REFUSED = "This browser keeps nothing for this site: its storage is full or switched off.";
  const same = (a, b) => a.toLowerCase() === b.toLowerCase();

  // Those whose names hold all words that were typed.
  function found(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return all().filter((q) => words.every((w) => q.name.toLowerCase().includes(w)));
  }

  // --- The dialog: a name for an address, whether new or known -------------------------------------------------------
  let asked = null;
  const field = dialog.querySelector("input"), drop = dialog.querySelector("[data-drop]"), wrong = dialog.querySelector("[role=alert]");

  function ask(address) {
    const known = all().find((q) => q.address === address);
    asked = address;
    wrong.textContent = "";
    field.value = known ? known.name : document.title.replace(/ – investgraph$/, "");
    drop.hidden = !known;
    dialog.querySelector("h2").textContent = known ? "Saved question" : "Save this question";
    dialog.showModal();
    field.select();
  }

  dialog.querySelector("form").addEventListener("submit", (e) => {
    e.preventDefault();
    const made = clean({ name: field.value, address: asked }), items = all();
    if (!made) wrong.textContent = field.value.trim() ? "This address is too long to be kept." : "It needs a name.";
    else if (items.some((q) => q.address !== asked && same(q.name, made.name))) wrong.textContent = "Another saved question has this name.";
    else if (items.length >= MOST && !items.some((q) => q.address === asked)) wrong.textContent = `${MOST} questions are saved, which is the most: delete one first.`;
    else if (keep(items.some((q) => q.address === asked) ? items.map((q) => (q.address === asked ? made : q)) : [made, ...items])) dialog.close();
    else wrong.textContent = REFUSED;
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  drop.addEventListener("click", () => { if (remove(asked)) dialog.close(); else wrong.textContent = REFUSED; });

  const remove = (address) => keep(all().filter((q) => q.address !== address));

  // --- The list on the start page --------------------------------------------------------------------------------------
  const make = (tag, about, ...inner) => {
    const made = Object.assign(document.createElement(tag), about);
    made.append(...inner);
    return made;
  };

  const told = mine && mine.querySelector("[role=status]");
  const say = (text) => told.replaceChildren(text);

  function forget(q, at) {
    if (!remove(q.address)) return say(REFUSED);
    const back = () => say(keep(all().toSpliced(at, 0, q)) ? `“${q.name}” is back.` : REFUSED);
    const undo = make("button", { type: "button", className: "quiet", textContent: "Undo", onclick: back });
    told.replaceChildren(`“${q.name}” is deleted. `, undo);
    undo.focus(); // the button that had it is gone
  }

  function act(word, q, does) {
    const made = make("button", { type: "button", className: "quiet", textContent: word, onclick: does });
    made.setAttribute("aria-label", `${word} “${q.name}”`);
    return made;
  }

  function list() {
    const items = all();
    mine.querySelector("ul").replaceChildren(...items.map((q, at) => make("li", {},
      make("a", { href: q.address, textContent: q.name }),
      make("span", {}, act("Rename", q, () => ask(q.address)), act("Delete", q, () => forget(q, at))))));
    mine.querySelector("ul").hidden = !items.length;
    mine.querySelector("[data-none]").hidden = items.length > 0;
    mine.querySelector("[data-export]").hidden = !items.length;
  }

  function give() {
    const blob = new Blob([JSON.stringify(all(), null, 2), "\n"], { type: "application/json" });
    const link = make("a", { href: URL.createObjectURL(blob), download: "investgraph-questions.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function take(file) {
    const given = await file.text().then(JSON.parse).catch(() => null);
    if (!Array.isArray(given)) return say(`${file.name} is no file of questions: expected JSON as the export writes it.`);
    const items = all(), before = items.length;
    let refused = 0, there = 0;
    for (const item of given) {
      const made = clean(item);
      if (!made || items.length >= MOST) refused += 1;
      else if (items.some((q) => q.address === made.address)) there += 1;
      else {
        for (let n = 2, name = made.name; items.some((q) => same(q.name, made.name)); n += 1) made.name = `${name.slice(0, NAME - 6)} (${n})`;
        items.push(made);
      }
    }
    const tail = [there && `${there} saved already`, refused && `${refused} refused: no address of this site, or too many`].filter(Boolean);
    say(keep(items) ? [`${items.length - before} added`, ...tail].join(", ") + "." : REFUSED);
  }

  function changed() {
    if (button) {
      const known = all().find((q) => q.address === here());
      button.textContent = known ? "Saved" : "Save";
      button.title = known ? `Saved as “${known.name}”` : "Save what you look at under a name";
    }
    if (mine) list();
  }

  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => ask(here()));
  }
  if (mine) {
    mine.hidden = false;
    mine.querySelector("[data-export]").addEventListener("click", give);
    const file = mine.querySelector("input[type=file]");
    mine.querySelector("[data-import]").addEventListener("click", () => file.click());
    file.addEventListener("change", async () => {
      if (file.files[0]) await take(file.files[0]);
      file.value = "";
    });
  }
  addEventListener("storage", changed); // another tab
  changed();
  return { found, changed }; // the search box asks, and the explorer tells that its address is another
})();
