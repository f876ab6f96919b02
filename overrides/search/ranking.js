// Scores documents for a plan, as ranking.py does, operation by operation.

const PARTIAL = 0.25;
const TITLE_FIT = 1;
const GENERAL = "general";
const GENERAL_LIFT = 1.05;
const OTHER_PROVIDER = 0.2;
const GENERAL_BESIDE = 0.5;

/**
 * Returns a score per document; 0 where none of what is required is there. A document that answers all of the query
 * scores above every one that answers a part of it, short of what a provider's lift brings.
 */
export function score(plan, collection, get, provider = "") {
  const size = collection.size;
  const total = new Float64Array(size);
  const answered = new Float64Array(size);
  const scratch = Array.from({ length: 4 }, () => new Float64Array(size));
  let needed = 0;
  for (const concept of plan.concepts) {
    const [best, share] = scoreConcept(concept, scratch, get);
    if (concept.required) needed += concept.weight;
    for (let at = 0; at < size; at++) {
      total[at] += concept.weight * best[at];
      if (concept.required) answered[at] += concept.weight * share[at];
    }
  }
  if (!needed) {
    needed = 1;
    for (let at = 0; at < size; at++) answered[at] = total[at] > 0 ? 1 : 0;
  }
  const fit = fitTitle(plan, collection, get, scratch[0].fill(0));
  const lift = liftOf(collection, plan.providers.length ? plan.providers : provider ? [provider] : []);
  let best = 0;
  for (let at = 0; at < size; at++) {
    const coverage = answered[at] / needed;
    total[at] *= PARTIAL + (1 - PARTIAL) * coverage * coverage;
    total[at] *= 1 + TITLE_FIT * fit[at] * fit[at];
    if (!answered[at]) total[at] = 0;
    if (answered[at] < needed) best = Math.max(best, total[at]);
  }
  for (let at = 0; at < size; at++) {
    if (total[at] && answered[at] >= needed) total[at] += GENERAL_LIFT * best;
    total[at] *= lift[collection.providerOf[at]];
  }
  return total;
}

function scoreConcept(concept, [best, share, weights, found], get) {
  best.fill(0);
  share.fill(0);
  let most = 0;
  concept.alternatives.forEach(({ terms, weight }, number) => {
    weights.fill(0);
    found.fill(0);
    let shares = 0;
    let rarest = 0;
    for (const [term, part] of terms) {
      shares += part;
      const posting = get(term);
      if (!posting) continue;
      const factor = part * posting.idf;
      rarest = Math.max(rarest, posting.idf);
      posting.documents.forEach((document, at) => {
        weights[document] += posting.weights[at] * factor;
        found[document] += part;
      });
    }
    // The first alternative is what was typed: a rarer synonym is worth no more than it.
    if (number === 0) most = rarest;
    const scale = (weight / shares ** 0.5) * (rarest > most ? most / rarest : 1);
    for (let at = 0; at < best.length; at++) {
      if (!found[at]) continue;
      const part = found[at] / shares;
      best[at] = Math.max(best[at], weights[at] * (part * scale));
      share[at] = Math.max(share[at], part);
    }
  });
  return [best, share];
}

function fitTitle(plan, collection, get, hits) {
  for (const term of plan.own) {
    const posting = get(term);
    posting?.documents.forEach((document, at) => {
      if (posting.titles[at]) hits[document] += 1;
    });
  }
  return hits.map((count, at) => Math.min(count / Math.max(collection.titles[at], 1), 1));
}

function liftOf(collection, wanted) {
  const known = wanted.filter((provider) => collection.providers.includes(provider));
  return collection.providers.map((provider) => {
    if (!known.length) return provider === GENERAL ? GENERAL_LIFT : 1;
    return known.includes(provider) ? 1 : provider === GENERAL ? GENERAL_BESIDE : OTHER_PROVIDER;
  });
}
