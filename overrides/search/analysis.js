// Text to units and terms, the same as analysis.py; tests/search/analysis.json holds both to it.

import { stem } from "./stemmer.js";

// Scripts written without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
const UNSPACED =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3007\\u3040-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf" +
  "\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3134f}";
const WORD = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])`;
const EDGE = `[${UNSPACED}\\p{L}\\p{N}\\p{M}_.'@\\-]`;
const TOKEN = new RegExp(`([${UNSPACED}])|${WORD}+(?:[_.'@\\-]+${WORD}+)*`, "gu");
const PART = new RegExp(`${WORD}+`, "gu");
const MIXED = new RegExp(`(?<!${EDGE})(?:${WORD}+[${UNSPACED}]{1,4}|[${UNSPACED}]{1,4}${WORD}+)(?!${EDGE})`, "gu");
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/** Matches one or two characters of an unspaced script. */
export const RUN = new RegExp(`^[${UNSPACED}]{1,2}$`, "u");

const PLAIN = /^[a-z]+$/;

/** Turns text into units and terms. `characters` is a string of pairs: a character and its plain form. */
export class Analyser {
  constructor({ characters = "", irregular = {}, english = false }) {
    const list = [...characters];
    this.characters = new Map();
    for (let at = 0; at < list.length; at += 2) this.characters.set(list[at], list[at + 1]);
    this.irregular = new Map(Object.entries(irregular));
    this.english = english;
  }

  /** Returns the text in one form: compatible characters, lower case, no accents, simplified characters. */
  normalise(text) {
    text = text.normalize("NFKC").replace(INVISIBLE, "");
    text = text.replace(/[\u2018\u2019\u02bc]/g, "'").replace(/[\u2010\u2011]/g, "-").toLowerCase();
    text = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
    let plain = "";
    for (const char of text) plain += this.characters.get(char) ?? char;
    return plain;
  }

  /** Returns the units of a text in reading order: words, and single characters of unspaced scripts. */
  units(text) {
    text = this.normalise(text);
    const units = [];
    let endBefore = -1;
    for (const match of text.matchAll(TOKEN)) {
      const raw = match[0];
      const start = match.index;
      const end = start + raw.length;
      if (match[1]) {
        units.push({ term: raw, raw, start, end, glued: start === endBefore, unspaced: true, whole: [] });
      } else {
        this.pushWord(units, raw, start, start === endBefore);
      }
      endBefore = end;
    }
    for (const match of text.matchAll(MIXED)) {
      const unit = units.find((each) => each.end === match.index + match[0].length);
      unit?.whole.push(match[0]);
    }
    return units;
  }

  /** Returns the terms of a text in reading order. */
  terms(text) {
    const terms = [];
    let before = null;
    for (const unit of this.units(text)) {
      if (isPair(before, unit)) terms.push(before.term + unit.term);
      terms.push(unit.term, ...unit.whole);
      before = unit;
    }
    return terms;
  }

  stemWord(word) {
    const known = this.irregular.get(word) ?? word;
    return this.english && PLAIN.test(known) ? stem(known) : known;
  }

  pushWord(units, raw, start, glued) {
    let parts = [...raw.matchAll(PART)].map((match) => [match[0], match.index, match.index + match[0].length]);
    if (raw.includes("'")) [parts, raw] = joinApostrophes(parts, raw);
    const hyphens = raw.split("-").length - 1;
    if (parts.length > 1 && hyphens > 0 && hyphens < 3 && parts.some(([part]) => part.length === 1)) {
      const joined = raw.replaceAll("-", "");
      if (/^[\p{L}]+$/u.test(joined)) [parts, raw] = [[[joined, 0, parts.at(-1)[2]]], joined];
    }
    const compound = /^\p{N}/u.test(raw) ? raw : raw.replaceAll("-", "");
    parts.forEach(([part, begin, end], index) => {
      units.push({
        term: this.stemWord(part),
        raw: part,
        start: start + begin,
        end: start + end,
        glued: glued || index > 0,
        unspaced: false,
        whole: parts.length > 1 && index === parts.length - 1 ? [compound] : [],
      });
    });
  }
}

/** True when two units are neighbouring characters of an unspaced script. */
export function isPair(before, unit) {
  return Boolean(before && unit.glued && unit.unspaced && before.unspaced);
}

function joinApostrophes(parts, raw) {
  if (raw.endsWith("'s") && parts.length > 1) {
    raw = raw.slice(0, -2);
    parts = parts.slice(0, -1);
  }
  const joined = raw.replaceAll("'", "");
  if (raw.includes("'") && /^[\p{L}\p{N}]+$/u.test(joined)) return [[[joined, 0, raw.length]], joined];
  return [parts, joined];
}
