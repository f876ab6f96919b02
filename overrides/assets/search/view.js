// The field, the results and what stands in their place, shared by the dialog and the search page.

import { addressOf } from "./client.js";

const RECENT = "hc-recent";
const MOST_RECENT = 6;
const LIMIT = 10;

/** Fills `place` with a search: returns `{ field, show(text) }`. `search` comes from `openClient`. */
export function buildSearch(place, search, { onOpen = () => {} } = {}) {
  const words = search.interface;
  const field = make("input", { className: "hc-s__field", type: "search", autocomplete: "off", spellcheck: false });
  const providers = make("select", { className: "hc-s__providers" });
  const status = make("p", { className: "hc-s__status", role: "status" });
  const note = make("p", { className: "hc-s__status" });
  const list = make("div", { className: "hc-s__list", role: "listbox", id: "hc-s-list" });
  const rest = make("div", { className: "hc-s__rest" });
  field.placeholder = words.strings.placeholder;
  attributes(field, { "aria-label": words.strings.label, role: "combobox", "aria-controls": list.id });
  attributes(field, { "aria-expanded": "false", "aria-autocomplete": "list", enterkeyhint: "search" });
  list.setAttribute("aria-label", words.strings.title);
  providers.setAttribute("aria-label", words.strings.filter);
  providers.append(new Option(words.strings.all, ""));
  for (const [id, name] of words.providers) providers.append(new Option(name, id));
  const bar = make("div", { className: "hc-s__bar" });
  bar.append(field, providers);
  place.append(bar, status, note, list, rest);

  let asked = 0;
  let chosen = -1;
  const options = () => [...list.children];
  const choose = (position) => {
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === position)));
    chosen = position;
    const option = options()[position];
    option?.scrollIntoView({ block: "nearest" });
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
  };
  const clear = () => {
    list.replaceChildren();
    rest.replaceChildren();
    status.textContent = note.textContent = "";
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  };

  async function update() {
    const text = field.value.trim();
    const number = (asked += 1);
    if (!text) {
      clear();
      rest.append(...recentSearches(words, search.locale, (recent) => show(recent)));
      return;
    }
    try {
      const found = await search.query(text, { limit: LIMIT, only: providers.value });
      if (number !== asked) return;
      clear();
      const { hits, total, corrected } = found;
      list.append(...hits.map((hit, at) => resultOf(hit, at, words, search.locale)));
      field.setAttribute("aria-expanded", String(hits.length > 0));
      status.textContent = hits.length ? countOf(total, words, search.locale) : words.strings.none;
      if (corrected) note.textContent = fill(words.strings.corrected, { query: corrected });
      if (hits.length) choose(0);
      else rest.append(...ways(words, await topicsNear(text)));
    } catch {
      clear();
      status.textContent = words.strings.failed;
      rest.append(...ways(words));
    }
  }

  /** Returns topics, nearest first: those of other providers' answers to the text, then the page's own. */
  async function topicsNear(text) {
    const elsewhere = providers.value ? (await search.query(text, { limit: LIMIT })).hits : [];
    return [...elsewhere.map((hit) => hit.category), ...location.pathname.split("/")];
  }

  function show(text) {
    field.value = text;
    return update();
  }

  field.addEventListener("input", update);
  providers.addEventListener("change", update);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const count = options().length;
    const moves = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: null, End: null };
    if (event.key === "Enter") {
      event.preventDefault();
      options()[Math.max(chosen, 0)]?.click();
    } else if (count && Number.isInteger(moves[event.key])) {
      event.preventDefault();
      choose((moves[event.key] + count) % count);
    }
  });
  list.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    keepRecent(search.locale, field.value.trim());
    onOpen();
  });
  return { field, show };
}

/** Returns a text with its `{name}` placeholders filled. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

function make(tag, properties = {}) {
  const { role, ...rest } = properties;
  const element = Object.assign(document.createElement(tag), rest);
  if (role) element.setAttribute("role", role);
  return element;
}

function attributes(element, values) {
  for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
}

function resultOf(hit, at, words, locale) {
  const link = make("a", { className: `hc-s__hit hc-p--${hit.provider}`, href: hit.url, id: `hc-s-${at}`, role: "option", tabIndex: -1 });
  const title = make("span", { className: "hc-s__title" });
  title.append(...marked(hit.title, hit.titleMarks));
  const path = make("span", { className: "hc-s__path" });
  const provider = words.providers.find(([id]) => id === hit.provider)?.[1] ?? hit.provider;
  const category = words.categories.find(([id]) => id === hit.category)?.[1] ?? hit.category;
  path.textContent = `${provider} › ${category}`;
  const summary = make("span", { className: "hc-s__summary" });
  summary.append(...marked(hit.summary, hit.summaryMarks));
  link.append(title, path, summary);
  if (hit.locale !== locale) {
    const language = words.locales.find(([tag]) => tag === hit.locale)?.[1] ?? hit.locale;
    path.append(make("span", { className: "hc-s__language", textContent: fill(words.strings.language, { language }) }));
    title.lang = summary.lang = hit.locale;
  }
  return link;
}

function marked(text, ranges = []) {
  const parts = [];
  let position = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(position, start), make("mark", { textContent: text.slice(start, end) }));
    position = end;
  }
  return [...parts, text.slice(position)];
}

function countOf(total, words, locale) {
  const form = new Intl.PluralRules(locale).select(total);
  return fill(words.strings[`count.${form}`] ?? words.strings["count.other"], { n: total });
}

/** What to do when nothing is found: the topics, those in `near` first, and support. */
function ways({ strings, categories, contact }, near = []) {
  const topics = make("ul", { className: "hc-s__topics" });
  const distance = ([id]) => (near.includes(id) ? near.indexOf(id) : near.length);
  for (const [, name, path] of [...categories].sort((one, other) => distance(one) - distance(other))) {
    const item = make("li");
    item.append(make("a", { href: addressOf(path), textContent: name }));
    topics.append(item);
  }
  const support = make("p");
  support.append(make("a", { href: addressOf(contact), textContent: strings.contact }));
  return [make("p", { textContent: strings.hint }), topics, support];
}

function recentSearches({ strings }, locale, search) {
  const recent = readRecent(locale);
  if (!recent.length) return [make("p", { className: "hc-s__note", textContent: strings.private })];
  const list = make("ul", { className: "hc-s__recent" });
  for (const text of recent) {
    const item = make("li");
    const button = make("button", { type: "button", textContent: text });
    button.addEventListener("click", () => search(text));
    item.append(button);
    list.append(item);
  }
  const clear = make("button", { type: "button", className: "hc-s__clear", textContent: strings.clear });
  const title = make("p", { className: "hc-s__note", textContent: `${strings.recent} ` });
  title.append(clear);
  clear.addEventListener("click", () => {
    writeRecent(locale, []);
    list.remove();
    title.remove();
  });
  return [title, list];
}

function keepRecent(locale, text) {
  if (text) writeRecent(locale, [text, ...readRecent(locale).filter((other) => other !== text)].slice(0, MOST_RECENT));
}

function readRecent(locale) {
  try {
    const kept = JSON.parse(localStorage.getItem(`${RECENT}-${locale}`) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string") : [];
  } catch {
    return [];
  }
}

function writeRecent(locale, list) {
  try {
    localStorage.setItem(`${RECENT}-${locale}`, JSON.stringify(list));
  } catch {
    // Storage may be forbidden or full: nothing is kept then.
  }
}
