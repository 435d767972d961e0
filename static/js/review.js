/* The annotated review: keys, cards that open when they are pointed at. The page works without it. */
(() => {
  "use strict";
  const findings = () => [...document.querySelectorAll("details.finding:not(.is-silenced)")];

  const show = (card) => {
    card.open = true;
    const summary = card.querySelector("summary");
    summary.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
  };

  const step = (by) => {
    const all = findings();
    if (!all.length) return;
    const active = document.activeElement?.closest("details.finding");
    let at = all.indexOf(active);
    if (at < 0) {
      // Nothing chosen yet: the first one below the top of the window, or the last one above it.
      const below = all.findIndex((card) => card.getBoundingClientRect().top > 0);
      at = by > 0 ? (below < 0 ? all.length : below) - 1 : below < 0 ? all.length : below;
    }
    show(all[(at + by + all.length) % all.length]);
  };

  // A link to a card opens it, wherever the link stands.
  const openTarget = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const card = target?.closest("details.finding");
    if (card) show(card);
    aimQuestions(target);
  };

  // "Ask about a line" asks about the line that was chosen by its number.
  const aimQuestions = (target) => {
    const line = target?.closest("li.line");
    if (!line) return;
    const cut = line.id.lastIndexOf("-L");
    for (const link of document.querySelectorAll("a.file__ask")) {
      if (link.dataset.anchor !== line.id.slice(0, cut)) continue;
      const url = new URL(link.href);
      url.searchParams.set("line", line.id.slice(cut + 2));
      link.href = url.pathname + url.search;
    }
  };

  const follow = (name) => document.querySelector(`[data-shortcut="${name}"]`)?.click();

  const comment = () => {
    const card = document.activeElement?.closest("details.finding");
    const line = document.activeElement?.closest("li.line") || document.querySelector("li.line:target");
    const link = card?.querySelector("[data-talk]");
    if (link) return link.click();
    if (line) {
      aimQuestions(line);
      const ask = line.closest(".file")?.querySelector(".file__ask");
      if (ask) return ask.click();
    }
    follow("c");
  };

  const keys = {
    n: () => step(1),
    p: () => step(-1),
    e: () => follow("e"),
    a: () => follow("a"),
    d: () => follow("d"),
    c: comment,
    "?": () => document.getElementById("shortcuts")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".review[data-shortcuts]") || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  const hint = document.querySelector(".keys-hint");
  if (hint) {
    hint.hidden = false;
    hint.addEventListener("click", keys["?"]);
  }

  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", () => findings().forEach((card) => (card.open = true)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#finding-"]');
    if (link && link.hash === location.hash) openTarget();
  });
  openTarget();
})();
