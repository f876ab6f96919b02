// On every page: colour scheme, language, navigation where popovers are unknown, and the way into search.
import { recall, remember } from "./storage.js";

const root = document.documentElement;

function setUpScheme(button) {
  const schemes = [null, "default", "slate"];
  const labels = button.dataset.labels.split("|");
  const show = (scheme) => button.setAttribute("aria-label", labels[schemes.indexOf(scheme)]);
  let chosen = recall("hc-scheme");
  if (!schemes.includes(chosen)) chosen = null;
  show(chosen);
  button.addEventListener("click", () => {
    chosen = schemes[(schemes.indexOf(chosen) + 1) % schemes.length];
    if (chosen) root.dataset.mdColorScheme = chosen;
    else delete root.dataset.mdColorScheme;
    remember("hc-scheme", chosen);
    show(chosen);
  });
}

function setUpLanguages(list) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    remember("hc-locale", link.hreflang);
    // Steps and checks have the same anchors in every language: keep the place.
    link.search = location.search;
    link.hash = location.hash;
  });
}

/** Opens and closes popovers where the browser does not know them. */
function setUpPopovers() {
  if ("popover" in HTMLElement.prototype) return;
  for (const button of document.querySelectorAll("[popovertarget]")) {
    const target = document.getElementById(button.getAttribute("popovertarget"));
    button.addEventListener("click", () => target.classList.toggle("is-open"));
  }
}

function setUpSearch(openers) {
  const open = async (opener, text) => {
    try {
      const dialog = await import(opener.dataset.search);
      dialog.openDialog(text);
    } catch {
      location.assign(opener.form ? opener.form.action : opener.href);
    }
  };
  for (const opener of openers) {
    const isField = opener instanceof HTMLInputElement;
    // A Chinese input method first composes: the field must stay until its word is chosen.
    if (isField) opener.addEventListener("compositionend", () => open(opener, opener.value));
    opener.addEventListener(isField ? "input" : "click", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(opener, isField ? opener.value : "");
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (!slash && !command) return;
    event.preventDefault();
    open(openers[0], "");
  });
}

const button = document.querySelector("[data-scheme]");
const languages = document.querySelector("[data-languages]");
const openers = document.querySelectorAll("[data-search]");
if (button) setUpScheme(button);
if (languages) setUpLanguages(languages);
setUpPopovers();
if (openers.length) setUpSearch(openers);
const searchPage = document.querySelector("[data-search-page]");
if (searchPage) import(searchPage.dataset.searchPage);
