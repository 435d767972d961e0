/* Small helps on every page; nothing depends on them. Texts come from the page, so they are translated there. */
(() => {
  "use strict";
  const live = document.getElementById("live");

  // One polite region speaks; what somebody has to act on is shown too, until the next thing works.
  const say = (text, { shown = false } = {}) => {
    if (!live) return;
    live.classList.toggle("is-shown", shown);
    if (live.textContent !== text) live.textContent = text;
  };
  window.portalSay = say;

  // Menus: Esc, a click elsewhere and leaving them by Tab close them.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest("details.menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  const typing = (element) => element.isContentEditable || element.matches("input, textarea, select");
  // Safari ends the composition before the Enter that confirms it; 229 still tells the two apart.
  const composing = (event) => event.isComposing || event.keyCode === 229;

  document.addEventListener("keydown", (event) => {
    if (composing(event)) {
      if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      for (const menu of openMenus()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
      live?.classList.remove("is-shown");
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && document.body.dataset.shortcuts !== "off" && !typing(event.target)) {
      const field = document.querySelector("[data-search]");
      const link = document.querySelector("[data-search-link]");
      event.preventDefault();
      if (field) field.focus();
      else link?.click();
    }
  });

  // Requests of parts of a page: what went wrong, in words, and what is still there.
  const trouble = (status) => {
    if (status === 0) return live.dataset.away;
    if (status === 429) return live.dataset.often;
    return status >= 500 ? live.dataset.broken : live.dataset.old;
  };
  document.addEventListener("htmx:responseError", (event) => say(trouble(event.detail.xhr.status), { shown: true }));
  for (const kind of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(kind, () => say(trouble(0), { shown: true }));
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && live?.classList.contains("is-shown")) say("");
  });

  // A form with data-leave asks before its unsaved text is lost.
  let unsaved = null;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-leave]");
    if (form) unsaved = form;
  });
  document.addEventListener("submit", (event) => {
    if (event.target === unsaved) unsaved = null;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful && event.target === unsaved) unsaved = null;
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved?.isConnected) event.preventDefault();
  });

  // <button hidden data-copy="id of the text" data-copied="Copied">
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (navigator.clipboard) button.hidden = false;
  });
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) return;
    await navigator.clipboard.writeText((source.value ?? source.textContent).trim());
    say(button.dataset.copied ?? "");
  });
})();
