// What a query asks for: concepts, each with the terms that may answer it, and the provider it names; as query.py.

import { isPair } from "./analysis.js";
import { BRAND, GROUP, STOP, formTerms } from "./forms.js";

const SYNONYM = 0.75;
const COMPLETION = 0.7;
const SINGLE = 0.5;
const CHANCE = 0.25;
const FILLER = 0.08;
const NEIGHBOURS = [0.25, 0.5, 0.8];

const unique = (list) => [...new Set(list)];

/** Works out what the units of a query ask for: fetch `terms()`, then `characters()`, then ask for the `plan`. */
export class Planner {
  constructor(units, spans, lexicon, formUnits, isWord) {
    Object.assign(this, { units, lexicon, formUnits, isWord });
    this.allSpans = spans;
    this.mark(spans);
  }

  mark(spans) {
    const { units } = this;
    this.brands = spans.filter((span) => span.kind === BRAND);
    const whole = spans.reduce((sum, span) => sum + span.end - span.start, 0) === units.length;
    this.asksBrands = this.brands.length > 0 && whole && spans.every((span) => span.kind !== GROUP);
    this.spans = whole && spans.every((span) => span.kind === STOP) ? [] : spans;
    const [groups, settled, fillers, fixed] = Array.from({ length: 4 }, () => units.map(() => false));
    Object.assign(this, { groups, settled, fillers, fixed });
    for (const { kind, start, end } of this.spans) {
      for (let at = start; at < end; at++) {
        groups[at] = kind === GROUP;
        fillers[at] = kind === STOP;
        fixed[at] = kind === STOP && end - start > 1;
        settled[at] = !fillers[at] || fixed[at] || !units[at].unspaced;
      }
    }
    this.pairs = units.flatMap((_, at) => (this.hasPair(at) ? [[at, units[at - 1].term + units[at].term]] : []));
  }

  /** Returns the terms that planning asks about, but for single characters. */
  terms() {
    const terms = this.pairs.map(([, pair]) => pair);
    for (const unit of this.units) terms.push(...unit.whole, ...(unit.unspaced ? [] : [unit.term]));
    for (const span of this.spans) {
      if (span.kind === GROUP) {
        terms.push(...formTerms(this.units.slice(span.start, span.end)));
        terms.push(...this.targets(span).flatMap((form) => formTerms(this.formUnits(form))));
      } else if (this.asksBrands && span.kind === BRAND) {
        terms.push(...this.names(span).flatMap((form) => formTerms(this.formUnits(form))));
      }
    }
    if (this.units.some((unit) => /\p{N}/u.test(unit.raw) || unit.whole.some((whole) => whole.includes("_")))) {
      terms.push(...this.lexicon.codes.flatMap((form) => formTerms(this.formUnits(form))));
    }
    return unique(terms);
  }

  /** Returns the single characters that no known word covers. */
  characters() {
    const covered = [...this.settled];
    for (const [at, pair] of this.pairs) {
      if (this.isWord(pair) && !this.settled[at - 1] && !this.settled[at]) covered[at - 1] = covered[at] = true;
    }
    return unique(
      this.units.filter((unit, at) => unit.unspaced && !covered[at] && !this.fillers[at]).map((unit) => unit.term),
    );
  }

  /** Leaves out phrases inside codes that the index doesn't know: an unknown code is no phrase. */
  dropCodes() {
    this.compounds = this.unknownCompounds();
    this.mark(this.allSpans.filter((span) => span.kind !== GROUP || !this.compounds.has(span.start)));
  }

  /** Returns what the units ask for; `completions` are terms that the last word may be the start of. */
  plan(completions) {
    const { units, settled, fillers } = this;
    this.concepts = this.spans.filter((span) => span.kind === GROUP).map((span) => this.groupConcept(span));
    if (this.asksBrands) this.concepts.push(...this.brands.map((span) => this.brandConcept(span)));
    const covered = [...settled];
    const { compounds } = this;
    this.addWords(covered, compounds, completions);
    this.addPairsThatAreWords(covered);
    const loose = [...covered];
    this.addOtherPairs(covered, loose);
    this.addSingleCharacters(covered, loose);
    const codes = units.map((_, at) => at).filter((at) => compounds.has(at) || isUnknownNumber(units[at], covered[at]));
    this.addCodes(codes, loose);
    for (const { start, end, required } of this.concepts) {
      if (end - start > 1 && required) settled.fill(true, start, end);
    }
    const own = this.pairs.map(([, pair]) => pair);
    for (const unit of units) if (!unit.unspaced) own.push(unit.term, ...unit.whole);
    const { brands } = this.lexicon;
    return {
      units,
      concepts: this.concepts,
      providers: unique(this.brands.flatMap((span) => span.values.map((value) => brands[value].provider))),
      own: unique(own),
      unknown: units.map((_, at) => at).filter((at) => !(loose[at] || fillers[at])),
      settled,
      fillers,
      codes,
    };
  }

  hasPair(at) {
    const { units, fixed, fillers } = this;
    if (!isPair(units[at - 1], units[at]) || fixed[at - 1] || fixed[at]) return false;
    return !(fillers[at - 1] && fillers[at]);
  }

  addWords(covered, compounds, completions) {
    this.units.forEach((unit, at) => {
      if (unit.unspaced || this.settled[at] || compounds.has(at)) return;
      const term = [...unit.whole, unit.term].find((each) => this.isWord(each) !== null);
      if (term !== undefined) {
        this.concepts.push(plainConcept(term, 1, true, at, at + 1));
      } else if (completions.length && at === this.units.length - 1) {
        const ways = completions.map((completion) => ({ terms: [[completion, 1]], weight: COMPLETION }));
        this.concepts.push({ alternatives: ways, weight: 1, required: true, start: at, end: at + 1 });
      } else return;
      covered[at] = true;
    });
  }

  addPairsThatAreWords(covered) {
    for (const [at, pair] of this.pairs) {
      if (!this.isWord(pair) || this.settled[at - 1] || this.settled[at]) continue;
      this.concepts.push(plainConcept(pair, 1, true, at - 1, at + 1));
      covered[at - 1] = covered[at] = true;
    }
  }

  addOtherPairs(covered, loose) {
    const { groups, settled, fillers } = this;
    for (const [at, pair] of this.pairs) {
      const word = this.isWord(pair);
      if (word === null || (groups[at - 1] && groups[at])) continue;
      if (word && !settled[at - 1] && !settled[at]) continue;
      const openEnds = [at - 1, at].filter((end) => !(covered[end] || fillers[end])).length;
      this.concepts.push(plainConcept(pair, NEIGHBOURS[openEnds], openEnds === 2, at - 1, at + 1));
      if (openEnds === 2) loose[at - 1] = loose[at] = true;
    }
  }

  addSingleCharacters(covered, loose) {
    this.units.forEach((unit, at) => {
      if (!unit.unspaced || covered[at] || this.fillers[at]) return;
      const word = this.isWord(unit.term);
      if (word === null) return;
      const weight = word ? SINGLE : loose[at] ? FILLER : CHANCE;
      this.concepts.push(plainConcept(unit.term, weight, word, at, at + 1));
      loose[at] = true;
    });
  }

  addCodes(codes, loose) {
    for (const at of codes) loose[at] = true;
    if (!codes.length || this.concepts.some((concept) => concept.required)) return;
    const terms = this.lexicon.codes.flatMap((form) => formTerms(this.formUnits(form)));
    const ways = terms.map((term) => ({ terms: [[term, 1]], weight: 1 }));
    const [start, end] = [codes[0], codes.at(-1) + 1];
    this.concepts = [{ alternatives: ways, weight: 1, required: ways.length > 0, start, end }];
  }

  unknownCompounds() {
    const found = new Set();
    for (const unit of this.units) {
      for (const whole of unit.whole) {
        if (!whole.includes("_") || this.isWord(whole) !== null) continue;
        this.units.forEach((part, at) => {
          if (part.start >= unit.end - whole.length && part.start < unit.end) found.add(at);
        });
      }
    }
    return found;
  }

  targets(span) {
    return unique(span.values.flatMap((value) => this.lexicon.groups[value].targets));
  }

  names(span) {
    return unique(span.values.flatMap((value) => this.lexicon.brands[value].names));
  }

  groupConcept(span) {
    const own = this.alternative(formTerms(this.units.slice(span.start, span.end)), 1);
    const alternatives = own ? [own] : [];
    for (const target of this.targets(span)) {
      const way = this.alternative(formTerms(this.formUnits(target)), SYNONYM);
      if (way && !(own && String(way.terms) === String(own.terms))) alternatives.push(way);
    }
    return { alternatives, weight: 1, required: alternatives.length > 0, start: span.start, end: span.end };
  }

  brandConcept(span) {
    const ways = this.names(span).map((name) => this.alternative(formTerms(this.formUnits(name)), 1));
    const alternatives = ways.filter(Boolean);
    return { alternatives, weight: 1, required: alternatives.length > 0, start: span.start, end: span.end };
  }

  alternative(terms, weight) {
    const content = unique(terms).filter((term) => !this.lexicon.stopTerms.has(term));
    const known = (content.length ? content : terms).map((term) => [term, this.isWord(term)]);
    if (known.every(([, word]) => word === null)) return null;
    return { terms: known.map(([term, word]) => [term, word ? 1 : CHANCE]), weight };
  }
}

function plainConcept(term, weight, required, start, end) {
  return { alternatives: [{ terms: [[term, 1]], weight: 1 }], weight, required, start, end };
}

function isUnknownNumber(unit, covered) {
  return !unit.unspaced && !covered && /\p{N}/u.test(unit.raw);
}
