// Reads { engine, base, calls: [[locale, method, ...arguments]] } from standard input and answers each call; every file
// that is asked for comes from the disk and is written down.
import { readFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { engine, site, calls } = JSON.parse(readFileSync(0, "utf8"));
const { openSearch } = await import(pathToFileURL(engine));
const base = pathToFileURL(`${site}/search/`).href;
const fetched = [];
const fetch = async (address) => {
  fetched.push(address.slice(base.length));
  try {
    const text = await readFile(new URL(address), "utf8");
    return { ok: true, status: 200, json: async () => JSON.parse(text) };
  } catch {
    return { ok: false, status: 404 };
  }
};
const opened = new Map();
const answers = [];
for (const [locale, method, ...args] of calls) {
  if (!opened.has(locale)) opened.set(locale, await openSearch({ base, locale, fetch }));
  answers.push(await opened.get(locale)[method](...args));
}
process.stdout.write(JSON.stringify({ answers, fetched }));
