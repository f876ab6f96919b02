// What a query asks for: concepts, each with the terms that may answer it, and the provider it names; as query.py.

import { isPair } from "./analysis.js";
import { BRAND, GROUP, STOP, formTerms } from "./forms.js";

const CHANCE = 0.25;
const NEIGHBOURS = [0.25, 0.5, 0.8];
const SYNONYM = 0.8;
const SINGLE = 0.5;
const FILLER = 0.08;
const COMPLETION = 0.7;

const unique = (list) => [...new Set(list)];

/** Returns every term that planning may ask about, so that they can be fetched in one go. */
export function termsOf(units, spans, lexicon, formUnits) {
  const terms = units.flatMap((unit) => [unit.term, ...unit.whole]);
  units.forEach((unit, at) => {
    if (isPair(units[at - 1], unit)) terms.push(units[at - 1].term + unit.term);
  });
  for (const span of spans) {
    const table = span.kind === GROUP ? lexicon.groups : span.kind === BRAND ? lexicon.brands : [];
    if (!table.length) continue;
    for (const value of span.values) {
      for (const form of table[value].targets ?? table[value].names) terms.push(...formTerms(formUnits(form)));
    }
  }
  if (units.some((unit) => /\p{N}/u.test(unit.raw) || unit.whole.some((whole) => whole.includes("_")))) {
    for (const word of lexicon.codes) terms.push(...formTerms(formUnits(word)));
  }
  return unique(terms);
}

/** Returns what the units ask for; `completions` are terms that the last word may be the start of. */
export function makePlan(units, spans, lexicon, formUnits, isWord, completions = []) {
  const brands = spans.filter((span) => span.kind === BRAND);
  const ofSpans = spans.reduce((sum, span) => sum + span.end - span.start, 0);
  const onlyBrands = brands.length > 0 && spans.every((span) => span.kind !== GROUP) && ofSpans === units.length;
  if (spans.every((span) => span.kind === STOP) && ofSpans === units.length) spans = [];
  const groups = units.map(() => false);
  const settled = units.map(() => false);
  const fillers = units.map(() => false);
  for (const span of spans) {
    for (let at = span.start; at < span.end; at++) {
      groups[at] = span.kind === GROUP;
      fillers[at] = span.kind === STOP;
      settled[at] = span.kind !== STOP || span.end - span.start > 1 || !units[at].unspaced;
    }
  }

  const context = { units, lexicon, formUnits, isWord };
  let concepts = spans.filter((span) => span.kind === GROUP).map((span) => groupConcept(span, context));
  if (onlyBrands) concepts.push(...brands.map((span) => brandConcept(span, context)));
  const covered = [...settled];
  const compounds = unknownCompounds(units, isWord);
  units.forEach((unit, at) => {
    if (unit.unspaced || settled[at] || compounds.has(at)) return;
    let concept = wordConcept(unit, at, isWord);
    if (!concept && completions.length && at === units.length - 1) {
      const ways = completions.map((term) => ({ terms: [[term, 1]], weight: COMPLETION }));
      concept = { alternatives: ways, weight: 1, required: true, start: at, end: at + 1 };
    }
    if (concept) {
      concepts.push(concept);
      covered[at] = true;
    }
  });
  for (let at = 1; at < units.length; at++) {
    const pair = pairAt(units, at);
    if (pair && isWord(pair) && !settled[at - 1] && !settled[at]) {
      concepts.push(plainConcept(pair, 1, true, at - 1, at + 1));
      covered[at - 1] = covered[at] = true;
    }
  }
  const loose = [...covered];
  for (let at = 1; at < units.length; at++) {
    const pair = pairAt(units, at);
    const word = pair ? isWord(pair) : null;
    if (word === null || (groups[at - 1] && groups[at])) continue;
    if (word && !settled[at - 1] && !settled[at]) continue;
    const openEnds = [at - 1, at].filter((end) => !(covered[end] || fillers[end])).length;
    const weight = fillers[at - 1] && fillers[at] ? FILLER : NEIGHBOURS[openEnds];
    concepts.push(plainConcept(pair, weight, openEnds === 2, at - 1, at + 1));
    if (openEnds === 2) loose[at - 1] = loose[at] = true;
  }
  units.forEach((unit, at) => {
    const word = unit.unspaced && !covered[at] ? isWord(unit.term) : null;
    if (word === null || fillers[at]) return;
    concepts.push(plainConcept(unit.term, word ? SINGLE : loose[at] ? FILLER : CHANCE, word, at, at + 1));
    loose[at] = true;
  });
  const codes = units.map((_, at) => at).filter((at) => compounds.has(at) || isUnknownNumber(units[at], covered[at]));
  for (const at of codes) loose[at] = true;
  if (codes.length && !concepts.some((concept) => concept.required)) {
    const terms = lexicon.codes.flatMap((word) => formTerms(formUnits(word)));
    const ways = terms.map((term) => ({ terms: [[term, 1]], weight: 1 }));
    concepts = [{ alternatives: ways, weight: 1, required: ways.length > 0, start: codes[0], end: codes.at(-1) + 1 }];
  }
  for (const { start, end, required } of concepts) {
    if (end - start > 1 && required) settled.fill(true, start, end);
  }
  const own = [];
  units.forEach((unit, at) => {
    if (isPair(units[at - 1], unit)) own.push(units[at - 1].term + unit.term);
  });
  for (const unit of units) if (!unit.unspaced) own.push(unit.term, ...unit.whole);
  return {
    units,
    concepts,
    providers: unique(brands.flatMap((span) => span.values.map((value) => lexicon.brands[value].provider))),
    own: unique(own),
    unknown: units.map((_, at) => at).filter((at) => !(loose[at] || fillers[at])),
    codes,
    settled,
    fillers,
  };
}

function pairAt(units, at) {
  return isPair(units[at - 1], units[at]) ? units[at - 1].term + units[at].term : null;
}

function plainConcept(term, weight, required, start, end) {
  return { alternatives: [{ terms: [[term, 1]], weight: 1 }], weight, required, start, end };
}

function groupConcept(span, { units, lexicon, formUnits, isWord }) {
  const own = alternative(formTerms(units.slice(span.start, span.end)), 1, isWord);
  const alternatives = own ? [own] : [];
  for (const target of unique(span.values.flatMap((value) => lexicon.groups[value].targets))) {
    const way = alternative(formTerms(formUnits(target)), SYNONYM, isWord);
    if (way && !(own && String(way.terms) === String(own.terms))) alternatives.push(way);
  }
  return { alternatives, weight: 1, required: alternatives.length > 0, start: span.start, end: span.end };
}

function brandConcept(span, { lexicon, formUnits, isWord }) {
  const names = unique(span.values.flatMap((value) => lexicon.brands[value].names));
  const alternatives = names.map((name) => alternative(formTerms(formUnits(name)), 1, isWord)).filter(Boolean);
  return { alternatives, weight: 1, required: alternatives.length > 0, start: span.start, end: span.end };
}

function alternative(terms, weight, isWord) {
  const known = unique(terms).map((term) => [term, isWord(term)]);
  if (known.every(([, word]) => word === null)) return null;
  return { terms: known.map(([term, word]) => [term, word ? 1 : CHANCE]), weight };
}

function wordConcept(unit, at, isWord) {
  for (const term of [...unit.whole, unit.term]) {
    if (isWord(term) !== null) return plainConcept(term, 1, true, at, at + 1);
  }
  return null;
}

function unknownCompounds(units, isWord) {
  const found = new Set();
  for (const unit of units) {
    for (const whole of unit.whole) {
      if (!whole.includes("_") || isWord(whole) !== null) continue;
      units.forEach((part, at) => {
        if (part.start >= unit.end - whole.length && part.start < unit.end) found.add(at);
      });
    }
  }
  return found;
}

function isUnknownNumber(unit, covered) {
  return !unit.unspaced && !covered && /\p{N}/u.test(unit.raw);
}
