// Which words of a result's title and summary answer the query.

import { isPair } from "./analysis.js";

/** Returns the terms worth marking: words and what means the same, but no neighbours by chance. */
export function termsToMark(plan) {
  const asked = plan.concepts.filter((concept) => concept.required);
  const terms = asked.flatMap((concept) => concept.alternatives.flatMap((way) => way.terms.map(([term]) => term)));
  return new Set(terms);
}

/** Returns where the terms stand in a text: `[start, end]`, not overlapping, from left to right. */
export function marksIn(text, terms, analyser) {
  // Positions are those of the normalised text: without a change of length they hold for the text itself.
  if (analyser.normalise(text).length !== text.length) return [];
  const marks = [];
  let before = null;
  for (const unit of analyser.units(text)) {
    const pair = isPair(before, unit) && terms.has(before.term + unit.term);
    const start = pair ? before.start : unit.start;
    if (pair || terms.has(unit.term)) {
      if (marks.length && start <= marks.at(-1)[1]) marks.at(-1)[1] = unit.end;
      else marks.push([start, unit.end]);
    }
    before = unit;
  }
  return marks;
}
