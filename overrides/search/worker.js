// Runs the search off the page's main thread: takes `{ id, method, args }`, answers `{ id, result }` or `{ id, error }`.

import { openSearch } from "./engine.js";

let opened = null;

self.addEventListener("message", async ({ data: { id, method, args } }) => {
  try {
    if (method === "open") {
      opened = openSearch(args[0]);
      await opened;
      self.postMessage({ id, result: null });
    } else if (method === "query" || method === "vet") {
      const search = await opened;
      self.postMessage({ id, result: await search[method](...args) });
    }
  } catch (error) {
    self.postMessage({ id, error: String(error) });
  }
});
