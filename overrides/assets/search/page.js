// The search page: the same search as the dialog's, in the page.

import { addStyles, openClient } from "./client.js";
import { buildSearch } from "./view.js";

const place = document.querySelector("[data-search-page]");

async function start() {
  const [client] = await Promise.all([openClient(document.documentElement.lang), addStyles()]);
  const search = buildSearch(place, client);
  // What an address says is shown only as far as the index knows its words: scammers plant phone numbers in links.
  const asked = new URLSearchParams(location.search).get("q") ?? readHash();
  const vetted = asked ? await client.vet(asked) : null;
  document.querySelector("[data-search-topics]").hidden = true;
  place.hidden = false;
  search.field.addEventListener("input", () => {
    // In the fragment, which no browser sends, so that Back comes to the same results.
    const text = search.field.value;
    history.replaceState(null, "", location.pathname + (text ? `#q=${encodeURIComponent(text)}` : ""));
  });
  search.field.focus();
  await search.show(vetted ?? "");
}

function readHash() {
  return new URLSearchParams(location.hash.slice(1)).get("q");
}

start().catch(() => {
  place.hidden = true;
});
