// Talks to the search engine: in a worker where the browser allows it, else in the page.

const BASE = new URL("./", import.meta.url).href;
const WAIT = 8000;
const WORKER = `${BASE}worker.js`;
// The only policy that the site's Content-Security-Policy allows; made once, as a second one would be refused.
const TRUSTED = globalThis.trustedTypes?.createPolicy("helpcenter-search", { createScriptURL: () => WORKER });

/** Opens the search of a locale; returns `{ query, vet, interface }`. */
export async function openClient(locale) {
  const manifest = await (await fetch(`${BASE}manifest.json`)).json();
  const known = manifest.locales[locale] ? locale : Object.keys(manifest.locales).find((tag) => locale.startsWith(tag));
  const words = fetch(`${BASE}${manifest.locales[known]}/interface.json`).then((response) => response.json());
  const ask = await startWorker(known).catch(() => startHere(known));
  return {
    locale: known,
    interface: await words,
    query: (text, options) => ask("query", text, options),
    vet: (text) => ask("vet", text),
  };
}

/** Returns the address of a page whose path is relative to the site. */
export function addressOf(path) {
  return new URL(`../${path}`, BASE).href;
}

/** Loads the style sheet of the search. */
export function addStyles() {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `${BASE}dialog.css`;
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
}

async function startWorker(locale) {
  const worker = new Worker(TRUSTED ? TRUSTED.createScriptURL("") : WORKER, { type: "module" });
  const waiting = new Map();
  let last = 0;
  worker.addEventListener("message", ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  });
  const ask = (method, ...args) =>
    new Promise((resolve, reject) => {
      waiting.set((last += 1), { resolve, reject });
      worker.postMessage({ id: last, method, args });
    });
  await new Promise((resolve, reject) => {
    worker.addEventListener("error", reject);
    setTimeout(reject, WAIT, new Error("The worker does not answer."));
    ask("open", { base: BASE, locale }).then(resolve, reject);
  });
  return ask;
}

async function startHere(locale) {
  const { openSearch } = await import(`${BASE}engine.js`);
  const search = await openSearch({ base: BASE, locale, fetch: fetch.bind(globalThis) });
  return (method, ...args) => search[method](...args);
}
