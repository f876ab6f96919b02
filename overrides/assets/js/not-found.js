// On a 404 page: looks for what the address says, using only words that the search index knows.
const field = document.querySelector("[data-address-words]");
const list = document.querySelector("[data-found]");
const words = decodeURIComponent(location.pathname).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2).slice(-6);

async function suggest() {
  const { openSearch } = await import(field.dataset.addressWords);
  const base = new URL("./", new URL(field.dataset.addressWords, location.href)).href;
  const search = await openSearch({ base, locale: field.dataset.locale, fetch: fetch.bind(globalThis) });
  // Only words that stand on some page go into the field: an address must not put words into our mouth.
  const known = await Promise.all(words.map((word) => search.vet(word)));
  field.value = [...new Set(known.filter(Boolean))].join(" ");
  if (!field.value) return;
  const { hits } = await search.query(field.value, { limit: 5 });
  list.replaceChildren(...hits.map(item));
  list.hidden = !hits.length;
}

function item({ url, title }) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  const element = document.createElement("li");
  element.append(link);
  return element;
}

if (field && words.length) suggest().catch(() => {});
