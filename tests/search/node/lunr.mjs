// Loads an index into stock lunr.js and scores terms: { lunr, index, queries: [[[term, boost], ...]] }.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { lunr: path, index: data, queries } = JSON.parse(readFileSync(0, "utf8"));
const lunr = createRequire(import.meta.url)(path);
const index = lunr.Index.load(data);
const answers = queries.map((terms) => {
  const hits = index.query((query) => terms.forEach(([term, boost]) => query.term(term, { boost, usePipeline: false })));
  return hits.map((hit) => [hit.ref, hit.score]);
});
process.stdout.write(JSON.stringify({ version: lunr.version, answers }));
