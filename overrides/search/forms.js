// Finds known forms (brands, glossary words, function words) in a query, the longest first.

export const BRAND = 0;
export const GROUP = 1;
export const STOP = 2;
const MOST_PIECES = 5;

/** Looks forms up by their units, so that case, spaces and inflection don't matter. */
export class FormMatcher {
  constructor(lexicon, analyser) {
    this.forms = new Map();
    this.longest = new Map();
    const add = (text, kind, value) => {
      const terms = analyser.units(text).map((unit) => unit.term);
      if (!terms.length) return;
      const key = terms.join("\n");
      let form = this.forms.get(key);
      if (!form) this.forms.set(key, (form = { kind, values: [] }));
      if (kind < form.kind) Object.assign(form, { kind, values: [] });
      if (kind === form.kind && !form.values.includes(value)) form.values.push(value);
      this.longest.set(terms[0], Math.max(this.longest.get(terms[0]) ?? 0, terms.length));
    };
    this.brands = new Map();
    lexicon.brands.forEach(({ names }, value) =>
      names.forEach((name) => {
        add(name, BRAND, value);
        const units = analyser.units(name);
        if (units.some((unit) => unit.unspaced)) return;
        const text = units.map((unit) => unit.raw).join("");
        this.brands.set(text, [...(this.brands.get(text) ?? []), value]);
      }),
    );
    lexicon.groups.forEach(({ triggers }, value) => triggers.forEach((form) => add(form, GROUP, value)));
    lexicon.stop.forEach((word) => add(word, STOP, 0));
  }

  /** Returns the brand that is written in pieces here: 'C G Pay'. Pieces that are words of their own are none. */
  spelledBrand(units, start) {
    if (units[start].unspaced || this.forms.has(units[start].term)) return null;
    let text = units[start].raw;
    for (let end = start + 1; end < Math.min(start + MOST_PIECES, units.length) && !units[end].unspaced; end++) {
      text += units[end].raw;
      if (this.brands.has(text)) return { kind: BRAND, values: this.brands.get(text), start, end: end + 1 };
    }
    return null;
  }

  /** Returns the forms in the units, from left to right, not overlapping. */
  find(units) {
    const spans = [];
    for (let start = 0; start < units.length; ) {
      const spelled = this.spelledBrand(units, start);
      if (spelled) {
        spans.push(spelled);
        start = spelled.end;
        continue;
      }
      let length = Math.min(this.longest.get(units[start].term) ?? 0, units.length - start);
      for (; length > 0; length--) {
        const part = units.slice(start, start + length);
        const form = this.forms.get(part.map((unit) => unit.term).join("\n"));
        if (form && isUnbroken(part)) {
          spans.push({ kind: form.kind, values: form.values, start, end: start + length });
          break;
        }
      }
      start += Math.max(length, 1);
    }
    return spans;
  }
}

function isUnbroken(units) {
  return units.every((unit, at) => !at || unit.glued || !unit.unspaced || !units[at - 1].unspaced);
}

/** Returns the terms that stand for a form: its words and pairs, or its one character. */
export function formTerms(units) {
  const terms = [];
  units.forEach((unit, at) => {
    const before = units[at - 1];
    const after = units[at + 1];
    if (!unit.unspaced) terms.push(unit.term);
    else if (before?.unspaced && unit.glued) terms.push(before.term + unit.term);
    else if (!(after?.unspaced && after.glued)) terms.push(unit.term);
  });
  return terms;
}
