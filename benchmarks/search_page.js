// One page a search engine: `ask(text)` returns the refs of the best ten answers.

const parameters = new URLSearchParams(location.search);
const engine = parameters.get("engine");
const locale = parameters.get("locale");
const LIMIT = 10;

async function ours() {
  const worker = new Worker("/search/worker.js", { type: "module" });
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data }) => {
    if (data.error) throw new Error(data.error);
    waiting.get(data.id)(data.result);
  };
  const call = (method, ...args) =>
    new Promise((resolve) => {
      waiting.set((last += 1), resolve);
      worker.postMessage({ id: last, method, args });
    });
  await call("open", { base: `${location.origin}/search/`, locale });
  return async (text) => (await call("query", text, { limit: LIMIT })).hits.map((hit) => hit.id);
}

async function pagefind() {
  const search = await import("/pagefind/pagefind.js");
  await search.init();
  return async (text) => {
    const { results } = await search.search(text);
    const pages = await Promise.all(results.slice(0, LIMIT).map((result) => result.data()));
    return pages.map((page) => page.url.replace(/^\/[^/]+\//, "").replace(/\/(?:index\.html)?$/, ""));
  };
}

async function material() {
  const index = await (await fetch(`/material/${locale}.json`)).json();
  const worker = new Worker("/material/workers/search.js");
  let answer = null;
  worker.onmessage = ({ data }) => answer(data);
  const call = (message) =>
    new Promise((resolve) => {
      answer = resolve;
      worker.postMessage(message);
    });
  await call({ type: 0, data: { ...index, options: { suggest: false } } });
  return async (text) => {
    const { data } = await call({ type: 2, data: text });
    return data.items.slice(0, LIMIT).map((item) => item[0].location);
  };
}

const opened = { ours, pagefind, material }[engine]();
globalThis.ask = async (text) => (await opened)(text);
globalThis.time = async (text) => {
  const start = performance.now();
  const found = await globalThis.ask(text);
  return [performance.now() - start, found];
};
globalThis.memory = async () => (await performance.measureUserAgentSpecificMemory()).bytes;
document.title = "ready";
