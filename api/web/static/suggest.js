// Suggestions under search boxes, as one types: saved questions, entities, deals, and questions about them; where one
// entity is asked for, entities alone, each leading to what its form gives for it. Without script they are plain forms.
"use strict";
for (const box of document.querySelectorAll("[data-suggest]")) {
  const list = Object.assign(document.createElement("ul"), { id: `${box.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  box.after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) box.setAttribute(name, value);
  let at = -1, turn = 0, timer = 0;

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function mark(n) {
    const items = [...list.children];
    at = (n + items.length) % items.length;
    items.forEach((item, k) => item.setAttribute("aria-selected", String(k === at)));
    box.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  }

  const alone = box.dataset.suggest === "entities";
  function filled(key) {
    const told = new FormData(box.form);
    told.set(box.name, key);
    for (const [name, value] of [...told]) if (value === "") told.delete(name);
    return `${box.form.action}?${new URLSearchParams(told)}`;
  }
  async function asked(text) {
    const answer = await fetch(`${alone ? "/suggest" : "/search.json"}?q=${encodeURIComponent(text)}`).catch(() => null);
    const found = answer && answer.ok ? await answer.json() : [];
    if (alone) return found.map((e) => ({ title: e.name, address: filled(e.key), what: e.type }));
    const own = window.saved.found(text).slice(0, 5).map((q) => ({ title: q.name, address: q.address, what: "saved" }));
    return [...own, ...found];
  }

  async function ask() {
    const text = box.value.trim(), mine = ++turn;
    if (!text) return close();
    const found = await asked(text);
    if (mine !== turn) return;
    list.replaceChildren(...found.map((f, n) => {
      const item = Object.assign(document.createElement("li"), { id: `${list.id}-${n}` });
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const link = Object.assign(document.createElement("a"), { href: f.address, textContent: f.title, tabIndex: -1 });
      const kind = Object.assign(document.createElement("span"), { className: "dim", textContent: f.what });
      item.append(link, kind);
      item.addEventListener("mousedown", (e) => { e.preventDefault(); location.href = f.address; });
      return item;
    }));
    list.hidden = !found.length;
    at = -1;
    box.setAttribute("aria-expanded", String(!list.hidden));
  }

  box.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 80); });
  box.addEventListener("blur", () => setTimeout(close, 100));
  box.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    if (e.key === "ArrowDown") { e.preventDefault(); mark(at + 1); }
    else if (e.key === "ArrowUp") { e.preventDefault(); mark(at - 1); }
    else if (e.key === "Escape") close();
    else if (e.key === "Enter" && at >= 0) { e.preventDefault(); location.href = list.children[at].querySelector("a").href; }
  });
}
