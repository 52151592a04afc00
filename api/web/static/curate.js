// Judging and correcting from a page, with the token of the server: the page sends what the command line would.
"use strict";
(() => {
  const kept = (name, question) => {
    let told = sessionStorage.getItem(name);
    if (!told) {
      told = prompt(question);
      if (told) sessionStorage.setItem(name, told);
    }
    return told;
  };

  async function send(path, body, say) {
    const token = kept("token", "The server's token (INVESTGRAPH_TOKEN):");
    if (!token) return;
    say("Sending …");
    // As bytes of UTF-8, each a letter of its own: a header holds no others.
    const bytes = String.fromCharCode(...new TextEncoder().encode(token));
    const headers = { Authorization: `Bearer ${bytes}`, "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
    if (!answer) return say("The server does not answer.");
    let job = await answer.json();
    if (answer.status === 401) sessionStorage.removeItem("token");
    if (!answer.ok) return say(job.error ? job.error.message : `Error ${answer.status}`);
    while (job.state === "waiting" || job.state === "running") {
      await new Promise((done) => setTimeout(done, 300));
      const next = await fetch(`/jobs/${job.id}`, { headers });
      if (!next.ok) return say(`Error ${next.status}`);
      job = await next.json();
    }
    if (job.state === "failed") return say(job.result || "It failed.");
    location.reload();
  }

  function about() {
    const by = kept("by", "Your name, which is kept with what you decide:");
    return by && { by, at: new Date().toISOString() };
  }

  function judge(place, decision, subject, other, reason) {
    const who = about();
    const sort = subject.split("/")[0];
    const full = other.startsWith(`${sort}/`) ? other : `${sort}/${other.trim().replace(/^.*\/(entity|event)\//, "")}`;
    if (who) send("/judgements", [{ a: subject, b: full, decision, reason: reason || null, ...who }], place);
  }

  async function correct(item, what, fields, say) {
    const who = about();
    if (!who) return;
    const { article, claim } = item.dataset;
    const answer = await fetch(`/articles/${encodeURIComponent(article)}`);
    if (!answer.ok) return say(`Error ${answer.status}`);
    const told = await answer.json(), record = told.record || told;
    const original = record.commitments.find((c) => c.id === claim);
    if (!original) return say("The article no longer tells of this: load the page again.");
    let corrected = what === "drop" ? null : { ...original };
    if (what === "change") {
      for (const name of ["kind", "status", "announced"]) if (fields.get(name)) corrected[name] = fields.get(name);
      if (fields.get("amount")) {
        const [, value, currency] = fields.get("amount").match(/^([\d.,]+)\s*([A-Za-z]{3})$/) || [];
        if (!value) return say("Expected a sum and a currency: 2900000000 USD");
        corrected.amount = { value: Number(value.replaceAll(",", "")), currency: currency.toUpperCase() };
      }
    }
    const named = new Set([...original.investors, ...original.recipients, ...original.places]);
    const entities = record.entities.filter((e) => named.has(e.id));
    send("/corrections", [{ article, original, corrected, entities, reason: (fields && fields.get("reason")) || null, ...who }], say);
  }

  for (const place of document.querySelectorAll(".curate")) {
    const say = (text) => { for (const p of place.querySelectorAll(".told")) p.textContent = text; };
    place.addEventListener("click", (e) => {
      const button = e.target.closest("button[type=button]");
      if (!button) return;
      if (button.dataset.judge) judge(say, button.dataset.judge, button.dataset.subject || place.dataset.subject, button.dataset.other);
      else if (button.dataset.correct) correct(place, button.dataset.correct, null, say);
    });
    place.addEventListener("submit", (e) => {
      e.preventDefault();
      const fields = new FormData(e.target);
      if (e.target.dataset.judge) judge(say, e.target.dataset.judge, place.dataset.subject, fields.get("other"), fields.get("reason"));
      else correct(place, "change", fields, say);
    });
  }
})();
