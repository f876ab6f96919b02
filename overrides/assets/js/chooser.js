// On the language page: marks the reader's language. Never leaves the page by itself, and nothing moves.
import { recall, remember } from "./storage.js";

const list = document.querySelector("[data-chooser]");
const links = [...list.querySelectorAll("a")];
const wanted = [recall("hc-locale"), ...navigator.languages].filter(Boolean).map((tag) => tag.toLowerCase());
const scripts = { "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant" };

/** Returns the link that serves a language best: the same tag, its script, or its language alone. */
function serving(tag) {
  const find = (value) => links.find((link) => link.hreflang.toLowerCase() === value);
  return find(tag) ?? find(scripts[tag] ?? "") ?? find(tag.split("-")[0]);
}

const best = wanted.map(serving).find(Boolean);
if (best) best.classList.add("is-suggested");
list.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) remember("hc-locale", link.hreflang);
});
