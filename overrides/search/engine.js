// Searches the help center: `const search = await openSearch({ base, locale, fetch })`, then `await search.query(text)`.
// Free of the DOM: runs in a page, in a worker and in Node. Nothing that is typed leaves the device.

import { isPair } from "./analysis.js";
import { marksIn, termsToMark } from "./marks.js";
import { Planner } from "./query.js";
import { score } from "./ranking.js";
import { applyCorrections, correct } from "./spelling.js";
import { Store } from "./store.js";

const LONGEST_QUERY = 120;
const OTHER_LOCALE = 0.8;
const WEAKEST = 0.1;
const MOST_SAFE_DIGITS = 5;

/** Opens the search of one locale. `base` is the address of the site's `search/` folder, with a slash at its end. */
export async function openSearch({ base, locale, fetch = globalThis.fetch }) {
  const load = async (path) => {
    const response = await fetch(base + path);
    if (response.ok === false) throw new Error(`'${path}' could not be loaded: ${response.status}`);
    return response.json();
  };
  const { locales } = await load("manifest.json");
  if (!Object.hasOwn(locales, locale)) throw new Error(`There is no search for '${locale}'.`);
  const language = (tag) => tag.split("-")[0];
  const others = Object.keys(locales).filter(
    (tag, at, tags) => language(tag) !== language(locale) && tags.findIndex((one) => language(one) === language(tag)) === at,
  );
  const stores = new Map();
  const open = (tag) => {
    if (!stores.has(tag)) {
      stores.set(tag, load(`${locales[tag]}/core.json`).then((core) => new Store(locales[tag], core, load)));
    }
    return stores.get(tag);
  };
  return new Search(await open(locale), () => Promise.all(others.map(open)), base);
}

class Search {
  constructor(store, openOthers, base) {
    this.store = store;
    this.openOthers = openOthers;
    this.base = base;
  }

  /** Returns the best entries for what a customer typed: `{ hits, corrected, total }`. */
  async query(text, { limit = 10, provider = "", only = "" } = {}) {
    const found = await searchStore(this.store, text, provider || only, this.openOthers);
    const { store } = this;
    const strange = (at) => found.plan.units[at].unspaced !== store.core.unspaced;
    const strangers = [];
    if (!found.plan.concepts.length || found.plan.unknown.some(strange)) {
      const own = new Map(store.numbers.map((number, at) => [number, at]));
      for (const other of await this.openOthers()) {
        const theirs = await searchStore(other, text, provider || only, null);
        if (!theirs.plan.concepts.length) continue;
        theirs.scores.forEach((value, at) => {
          if (!value) return;
          const here = own.get(other.numbers[at]);
          if (here === undefined) strangers.push({ store: other, at, score: round(value * OTHER_LOCALE) });
          else found.scores[here] += value * OTHER_LOCALE;
        });
        found.corrected ??= theirs.corrected;
      }
    }
    const ranked = strangers;
    found.scores.forEach((value, at) => {
      if (round(value) > 0) ranked.push({ store, at, score: round(value) });
    });
    const wanted = only ? ranked.filter((hit) => providerOf(hit) === only) : ranked;
    wanted.sort((one, other) => other.score - one.score || (other.store === store) - (one.store === store) || one.at - other.at);
    const strong = wanted.filter((hit) => hit.score >= wanted[0].score * WEAKEST);
    const terms = termsToMark(found.plan);
    const hits = await Promise.all(strong.slice(0, limit).map((hit) => this.describe(hit, terms)));
    return { hits, corrected: found.corrected, total: strong.length };
  }

  /** Returns text that came from outside (an address) as it may be shown, or null.
   *
   * Only words of the index, of the lexicon, or their corrections come back: nobody can plant a phone number in a link.
   */
  async vet(text) {
    const { store } = this;
    let plan = await planQuery(store, text.slice(0, LONGEST_QUERY));
    const corrections = await correct(plan, store, store.isWord, () => false);
    if (corrections.length) plan = await planQuery(store, applyCorrections(plan.units, corrections));
    const digits = plan.units.map((unit) => unit.raw.replace(/\P{N}/gu, "")).join("");
    if (!plan.units.length || plan.unknown.length || plan.codes.length || digits.length > MOST_SAFE_DIGITS) return null;
    const known = plan.units.every((unit, at) => plan.settled[at] || plan.fillers[at] || isKnown(store, plan.units, at));
    return known ? applyCorrections(plan.units, []) : null;
  }

  async describe({ store, at, score: value }, terms) {
    const [id, title, summary, url, source, derived] = await store.text(at);
    const [provider, category] = id.split("/");
    const address = url || `${store.locale}/${id}/`;
    const hit = { id, url: resolve(this.base, address), title, summary, provider, category };
    const [titleMarks, summaryMarks] = [title, summary].map((text) => marksIn(text, terms, store.analyser));
    return { ...hit, locale: source || store.locale, score: value, derived: Boolean(derived), titleMarks, summaryMarks };
  }
}

async function planQuery(store, text) {
  const units = store.analyser.units(text);
  const planner = new Planner(units, store.matcher.find(units), store.lexicon, store.formUnits, store.isWord);
  await store.needTerms(planner.terms());
  planner.dropCodes();
  await store.needTerms(planner.characters());
  const last = units.at(-1);
  const half = last && !last.unspaced && store.isWord(last.term) === null;
  return planner.plan(half ? await store.complete(last) : []);
}

async function searchStore(store, text, provider, openOthers) {
  let plan = await planQuery(store, text.slice(0, LONGEST_QUERY));
  const isForeign = async ({ term }) => {
    for (const other of openOthers ? await openOthers() : []) {
      await other.needTerms([term]);
      if (other.isWord(term) !== null) return true;
    }
    return false;
  };
  const corrections = await correct(plan, store, store.isWord, isForeign);
  let corrected = null;
  if (corrections.length) {
    corrected = applyCorrections(plan.units, corrections);
    plan = await planQuery(store, corrected);
  }
  return { plan, corrected, scores: score(plan, store.collection, store.get, provider) };
}

function isKnown(store, units, at) {
  const unit = units[at];
  if (!unit.unspaced) return store.isWord(unit.term) !== null;
  const before = isPair(units[at - 1], unit) && store.isWord(units[at - 1].term + unit.term) !== null;
  const after = isPair(unit, units[at + 1]) && store.isWord(unit.term + units[at + 1].term) !== null;
  return before || after || (units.length === 1 && store.isWord(unit.term) !== null);
}

function providerOf({ store, at }) {
  return store.collection.providers[store.collection.providerOf[at]];
}

function round(value) {
  return Math.round(value * 1e6) / 1e6;
}

/** Returns the address of a page whose path is relative to the site, seen from its `search/` folder. */
function resolve(base, path) {
  try {
    return new URL(`../${path}`, base).href;
  } catch {
    return base.replace(/[^/]*\/$/, "") + path;
  }
}
