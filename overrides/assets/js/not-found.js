// On a 404 page: looks for what the address says, using only words that the search index knows.
const field = document.querySelector("[data-address-words]");
const section = document.querySelector("[data-found]");

/** Returns the last words of the address. Raises URIError for one that is no text. */
function addressWords() {
  const words = decodeURIComponent(location.pathname).split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word.length > 2 || /\p{Script=Han}/u.test(word)).slice(-6);
}

async function suggest() {
  const { openSearch } = await import(field.dataset.addressWords);
  const base = new URL("./", new URL(field.dataset.addressWords, location.href)).href;
  const search = await openSearch({ base, locale: field.dataset.locale, fetch: fetch.bind(globalThis) });
  // Only words that stand on some page go into the field: an address must not put words into our mouth.
  const known = await Promise.all(addressWords().map((word) => search.vet(word)));
  field.value = [...new Set(known.filter(Boolean))].join(" ");
  return field.value ? (await search.query(field.value, { limit: 5 })).hits : [];
}

function show(hits) {
  section.querySelector("ul").replaceChildren(...hits.map(item));
  if (!hits.length) section.querySelector("h2").textContent = section.dataset.none;
}

function item({ url, title }) {
  const link = document.createElement("a");
  link.href = url;
  link.textContent = title;
  const element = document.createElement("li");
  element.append(link);
  return element;
}

suggest().then(show, () => show([]));
